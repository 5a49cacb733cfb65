"""The plan: which reminders are due in a span of time, and why others are not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.model.zones import LATEST, later
from geotimeline.planning.leads import Lead, Moment
from geotimeline.planning.moments import Anchor, anchor, due_at
from geotimeline.planning.reminders import Identity, Reminder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from geotimeline.model.timeline import Row, Timeline
    from geotimeline.planning.recipients import Address
    from geotimeline.planning.repeating import Repeat
    from geotimeline.planning.rules import Rule
    from geotimeline.planning.wishes import Wishes

USEFUL_AFTER = timedelta(days=7)
"""How long a reminder at or after its moment is worth sending late."""


@dataclass(frozen=True, slots=True)
class NotPlanned:
    """A moment that a rule names and that a milestone does not have.

    Attributes:
        event: Id of the event.
        milestone: Its stage.
        rule: Name of the rule.
        moment: What the rule asked for, such as `2h before start`.
        reason: Why nothing is planned, in words.
    """

    event: str
    milestone: str
    rule: str
    moment: str
    reason: str


def plan(
    timeline: Timeline,
    rules: Iterable[Rule],
    *,
    since: datetime,
    until: datetime,
    as_of: datetime,
) -> tuple[Reminder, ...]:
    """List the reminders due in a span of time, in the order in which they are due.

    A pure function, additive over adjacent spans: what is due from A to B and from B
    to C is what is due from A to C. It knows no ledger and catches nothing up.

    Args:
        timeline: The events.
        rules: The user's rules.
        since: Start of the span, inclusive, in UTC.
        until: End of the span, exclusive, in UTC.
        as_of: Claims known later than this are left out.
    """
    rows = timeline.rows(as_of=as_of)
    return plan_rows(rows, tuple(rules), since=since, until=until)


def plan_rows(
    rows: Sequence[Row],
    rules: Sequence[Rule],
    *,
    since: datetime,
    until: datetime,
    wishes: Wishes | None = None,
) -> tuple[Reminder, ...]:
    """List the reminders due in a span for beliefs that are reckoned already.

    Args:
        rows: What is believed.
        rules: The user's rules.
        since: Start of the span, inclusive, in UTC.
        until: End of the span, exclusive, in UTC.
        wishes: Which digests there are: what they tell is said again counted from
            them; without it, from when it is due.
    """
    due = [
        reminder
        for row in rows
        for rule in rules
        if rule.leads and rule.match.matches(row.event, row.belief)
        for reminder in _reminders(row, rule, wishes)
        if since <= reminder.due_at < until
    ]
    due.sort(key=lambda reminder: (reminder.due_at, reminder.key))
    return tuple(due)


def not_planned(rows: Sequence[Row], rules: Sequence[Rule]) -> tuple[NotPlanned, ...]:
    """Say which moments that rules ask for do not exist, and why."""
    return tuple(
        NotPlanned(row.event.id, row.belief.milestone, rule.name, str(lead), found)
        for row in rows
        for rule in rules
        if rule.match.matches(row.event, row.belief)
        for lead in rule.leads
        if isinstance(found := anchor(row, lead), str)
    )


def _reminders(row: Row, rule: Rule, wishes: Wishes | None) -> Iterator[Reminder]:
    for lead in rule.leads:
        found = anchor(row, lead)
        if isinstance(found, str):
            continue
        for address in rule.addresses:
            at = due_at(found, lead, at=rule.at, timezone=address.timezone)
            if at is None:
                continue
            first = _reminder(row, rule, lead, found, at, address)
            yield first
            if rule.repeat is not None:
                told_at = wishes.told_at(first) if wishes else at
                again = rule.repeat.after(told_at, address.timezone)
                over_at = _over(found, lead, at)
                yield from _repetitions(first, rule.repeat, again, over_at)


def _repetitions(
    first: Reminder,
    repeat: Repeat,
    again: Iterable[tuple[datetime, datetime]],
    over_at: datetime | None,
) -> Iterator[Reminder]:
    """Yield what says a reminder again, each of use until the next one is due."""
    ends_at = over_at or LATEST  # from there on it would not be true any more
    for number, (at, following) in enumerate(again, 1):
        if at >= ends_at:
            return
        identity = replace(first.identity, number=number)
        yield Reminder(
            identity=identity,
            key=identity.key,
            due_at=at,
            expires_at=min(following, later(at, USEFUL_AFTER), ends_at),
            reason=f"{first.reason}; said again, {number} of {repeat.most}",
        )


def _reminder(
    row: Row, rule: Rule, lead: Lead, found: Anchor, at: datetime, address: Address
) -> Reminder:
    identity = Identity(
        event=row.event.id,
        milestone=row.belief.milestone,
        rule=rule.name,
        moment=str(lead),
        bound=found.bound,
        claim=found.claim,
        recipient=address.recipient,
        channel=address.channel,
    )
    return Reminder(
        identity=identity,
        key=identity.key,
        due_at=at,
        expires_at=_over(found, lead, at) or later(at, USEFUL_AFTER),
        reason=_words(lead),
    )


def _over(found: Anchor, lead: Lead, at: datetime) -> datetime | None:
    """Give when that is over to which a lead counts down; None where it does not."""
    is_ahead = lead.count > 0 and not lead.after and at < found.expires_at
    return found.expires_at if is_ahead else None


_MOMENTS = {
    Moment.FIRST: "the first possible day",
    Moment.LAST: "the last possible day",
    Moment.START: "it starts",
    Moment.END: "it ends",
    Moment.LAPSED: "the window closed with no outcome known",
    Moment.MISSING: "the first possible day, and what is expected has not come",
}
_UNITS = {
    "min": "minute",
    "h": "hour",
    "d": "day",
    "w": "week",
    "mo": "month",
    "y": "year",
}


def _words(lead: Lead) -> str:
    if lead.moment is Moment.STALE:
        return f"nothing new for {_length(lead)}"
    moment = _MOMENTS[lead.moment]
    if not lead.count:
        return moment
    return f"{_length(lead)} {'after' if lead.after else 'before'} {moment}"


def _length(lead: Lead) -> str:
    unit = _UNITS[lead.unit.value] + ("" if lead.count == 1 else "s")
    return f"{lead.count} {unit}"
