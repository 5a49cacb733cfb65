"""What only the moment of sending knows: how late it is, what for, how to acknowledge.

It stands above or in the frozen words, whoever worded them, so that no template can
lose it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.model.zones import EARLIEST
from geotimeline.planning.reminders import DIGEST, ESCALATED
from geotimeline.planning.steering import HELD_BACK, QUIET_HOURS
from geotimeline.services.messages.composing import ACKNOWLEDGE, read_payload
from geotimeline.services.messages.perishable import as_of

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.messages import Message

_LATE = ("reminder", DIGEST, ESCALATED)  # kinds that say how late they are
_KEY_SHOWN = 8


def as_sent(
    entry: Entry, *, now: datetime, grace: timedelta, repeat: bool, link: str = ""
) -> Message:
    """Give the message of an entry, with what only the moment of sending knows.

    Args:
        entry: The entry, with the message as it was planned.
        now: The present instant.
        grace: Later than this, the message says how late it is.
        repeat: Whether it may have arrived already.
        link: Where a reader acknowledges it; empty where only the command line does.
    """
    message = read_payload(entry.payload)
    late = now - message.due_at
    if late > grace and message.kind in _LATE:
        was_held = entry.note.startswith((HELD_BACK, QUIET_HOURS))
        why = entry.note if was_held else f"late by {span_words(late)}"
        message = _marked(message, why)
    ready = with_acknowledgement(message, link, now=now)
    return replace(ready, possible_repeat=repeat)


def with_acknowledgement(
    message: Message, link: str = "", *, now: datetime = EARLIEST
) -> Message:
    """Give a message that says how to acknowledge it: by a link, else by a command.

    What a digest tells has commands of its own. What was still to come, and is past at
    the present instant, is left out.
    """
    how = link or f"geotimeline alerts ack {message.key[:_KEY_SHOWN]}"
    return replace(
        message,
        body=as_of(message.body.replace(ACKNOWLEDGE, how), now),
        members=tuple(with_acknowledgement(one, now=now) for one in message.members),
    )


def compose_again(key: str, told: Message, *, due_at: datetime, why: str) -> Message:
    """Give the words of a message once more, and say why, once."""
    again = told if told.reason.endswith(why) else _marked(told, why)
    return replace(again, key=key, due_at=due_at)


def span_words(span: timedelta) -> str:
    """Say a length of time in its two largest units: `2 days 3 hours`."""
    minutes = int(span.total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    said = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n][:2]
    return " ".join(said) or "less than a minute"


def _marked(message: Message, why: str) -> Message:
    """Say above a message, whoever worded it, what its words do not know."""
    head = f"{why[:1].upper()}{why[1:]}."
    body = f"{head}\n{message.body}" if message.body else head
    return replace(message, reason=f"{message.reason}; {why}", body=body)
