"""Reminders in words: the message that a planned reminder becomes."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from geotimeline.interfaces.messages import Message
from geotimeline.model.vocabulary import EVENT_ITSELF, Status
from geotimeline.model.words import belief_lines, window_words
from geotimeline.planning.reminders import ESCALATED, MISSED
from geotimeline.planning.steering import HELD_BACK, QUIET_HOURS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geotimeline.interfaces.ledger import Entry
    from geotimeline.model.timeline import Row
    from geotimeline.planning.reminders import Reminder
    from geotimeline.planning.steering import Silence

_LATE = ("reminder", ESCALATED)  # kinds that say how late they are


def compose(reminder: Reminder, row: Row) -> Message:
    """Put a reminder into words, as far as they are known when it is planned.

    The words do not depend on when it is sent: every attempt says the same.
    """
    event, belief = row.event, row.belief
    stage = "" if belief.milestone == EVENT_ITSELF else f" ({belief.milestone})"
    window = window_words(belief.window, event.timezone, is_period=event.is_period)
    lines = [f"Why now: {reminder.reason}", *belief_lines(row, now=reminder.due_at)]
    said = window if reminder.identity.is_from_plan else _news(reminder, row, window)
    return Message(
        key=reminder.key,
        kind="reminder",
        title=f"{event.title}{stage}: {said}",
        body="\n".join([*lines, "", f"geotimeline show {event.id}"]),
        event_id=event.id,
        milestone=belief.milestone,
        thread=event.stable_uid,
        reason=reminder.reason,
        due_at=reminder.due_at,
    )


def _news(reminder: Reminder, row: Row, window: str) -> str:
    """Say what changed; the old date of what will not be must not read as a new one."""
    if row.belief.status is Status.CANCELLED:
        return f"{reminder.reason} (was {window})"
    return f"{reminder.reason}; now {window}"


def compose_missed(key: str, missed: Iterable[Entry], *, now: datetime) -> Message:
    """Put what came too late to be sent into one message."""
    titles = [
        f"- {message.title} (due {_minute(message.due_at)}; {message.reason})"
        for message in (read_payload(entry.payload) for entry in missed)
    ]
    noun = "reminder" if len(titles) == 1 else "reminders"
    return Message(
        key=key,
        kind=MISSED,
        title=f"{len(titles)} {noun} missed while geotimeline was not running",
        body="\n".join(["These became stale before they could be sent:", *titles]),
        event_id="",
        milestone="",
        thread=MISSED,
        reason="stale before geotimeline could send it",
        due_at=now,
    )


def compose_again(key: str, told: Message, *, due_at: datetime, why: str) -> Message:
    """Give the words of a message once more, and say why."""
    reason = f"{told.reason}; {why}"
    body = told.body.replace(told.reason, reason, 1)
    return replace(told, key=key, reason=reason, body=body, due_at=due_at)


def compose_notice(key: str, silence: Silence) -> Message:
    """Say that a silence is about to end."""
    who = f"Asked for by: {silence.by}" if silence.by else ""
    why = f"Because: {silence.why}" if silence.why else ""
    until = _minute(silence.ends)
    more = f"geotimeline alerts silence {shlex.quote(silence.matcher)} --until DAY"
    lines = [
        f"Nothing was told of: {silence.matcher}",
        *filter(None, (who, why)),
        "What it held and is still of use is sent when it ends.",
        "",
        more,
    ]
    return Message(
        key=key,
        kind="notice",
        title=f"Silence {silence.number} ends {until}: {silence.matcher}",
        body="\n".join(lines),
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
    fields = json.loads(payload)
    return Message(**fields | {"due_at": datetime.fromisoformat(fields["due_at"])})


def as_sent(
    entry: Entry, *, now: datetime, grace: timedelta, repeat: bool, link: str = ""
) -> Message:
    """Give the message of an entry, with what only the moment of sending knows.

    Args:
        entry: The entry, with the message as it was planned.
        now: The present instant.
        grace: Later than this, the message says how late it is.
        repeat: Whether it may have arrived already.
        link: Where a reader acknowledges it; empty where nowhere.
    """
    message = read_payload(entry.payload)
    late = now - message.due_at
    reason = message.reason
    if late > grace and message.kind in _LATE:
        was_held = entry.note.startswith((HELD_BACK, QUIET_HOURS))
        why = entry.note if was_held else f"late by {span_words(late)}"
        reason = f"{reason}; {why}"
        body = message.body.replace(message.reason, reason, 1)
        message = replace(message, reason=reason, body=body)
    if link:
        message = replace(message, body=f"{message.body}\nAcknowledge: {link}")
    return replace(message, possible_repeat=repeat)


def span_words(span: timedelta) -> str:
    """Say a length of time in its two largest units: `2 days 3 hours`."""
    minutes = int(span.total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    said = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n][:2]
    return " ".join(said) or "less than a minute"


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"
