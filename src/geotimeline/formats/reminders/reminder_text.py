"""Planned reminders in words and as JSON: when, what, why, to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.terminal import plain
from geotimeline.model.vocabulary import EVENT_ITSELF
from geotimeline.model.words import title_words
from geotimeline.model.zones import local_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from geotimeline.model.timeline import Row
    from geotimeline.planning.plan import NotPlanned
    from geotimeline.planning.reminders import Identity, Reminder
    from geotimeline.planning.rules import Rule

_KEY_SHOWN = 8


def reminder_line(reminder: Reminder, rules: Mapping[str, Rule]) -> str:
    """Say on one line when a reminder is due, why, of what stage, and where it goes."""
    identity = reminder.identity
    stage = "" if identity.milestone == EVENT_ITSELF else f"{identity.milestone}: "
    when = due_words(reminder, rules.get(identity.rule))
    to = f"to {to_words(identity)}, rule {identity.rule}"
    return f"{when}  {plain(f'{stage}{reminder.reason} · {to}')}"


def planned_lines(
    reminder: Reminder,
    row: Row,
    rules: Mapping[str, Rule],
    *,
    now: datetime,
    digest_at: datetime | None = None,
) -> Iterator[str]:
    """Say on two lines what will be sent, when, why, to whom, and under which key.

    A third says who else is told if nobody acknowledges.

    Args:
        reminder: What is planned.
        row: What is believed of it.
        rules: By name.
        now: The present instant.
        digest_at: When it is told together with others, in UTC; None if it is not.
    """
    identity = reminder.identity
    title = title_words(row.event, row.belief.milestone)
    zone = _zone(reminder, rules.get(identity.rule))
    yield f"{_there(reminder.due_at, zone)} {zone}  {plain(title)}"
    facts = (
        _distance_words(reminder.due_at, now),
        f"{reminder.reason} ({identity.bound.rpartition('=')[2]})",
        f"to {to_words(identity)}",
        "" if digest_at is None else f"in the digest of {_there(digest_at, zone)}",
        f"rule {identity.rule}",
        identity.event,
        f"key {reminder.key[:_KEY_SHOWN]}",
    )
    yield "  " + plain(" · ".join(filter(None, facts)))
    rule = rules.get(identity.rule)
    if rule is not None and rule.escalate and not identity.number:
        yield "  " + plain("escalates " + ", ".join(map(str, rule.escalate)))


def due_words(reminder: Reminder, rule: Rule | None) -> str:
    """Say when it is due by the clocks of who is told."""
    zone = _zone(reminder, rule)
    return f"{_there(reminder.due_at, zone)} {zone}"


def _zone(reminder: Reminder, rule: Rule | None) -> str:
    zones = {one.recipient: one.timezone for one in rule.addresses} if rule else {}
    return zones.get(reminder.identity.recipient, "UTC")


def _there(instant: datetime, zone: str) -> str:
    return f"{local_time(instant, zone):%a %Y-%m-%d %H:%M}"


def to_words(identity: Identity) -> str:
    """Say where it goes: `desk-mail`, or `anna by anna-mail`."""
    by = identity.channel
    return f"{identity.recipient} by {by}" if identity.recipient else by


def _distance_words(instant: datetime, now: datetime) -> str:
    """Say how far away an instant is: `in 4 weeks`, `2 days ago`."""
    import pendulum  # noqa: PLC0415 (slow to import; only the plan is told so)

    here, there = pendulum.instance(now), pendulum.instance(instant)
    length = pendulum.format_diff(here.diff(there), absolute=True)
    return f"in {length}" if instant >= now else f"{length} ago"


def not_planned_line(one: NotPlanned) -> str:
    """Say why a moment that a rule names is not told of."""
    stage = "" if one.milestone == "event" else f" ({one.milestone})"
    return plain(f"{one.event}{stage}: rule {one.rule}, {one.moment}: {one.reason}")


def reminder_as_json(
    reminder: Reminder,
    row: Row,
    rules: Mapping[str, Rule],
    *,
    digest_at: datetime | None = None,
) -> dict[str, object]:
    """Give a planned reminder as plain JSON values, as docs/cli.md describes."""
    identity = reminder.identity
    rule = rules.get(identity.rule)
    return {
        "key": reminder.key,
        "due_at": _instant(reminder.due_at),
        "expires_at": _instant(reminder.expires_at),
        "event": identity.event,
        "milestone": identity.milestone,
        "title": row.event.title,
        "rule": identity.rule,
        "moment": identity.moment,
        "reason": reminder.reason,
        "bound": identity.bound,
        "claim": identity.claim,
        "recipient": identity.recipient,
        "channel": identity.channel,
        "escalates": [str(one) for one in rule.escalate] if rule else [],
        "digest_at": None if digest_at is None else _instant(digest_at),
    }


def not_planned_as_json(one: NotPlanned) -> dict[str, object]:
    """Give what is not planned as plain JSON values."""
    return {
        "event": one.event,
        "milestone": one.milestone,
        "rule": one.rule,
        "moment": one.moment,
        "reason": one.reason,
    }


def _instant(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"
