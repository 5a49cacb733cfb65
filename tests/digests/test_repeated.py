"""What is said again, where it is first told in a digest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.model.timeline import Timeline
from geotimeline.model.zones import EARLIEST, LATEST
from geotimeline.planning.alerts import Alerts
from geotimeline.planning.digests import read_digest
from geotimeline.planning.plan import plan_rows
from geotimeline.planning.reminders import Identity, Reminder
from geotimeline.planning.repeating import Repeat
from geotimeline.planning.wishes import Wishes
from tests.strategies import rules, timelines

if TYPE_CHECKING:
    from geotimeline.model.event import Event
    from geotimeline.planning.rules import Rule
    from tests.digests.conftest import MakeDesk

DAILY, WEEKLY = "daily at 08:00", "weekly on monday at 08:00"
LENGTHS = ("6h", "1d", "3d", "1w")
WEEK_BEFORE = "7 days before the first possible day"


def again(number: int) -> str:
    return f"{WEEK_BEFORE}; said again, {number} of 2"


@pytest.mark.parametrize(
    ("digest", "told"),
    [
        ("none", ["27 09:00", "28 09:00", "29 09:00"]),
        (DAILY, ["28 08:00 digest", "29 08:00 digest", "30 08:00 digest"]),
        (WEEKLY, ["01 08:00 digest", "02 08:00", "03 08:00"]),
    ],
    ids=["one by one", "daily", "weekly"],
)
def test_it_is_said_again_counted_from_the_digest_that_told_it(
    make_digest_desk: MakeDesk, digest: str, told: list[str]
) -> None:
    desk = make_digest_desk(digest, "2025-12-04", leads=["7d before first"])
    (rule,) = desk.rules
    repeat = Repeat.parse("every 1d until acked, at most 2")
    desk.rules = (replace(rule, repeat=repeat),)
    desk.at("2025-11-01 00:00")

    heard: list[tuple[str, list[str]]] = []
    for hour in range(24 * 10):
        day = 27 + hour // 24
        month = "11" if day <= 30 else "12"
        desk.at(f"2025-{month}-{day if day <= 30 else day - 30:02} {hour % 24:02}:00")
        for message in desk.console.sent[len(heard) :]:
            is_digest = message.kind == "digest"
            members = message.members if is_digest else (message,)
            when = f"{desk.clock.instant:%d %H:%M}"
            reasons = [one.reason for one in members]
            heard.append((when + (" digest" if is_digest else ""), reasons))

    assert [when for when, _ in heard] == told
    assert [reasons for _, reasons in heard] == [[WEEK_BEFORE], [again(1)], [again(2)]]


@given(
    timelines(),
    rules(),
    st.sampled_from(("none", DAILY, WEEKLY, "more than 2 at once")),
    st.sampled_from(LENGTHS),
)
def test_nothing_is_said_again_before_it_was_told(
    events: tuple[Event, ...], asked: Rule, digest: str, every: str
) -> None:
    repeat = Repeat.parse(f"every {every} until acked, at most 3")
    rule = replace(asked, repeat=repeat, digest=read_digest(digest))
    wishes = Wishes(Alerts(rules=(rule,)))
    rows = Timeline(events).rows(as_of=LATEST)

    planned = plan_rows(rows, [rule], since=EARLIEST, until=LATEST, wishes=wishes)

    series = defaultdict[Identity, list[Reminder]](list)
    for one in planned:
        series[replace(one.identity, number=0)].append(one)
    for found in series.values():
        assert [one.identity.number for one in found] == [*range(len(found))]
        for one, following in pairwise(found):
            assert wishes.told_at(one) < following.due_at < following.expires_at
