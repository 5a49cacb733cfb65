"""The life of a reminder in words and as JSON: planned, held, tried, sent, noted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geotimeline.formats.reminders.ledger_text import entry_as_json, title_of
from geotimeline.formats.terminal import plain
from geotimeline.interfaces.entries import TOLD_STATES, State
from geotimeline.planning.reminders import (
    DIGEST,
    ESCALATED,
    FALLBACK,
    MISSED,
    SNOOZED,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.interfaces.attempts import Attempt
    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.lives import Answer, Life
    from geotimeline.interfaces.steering import Acknowledgement

_KEY_SHOWN = 8
_TELLERS = {
    DIGEST: "the digest",
    MISSED: "the digest of the missed",
    FALLBACK: "what went instead,",
    SNOOZED: "what was told once more,",
}
_NEVER = (State.EXPIRED, State.SUPERSEDED, State.SILENCED)


def life_lines(life: Life) -> Iterator[str]:
    """Tell one reminder's life, a line for each thing that happened."""
    entry = life.entry
    stale = _minute(entry.expires_at)
    yield title_of(entry)
    yield _line("key", f"{entry.key} · {_about(entry)}")
    yield _line("rests on", _ground(entry))
    yield _line("known", _minute(entry.created_at))
    yield _line("due", f"{_minute(entry.due_at)}, of use until {stale}")
    for one in life.told_in:
        yield _line("told in", _teller_words(one))
    for member in _members(entry):
        yield _line("tells", f"{member['title']} · key {member['key'][:_KEY_SHOWN]}")
    for attempt in life.attempts:
        yield _line("tried", _attempt_words(attempt))
    unsettled = entry.attempts - len(life.attempts)
    if unsettled:
        yield _line("tried", f"without an outcome, {unsettled}×")
    if entry.identity.moment == FALLBACK and entry.note:
        yield _line("why", entry.note)
    waits = f"; waits for {life.waits_for}" if life.waits_for else ""
    yield _line("now", standing_words(entry) + waits)
    if life.acknowledgement is not None:
        yield _line("noted", _acknowledgement_words(life.acknowledgement))


def life_as_json(life: Life) -> dict[str, object]:
    """Give one reminder's life as plain JSON values, as docs/cli.md describes."""
    taken = life.acknowledgement
    return {
        **entry_as_json(life.entry),
        "claim": life.entry.identity.claim,
        "may_have_arrived": life.entry.may_have_arrived,
        "waits_for": life.waits_for,
        "told_in": [one.key for one in life.told_in],
        "tells": [str(member["key"]) for member in _members(life.entry)],
        "created_at": _second(life.entry.created_at),
        "tries": [
            {
                "at": _second(one.at),
                "outcome": one.outcome,
                "status": one.status,
                "milliseconds": one.milliseconds,
                "error": one.error,
            }
            for one in life.attempts
        ],
        "acknowledged": None
        if taken is None
        else {
            "at": _second(taken.at),
            "by": taken.by,
            "via": taken.via,
            "note": taken.note,
        },
    }


def answer_as_json(answer: Answer) -> dict[str, object]:
    """Give an answer as plain JSON values, as docs/cli.md describes."""
    return {
        "reminders": [life_as_json(life) for life in answer.lives],
        "not_planned": [
            {"rule": one.rule, "moment": one.moment, "reason": one.reason}
            for one in answer.not_planned
        ],
        "no_rule": answer.is_unasked,
    }


def standing_words(entry: Entry) -> str:
    """Say in a few words what became of a reminder, or what it waits for."""
    unsure = entry.may_have_arrived and entry.state not in TOLD_STATES
    return _standing(entry) + ("; it may have arrived all the same" if unsure else "")


def _standing(entry: Entry) -> str:
    if entry.state is State.SENT:
        return f"sent {_minute(entry.sent_at or entry.not_before)}"
    if entry.state is State.ACKED:
        return f"acknowledged {_minute(entry.acked_at or entry.not_before)}"
    if entry.state is State.CLAIMED:
        return f"being sent by {entry.owner}"
    if entry.state is State.DEAD:
        return f"dead: {entry.last_error}"
    if entry.state in _NEVER:
        return f"{entry.state.value}: {entry.note}"
    why = entry.last_error or entry.note
    is_held = entry.not_before > entry.due_at
    held = f"held until {_minute(entry.not_before)}" if is_held else ""
    return ": ".join(filter(None, (held, why))) or entry.state.value


def _members(entry: Entry) -> Sequence[Mapping[str, str]]:
    """Give what a digest tells, as it stands in its message."""
    members: Sequence[Mapping[str, str]] = json.loads(entry.payload).get("members", ())
    return members


def _teller_words(entry: Entry) -> str:
    """Name what told others, and say what became of it."""
    name = _TELLERS.get(entry.identity.moment, entry.identity.moment)
    to = f"{entry.key[:_KEY_SHOWN]}, to {entry.identity.channel}"
    return f"{name} {to}: {standing_words(entry)}"


def _line(what: str, words: str) -> str:
    return f"  {what:<8}  {plain(words)}"


def _acknowledgement_words(taken: Acknowledgement) -> str:
    by = f" by {taken.by}" if taken.by else ""
    note = f": {taken.note}" if taken.note else ""
    return f"{_minute(taken.at)}{by} ({taken.via}){note}"


def _attempt_words(attempt: Attempt) -> str:
    code = "" if attempt.status is None else f", answer {attempt.status}"
    error = f": {attempt.error}" if attempt.error else ""
    took = f"{attempt.milliseconds} ms"
    return f"{_minute(attempt.at)} {attempt.outcome}, {took}{code}{error}"


def _about(entry: Entry) -> str:
    identity = entry.identity
    facts = (
        identity.event,
        "" if identity.milestone in ("", "event") else identity.milestone,
        f"rule {identity.rule}" if identity.rule else "",
        identity.moment,
        f"to {identity.channel}",
        identity.recipient,
    )
    return " · ".join(filter(None, facts))


def _ground(entry: Entry) -> str:
    """Say what it was sent for: a day and the claim that set it, or another message."""
    identity = entry.identity
    if identity.moment == ESCALATED:
        return f"what rule {identity.rule} told, and nobody acknowledged"
    return identity.bound + (f" (claim {identity.claim})" if identity.claim else "")


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"


def _second(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"
