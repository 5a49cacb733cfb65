"""Silences in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.terminal import plain

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.planning.steering import Silence


def silence_line(silence: Silence, *, now: datetime) -> str:
    """Say on one line which events it holds, from when to when, by whom and why."""
    span = f"{_minute(silence.starts)} – {_minute(silence.until)} UTC"
    facts = (silence.matcher or "everything", silence.by, silence.why)
    told = plain(" · ".join(filter(None, facts)))
    return f"{silence.number:>3}  {_standing(silence, now):<8}  {span}  {told}"


def silence_as_json(silence: Silence, *, now: datetime) -> dict[str, object]:
    """Give a silence as plain JSON values, as docs/cli.md describes."""
    ended = silence.ended_at
    return {
        "id": silence.number,
        "query": silence.matcher,
        "starts": _second(silence.starts),
        "ends": _second(silence.ends),
        "ended_at": None if ended is None else _second(ended),
        "by": silence.by,
        "why": silence.why,
        "standing": _standing(silence, now),
    }


def _standing(silence: Silence, now: datetime) -> str:
    if now >= silence.until:
        return "over"
    return "to come" if now < silence.starts else "lasts"


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"


def _second(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"
