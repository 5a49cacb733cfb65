"""An escalation in words: what, who was told of it and when, and how to acknowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.reminders.reminder_text import to_words
from geotimeline.interfaces.messages import Message
from geotimeline.model.words import day_and_hour_words
from geotimeline.planning.reminders import ESCALATED
from geotimeline.services.messages.composing import ACKNOWLEDGE, read_payload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.planning.escalating import Escalation
    from geotimeline.services.matters import Matter

_UNKNOWN = "how it ended is not known"
_ACKNOWLEDGE = f"Acknowledge: {ACKNOWLEDGE}"


def compose_escalation(
    key: str, matter: Matter, step: Escalation, *, due_at: datetime, timezone: str
) -> Message:
    """Say that nobody has acknowledged a message, or that it reached nobody.

    Args:
        key: Key of the escalation.
        matter: What it is about; at least one message of it was sent or tried.
        step: What asks for it.
        due_at: When it is due, in UTC.
        timezone: IANA zone of who is told.
    """
    about = read_payload(matter.first.payload)
    was_sent = matter.was_sent
    what = "Not acknowledged" if was_sent else "Not delivered"
    who = "nobody has acknowledged it" if was_sent else "it could not be delivered"
    reason = f"{who} for {step.wait.words}"
    lines = [
        f"Why now: {reason}",
        *_told_lines(matter, timezone),
        _ACKNOWLEDGE,
        "",
        "The message was:",
        about.title,
        *(line for line in about.body.split("\n") if line != _ACKNOWLEDGE),
    ]
    return Message(
        key=key,
        kind=ESCALATED,
        title=f"{what}: {about.title}",
        body="\n".join(lines),
        event_id=about.event_id,
        milestone=about.milestone,
        thread=about.thread,
        reason=reason,
        due_at=due_at,
    )


def _told_lines(matter: Matter, timezone: str) -> Iterator[str]:
    """Say to whom it was sent and when, and whom it did not reach."""
    for entry in matter.told:
        to = to_words(entry.identity)
        if entry.sent_at is not None:
            when = day_and_hour_words(entry.sent_at.replace(second=0), timezone)
            yield f"Sent to {to}: {when} ({timezone})"
        elif entry.attempts:
            yield f"Not delivered to {to}: {entry.last_error or _UNKNOWN}"
        else:
            yield f"Not sent to {to} yet: it waits until the channel can take it"
