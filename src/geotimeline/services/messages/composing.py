"""Reminders in words: the message that a planned reminder becomes."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

from geotimeline.formats.terminal import plain
from geotimeline.interfaces.messages import Message
from geotimeline.model.recurring_names import is_occurrence
from geotimeline.model.vocabulary import EVENT_ITSELF, Status
from geotimeline.model.words import belief_lines, window_words
from geotimeline.model.zones import EARLIEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.model.event import Event
    from geotimeline.model.timeline import Row
    from geotimeline.planning.reminders import Reminder
    from geotimeline.planning.steering import Silence

ACKNOWLEDGE = "\x1a"
"""Stands in a frozen body for how to acknowledge it: only sending knows the link.

No text can hold it: control characters are taken out of all that messages are made of.
"""


_WHEN = "When: "


def compose(reminder: Reminder, row: Row, *, following: str = "") -> Message:
    """Put a reminder into words, as far as they are known when it is planned.

    The words do not depend on when it is sent: every attempt says the same.

    Args:
        reminder: What is asked for.
        row: What is believed.
        following: When the next one is told, in words, marked as perishable; empty
            where none is.
    """
    event, belief = row.event, row.belief
    said = _window_words(row)
    if not reminder.identity.is_from_plan:
        said = _news(reminder, row, said)
    tail = [
        *([f"Next reminder: {following}"] if following else ()),
        f"Acknowledge: {ACKNOWLEDGE}",
        f"More: geotimeline show {event.id}",
    ]
    return Message(
        key=reminder.key,
        kind="reminder",
        title=plain(f"{name_words(event, belief.milestone)}: {said}"),
        body="\n".join([*map(plain, _lines(reminder, row)), "", *tail]),
        event_id=event.id,
        milestone=belief.milestone,
        thread=event.stable_uid,
        reason=reminder.reason,
        due_at=reminder.due_at,
    )


def name_words(event: Event, milestone: str) -> str:
    """Name one milestone of an event: "Tariff on India (in force)"."""
    if milestone == EVENT_ITSELF or is_occurrence(event, milestone):
        return event.title
    return f"{event.title} ({milestone.replace('-', ' ')})"


def _window_words(row: Row) -> str:
    event = row.event
    return window_words(row.belief.window, event.timezone, is_period=event.is_period)


def _news(reminder: Reminder, row: Row, window: str) -> str:
    """Say what changed; the old date of what will not be must not read as a new one."""
    if row.belief.status is Status.CANCELLED:
        return f"{reminder.reason} (was {window})"
    if row.belief.window.is_unknown:
        return reminder.reason
    return f"{reminder.reason}; now {window}"


def _lines(reminder: Reminder, row: Row) -> Iterator[str]:
    """Say why, and what is believed on whose word, nothing twice."""
    identity = reminder.identity
    yield f"{'Why now' if identity.is_from_plan else 'What changed'}: {reminder.reason}"
    # The reason of a lapse says already that the window has closed.
    now = EARLIEST if identity.is_lapse else reminder.due_at
    is_off = row.belief.status is Status.CANCELLED
    for line in belief_lines(row, now=now):
        is_when = is_off and line.startswith(_WHEN)
        yield f"Was to be: {line.removeprefix(_WHEN)}" if is_when else line


def compose_notice(key: str, silence: Silence) -> Message:
    """Say that a silence is about to end."""
    who = f"Asked for by: {silence.by}" if silence.by else ""
    why = f"Because: {silence.why}" if silence.why else ""
    until = _minute(silence.ends)
    more = f"geotimeline alerts silence {shlex.quote(silence.matcher)} --until DAY"
    tail = [f"Acknowledge: {ACKNOWLEDGE}", plain(f"To go on: {more}")]
    lines = [
        f"Nothing was told of: {silence.matcher}",
        *filter(None, (who, why)),
        "What it held and is still of use is sent when it ends.",
    ]
    return Message(
        key=key,
        kind="notice",
        title=plain(f"Silence {silence.number} ends {until}: {silence.matcher}"),
        body="\n".join([*map(plain, lines), "", *tail]),
        event_id="",
        milestone="",
        thread=f"silence-{silence.number}",
        reason="a silence is about to end",
        due_at=silence.notice_at,
    )


def compose_test(channel: str, *, now: datetime) -> Message:
    """Make the message that shows whether a channel works."""
    return Message(
        key=f"test-{channel}-{now:%Y%m%dT%H%M%S}",
        kind="test",
        title=f"geotimeline: test of the channel {channel}",
        body="If you read this, reminders can reach you here. Nothing else is due.",
        event_id="",
        milestone="",
        thread=f"test-{channel}",
        reason="somebody asked for a test",
        due_at=now,
    )


def as_payload(message: Message) -> str:
    """Write a message as the ledger keeps it."""
    return json.dumps(message.as_json(), ensure_ascii=False, separators=(",", ":"))


def read_payload(payload: str) -> Message:
    """Read a message back from the ledger."""
    return Message.from_json(json.loads(payload))


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"
