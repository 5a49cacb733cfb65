"""Digests in words: several reminders in one message, by event, soonest first."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from geotimeline.interfaces.messages import Message
from geotimeline.model.window_words import day_and_hour_words
from geotimeline.planning.reminders import DIGEST, MISSED
from geotimeline.services.messages.composing import ACKNOWLEDGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

_KEY_SHOWN = 8
_ONE = "To acknowledge one alone: geotimeline alerts ack KEY, with its key in brackets"
_STALE = "These became stale before they could be sent:"


def compose_digest(
    key: str, members: Sequence[Message], *, reason: str, due_at: datetime
) -> Message:
    """Put messages that are told together into one.

    Args:
        key: Of the digest.
        members: At least one, those of one event next to each other.
        reason: Why they are told together: `digest, daily at 08:00`.
        due_at: When it is told, in UTC.
    """
    lines = [
        f"Why now: {reason}",
        *_listed(members, lambda one: f"{one.reason} [{one.key[:_KEY_SHOWN]}]"),
        *([_ONE] if len(members) > 1 else ()),
        "",
        f"Acknowledge: {ACKNOWLEDGE}",
    ]
    return Message(
        key=key,
        kind=DIGEST,
        title=_title(members),
        body="\n".join(lines),
        event_id="",
        milestone="",
        thread=DIGEST,
        reason=reason,
        due_at=due_at,
        members=tuple(members),
    )


def compose_missed(
    key: str, missed: Sequence[Message], *, now: datetime, timezone: str
) -> Message:
    """Put what came too late to be sent into one message.

    Args:
        key: Of the digest.
        missed: At least one, those of one event next to each other.
        now: The present instant.
        timezone: IANA zone by whose clocks hours are told.
    """

    def due(one: Message) -> str:
        return f"{day_and_hour_words(one.due_at, timezone)} ({timezone})"

    said = _listed(missed, lambda one: f"{one.reason}, due {due(one)}")
    return Message(
        key=key,
        kind=MISSED,
        title=f"{_counted(missed)} missed while geotimeline was not running",
        body="\n".join([_STALE, *said, "", f"Acknowledge: {ACKNOWLEDGE}"]),
        event_id="",
        milestone="",
        thread=MISSED,
        reason="stale before geotimeline could send it",
        due_at=now,
        members=tuple(missed),
    )


def _title(members: Sequence[Message]) -> str:
    events = len({one.event_id for one in members})
    if events == 1:
        return f"{_counted(members)}: {members[-1].title}"
    return f"{_counted(members)} about {events} events"


def _counted(members: Sequence[Message]) -> str:
    return f"{len(members)} reminder{'' if len(members) == 1 else 's'}"


def _listed(
    members: Sequence[Message], said: Callable[[Message], str]
) -> Iterator[str]:
    """Yield for each event what the newest message calls it, then a line for each."""
    for _, group in groupby(members, lambda one: (one.event_id, one.milestone)):
        of_event = tuple(group)
        yield of_event[-1].title
        for one in of_event:
            yield f"- {said(one)}"
