"""People with zones and channels of their own, told at their own hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.formats.alerts.files import read_alerts
from geotimeline.model.event import Claim, Event
from geotimeline.model.query import Query
from geotimeline.model.timeline import Timeline
from geotimeline.model.zones import EARLIEST, LATEST, zone
from geotimeline.planning.leads import Lead
from geotimeline.planning.plan import plan
from geotimeline.planning.recipients import Recipient, addresses
from geotimeline.planning.rules import Rule
from tests.strategies import ZONES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import time

    from geotimeline.planning.reminders import Reminder

DESK = """\
rules:
  - name: visits
    remind: 1d before first
    to: [anna, ben, chloe]
    channels: [console]
channels:
  anna-mail: {notifier: console}
recipients:
  anna: {timezone: Asia/Kolkata, channels: [anna-mail]}
  ben: {timezone: America/New_York}
  chloe: {timezone: Europe/Berlin, channels: [anna-mail, console]}
"""


def planned(event: Event, *rules: Rule) -> tuple[Reminder, ...]:
    return plan(Timeline((event,)), rules, since=EARLIEST, until=LATEST, as_of=LATEST)


def test_one_rule_reaches_three_zones_at_their_nine_o_clock(
    make_event: Callable[..., Event],
) -> None:
    alerts, problems = read_alerts([("alerts/rules.yaml", DESK)])

    told = planned(make_event("2025-12-04"), *alerts.rules)

    assert problems == ()
    assert [
        (f"{one.due_at:%d %H:%M}", one.identity.recipient, one.identity.channel)
        for one in sorted(told, key=lambda one: (one.due_at, one.identity.channel))
    ] == [
        ("03 03:30", "anna", "anna-mail"),
        ("03 08:00", "chloe", "anna-mail"),
        ("03 08:00", "chloe", "console"),
        ("03 14:00", "ben", "console"),
    ]
    assert len({one.key for one in told}) == len(told)


@given(st.lists(st.sampled_from(ZONES), min_size=1, max_size=4), st.times())
def test_everybody_is_told_at_the_rules_hour_of_their_own_clock(
    zones: list[str], at: time
) -> None:
    at = at.replace(microsecond=0)
    to = tuple(Recipient(f"r{n}", name) for n, name in enumerate(zones))
    rule = Rule("r", Query(), (Lead.parse("first"),), at=at, to=to)
    claim = Claim(id="c", date=parse("2025-01-15"))  # no clock changes on that day
    event = Event(id="e", title="E", type="visit", claims=(claim,))

    told = planned(event, rule)

    local = {one.name: zone(one.timezone) for one in to}
    hours = {
        one.identity.recipient: one.due_at.astimezone(local[one.identity.recipient])
        for one in told
    }
    assert {name: found.time() for name, found in hours.items()} == (
        dict.fromkeys(local, at)
    )


def test_nobody_by_name_is_everybody_who_reads_the_channels() -> None:
    assert addresses((), channels=("a", "b", "a"), timezone="UTC") == (
        ("", "a", "UTC"),
        ("", "b", "UTC"),
    )


def test_who_is_unknown_is_named_with_who_is_meant() -> None:
    text = DESK.replace("[anna, ben", "[ana, ben").replace("[anna-mail, c", "[mail, c")

    _, problems = read_alerts([("alerts/rules.yaml", text)])

    assert [(one.line, one.where) for one in problems] == [(2, "to"), (11, "channels")]
    assert "no known recipient 'ana'; did you mean `anna`?" in problems[0].message
    assert "the recipient 'chloe' names no known channel 'mail'" in problems[1].message


def test_a_recipient_is_given_once() -> None:
    again = "recipients: {anna: {timezone: UTC}}\n"

    _, problems = read_alerts([("alerts/a.yaml", DESK), ("alerts/b.yaml", again)])

    assert [one.message.split(";")[0] for one in problems] == [
        "the recipient 'anna' already stands in alerts/a.yaml:9"
    ]
