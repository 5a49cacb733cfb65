"""Many at once: told together where they are too many, else one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.interfaces.entries import State
from geotimeline.planning.channels import Channel
from geotimeline.planning.digests import read_digest
from geotimeline.planning.recipients import Recipient
from geotimeline.services.reminding.told_together import is_digest
from geotimeline.services.scheduling.passing import one_pass
from geotimeline.services.scheduling.replaying import SteppingClock
from tests.digests.conftest import change, entry_of, titles
from tests.services.conftest import Desk
from tests.strategies import instants, rules, timelines

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.model.event import Event
    from geotimeline.planning.rules import Rule
    from tests.digests.conftest import MakeDesk

SIX = ("2025-12-01",) * 6


@pytest.mark.parametrize(
    ("digest", "count", "told"),
    [
        ("more than 5 at once", 6, ["6 reminders about 6 events"]),
        ("more than five at once", 6, ["6 reminders about 6 events"]),
        ("more than 1 at once", 2, ["2 reminders about 2 events"]),
        ("more than 5 at once", 2, ["Visit 0", "Visit 1"]),
        ("none", 2, ["Visit 0", "Visit 1"]),
    ],
)
def test_more_than_so_many_are_one(
    make_digest_desk: MakeDesk, digest: str, count: int, told: list[str]
) -> None:
    desk = make_digest_desk(digest, *SIX[:count])
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-01 09:00")

    assert sorted(title.partition(":")[0] for title in titles(desk)) == told


def test_nothing_said_is_more_than_five_at_once(make_digest_desk: MakeDesk) -> None:
    desk = make_digest_desk("none", *SIX)
    desk.channels = {}
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-01 09:00")

    assert titles(desk) == ["6 reminders about 6 events"]


@pytest.mark.parametrize("notifier", ["webhook", "command"])
def test_programs_are_told_one_by_one(
    make_digest_desk: MakeDesk, notifier: str
) -> None:
    desk = make_digest_desk("none", *SIX)
    desk.channels = {"console": Channel("console", notifier)}
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-01 09:00")

    assert len(titles(desk)) == 6


def test_what_is_overdue_is_due_at_once(make_digest_desk: MakeDesk) -> None:
    days = [f"2025-12-{day:02}" for day in range(2, 8)]
    desk = make_digest_desk("more than 5 at once", *days, leads=["6d before first"])
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-01 12:00")

    assert titles(desk) == ["6 reminders about 6 events"]


def test_what_is_due_at_different_hours_is_not_at_once(
    make_digest_desk: MakeDesk,
) -> None:
    days = [f"2025-12-{day:02}" for day in range(2, 8)]
    desk = make_digest_desk("more than 5 at once", *days, leads=["6d before first"])
    desk.at("2025-11-01 00:00")

    for day in range(20, 31):
        desk.at(f"2025-11-{day} 09:00")
    desk.at("2025-12-01 09:00")

    assert len(titles(desk)) == 6


def test_each_recipient_is_counted_alone(make_digest_desk: MakeDesk) -> None:
    desk = make_digest_desk("more than 5 at once", *SIX[:4])
    both = tuple(Recipient(name) for name in ("anna", "ben"))
    desk.recipients = {one.name: one for one in both}
    desk.rules = (replace(desk.rules[0], to=both),)
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-01 09:00")

    assert len(titles(desk)) == 8


def test_with_one_gone_the_others_go_one_by_one(make_digest_desk: MakeDesk) -> None:
    desk = make_digest_desk("more than 5 at once", *SIX)
    desk.at("2025-11-01 00:00")
    first = entry_of(desk, "visit-0")

    change(desk, "visit-0", claims=(replace(desk.events[0].claims[0], date=None),))
    desk.at("2025-12-01 09:00")

    (digest,) = desk.ledger.with_key(first.digest)
    assert digest.state is State.SUPERSEDED
    assert len(titles(desk)) == 5


def test_a_second_crowd_of_the_same_instant_has_a_digest_of_its_own(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("more than 1 at once", *SIX[:4])
    (rule,) = desk.rules
    desk.at("2025-11-01 00:00")
    desk.at("2025-12-01 09:00")

    desk.rules = (rule, replace(rule, name="another"))
    desk.at("2025-12-01 09:00")

    first, second = desk.console.sent
    assert first.title == second.title == "4 reminders about 4 events"
    assert first.key != second.key


def test_a_crowd_that_moves_to_another_hour_is_told_there(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("more than 5 at once", *SIX)
    desk.at("2025-11-01 00:00")

    desk.rules = (replace(desk.rules[0], at=time(12)),)
    desk.at("2025-12-01 09:00")
    before = titles(desk)
    desk.at("2025-12-01 12:00")

    assert before == []
    assert titles(desk) == ["6 reminders about 6 events"]


wished = st.sampled_from(
    ["none", "more than 1 at once", "daily at 12:00", "weekly on friday at 23:30"]
)


@given(
    timelines(most=3),
    st.lists(st.tuples(rules(), wished), min_size=1, max_size=3),
    st.lists(instants, min_size=1, max_size=6),
)
def test_what_digests_tell_is_what_would_be_told_one_by_one(
    events: tuple[Event, ...],
    asked: list[tuple[Rule, str]],
    times: list[datetime],
) -> None:
    """Nothing is told twice, and nothing is left over when time goes on."""
    named = tuple(
        replace(one, name=f"r{number}", digest=read_digest(wish))
        for number, (one, wish) in enumerate(asked)
    )
    desk = Desk(events, named, SteppingClock(times[0]))

    end = max(times) + timedelta(days=60)
    for instant in (*sorted(times), *(end + timedelta(days=n) for n in range(30))):
        desk.clock.instant = instant
        one_pass(desk.loaded, desk.delivery)

    told = [
        one.key
        for message in (*desk.console.sent, *desk.mail.sent)
        if message.kind != "missed"
        for one in (message.members or (message,))
    ]
    assert len(told) == len(set(told))
    for entry in desk.ledger.entries(states=[State.SENT]):
        assert (
            is_digest(entry) or entry.identity.moment == "missed" or (entry.key in told)
        )
    overdue = [e for e in desk.ledger.open_entries() if e.not_before < end]
    assert overdue == []
