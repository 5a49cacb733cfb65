"""Which reminders a change of belief moves, brings about, or makes fall away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geotimeline.model.zones import EARLIEST, LATEST
from geotimeline.planning.catchup import Verdict, judge
from geotimeline.planning.plan import plan_rows
from geotimeline.planning.reminders import Identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime, timedelta

    from geotimeline.model.timeline import Row
    from geotimeline.planning.reminders import Reminder
    from geotimeline.planning.rules import Rule
    from geotimeline.planning.wishes import Wishes

_Slot = Identity
"""What a rule asks for, whatever day it rests on: without a bound and its claim."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What becomes of one reminder that a rule asks for.

    Attributes:
        before: As it was planned, perhaps due and sent already; None if it was not.
        after: As it will be sent; None if it falls away.
    """

    before: Reminder | None
    after: Reminder | None

    @property
    def reminder(self) -> Reminder:
        """The reminder as it is now, else as it was."""
        found = self.after or self.before
        if found is None:
            message = "a shift without a reminder"
            raise ValueError(message)
        return found


def shifts(
    before: Sequence[Row],
    after: Sequence[Row],
    rules: Sequence[Rule],
    *,
    now: datetime,
    grace: timedelta,
    wishes: Wishes | None = None,
) -> tuple[Shift, ...]:
    """Compare two plans, in the order in which things are due now, then were due.

    No ledger is read: what was due before `now` counts as sent. What is overdue by the
    new plan stands here only if catch-up will send it; what merely was due and is gone
    does not stand here.

    Args:
        before: What was believed of some milestones.
        after: What is believed of them now.
        rules: The user's rules.
        now: The present instant, in UTC.
        grace: How late a reminder may be without being called overdue.
        wishes: Which digests there are, as `plan_rows` takes them.
    """
    old = plan_rows(before, rules, since=EARLIEST, until=LATEST, wishes=wishes)
    new = plan_rows(after, rules, since=EARLIEST, until=LATEST, wishes=wishes)
    was = {_slot(one.identity): one for one in old}
    will = {_slot(one.identity): one for one in _live(old, new, now, grace)}
    found = (Shift(was.get(slot), will.get(slot)) for slot in _slots(new, old))
    kept = (one for one in found if _is_news(one, now))
    return tuple(sorted(kept, key=_order))


def _live(
    old: Sequence[Reminder], new: Sequence[Reminder], now: datetime, grace: timedelta
) -> Iterable[Reminder]:
    """Yield what the new plan will still send."""
    known = {one.key for one in old}
    past = [one for one in new if one.due_at <= now]
    judged = judge(
        [one for one in past if one.key not in known],
        now=now,
        grace=grace,
        last_planned_at=EARLIEST,
        awaited=known,
        told=[one for one in past if one.key in known],
    )
    yield from (one.reminder for one in judged if one.verdict is Verdict.SEND)
    yield from (one for one in new if one.due_at > now)


def _is_news(shift: Shift, now: datetime) -> bool:
    before, after = shift.before, shift.after
    if after is None:
        return before is not None and before.due_at > now
    if before is None or before.due_at != after.due_at:
        return True
    return after.due_at <= now  # at the same hour, but for another bound: once more


def _slots(*plans: Iterable[Reminder]) -> Mapping[_Slot, None]:
    return dict.fromkeys(_slot(one.identity) for plan in plans for one in plan)


def _slot(one: Identity) -> _Slot:
    return replace(one, bound="", claim="")


def _order(shift: Shift) -> tuple[bool, datetime, str]:
    return shift.after is None, shift.reminder.due_at, shift.reminder.key
