"""What a claim does to the plan: the shifts between two plans are the whole truth."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from geotimeline.model.timeline import Row, Timeline
from geotimeline.model.zones import LATEST
from geotimeline.planning.plan import plan_rows
from geotimeline.planning.recipients import Recipient
from geotimeline.planning.repeating import Repeat
from geotimeline.planning.shifts import shifts
from tests.strategies import events, instants
from tests.strategies import rules as plain_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geotimeline.planning.reminders import Identity
    from geotimeline.planning.rules import Rule

GRACE = timedelta(minutes=10)
rows = events().map(lambda event: Timeline((event,)).rows(as_of=LATEST))
Due = dict["Identity", datetime]

recipients = st.sampled_from(
    [(), (Recipient("ann", "Asia/Tokyo"), Recipient("bob", "America/New_York"))]
)
repeats = st.sampled_from([None, Repeat.parse("every 1d until acked, at most 2")])


def _rule(plain: Rule, to: tuple[Recipient, ...], repeat: Repeat | None) -> Rule:
    return replace(plain, to=to, repeat=repeat)


def rules() -> st.SearchStrategy[Rule]:
    """Rules that tell several people, and rules that say things again."""
    return st.builds(_rule, plain_rules(), recipients, repeats)


def _slot(identity: Identity) -> Identity:
    return replace(identity, bound="", claim="")


def _ahead(of: Sequence[Row], asked: Rule, now: datetime) -> Due:
    """Give when everything is due that a plan has after now."""
    planned = plan_rows(of, [asked], since=now, until=LATEST)
    return {_slot(one.identity): one.due_at for one in planned if one.due_at > now}


@given(rows, rows, rules(), instants)
def test_the_old_plan_and_the_shifts_make_the_new_plan(
    before: Sequence[Row], after: Sequence[Row], asked: Rule, now: datetime
) -> None:
    plan = _ahead(before, asked, now)

    for shift in shifts(before, after, [asked], now=now, grace=GRACE):
        slot = _slot(shift.reminder.identity)
        plan.pop(slot, None)
        if shift.after is not None and shift.after.due_at > now:
            plan[slot] = shift.after.due_at

    assert plan == _ahead(after, asked, now)


@given(rows, rules(), instants)
def test_where_nothing_changed_nothing_shifts(
    same: Sequence[Row], asked: Rule, now: datetime
) -> None:
    assert shifts(same, same, [asked], now=now, grace=GRACE) == ()


def _address(identity: Identity) -> tuple[str, str]:
    return identity.recipient, identity.channel


@given(rows, rows, rules(), instants)
def test_of_several_that_are_overdue_each_address_gets_one(
    before: Sequence[Row], after: Sequence[Row], asked: Rule, now: datetime
) -> None:
    found = shifts(before, after, [asked], now=now, grace=GRACE)

    late = [one.after for one in found if one.after and one.after.due_at < now - GRACE]
    assert len({_address(one.identity) for one in late}) == len(late)
    assert all(one.expires_at > now for one in late)


@given(rows, rows, rules(), instants)
def test_what_falls_away_stands_behind_what_is_due(
    before: Sequence[Row], after: Sequence[Row], asked: Rule, now: datetime
) -> None:
    found = shifts(before, after, [asked], now=now, grace=GRACE)

    keys = [(one.after is None, one.reminder.due_at) for one in found]
    assert keys == sorted(keys)
