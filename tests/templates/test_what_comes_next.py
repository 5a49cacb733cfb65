"""The next reminder that a message names: when it is told, never one that is past."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.model.event import Claim
from geotimeline.planning.channels import Channel
from geotimeline.planning.digests import in_zone, read_digest
from geotimeline.planning.escalating import Escalation
from geotimeline.planning.limiting import RateLimit
from geotimeline.planning.quiet import QuietHours, QuietSpan
from geotimeline.planning.repeating import Repeat
from geotimeline.planning.triggers import Trigger
from geotimeline.services.messages.perishable import as_of, lasting, perishable
from geotimeline.services.steering.steering import snooze

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.interfaces.messages import Message
    from tests.services.conftest import Desk
    from tests.templates.conftest import WordyDesk

NEXT = "Next reminder: "
NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


def next_in(message: Message) -> list[str]:
    lines = message.body.split("\n")
    return [one.removeprefix(NEXT) for one in lines if one.startswith(NEXT)]


def when_next(message: Message) -> str:
    (said,) = next_in(message)
    return said.partition(" (")[0]


@pytest.mark.parametrize(
    ("wish", "when"),
    [
        ({}, "29 November 2025, 09:00"),
        (
            {"quiet": QuietHours((QuietSpan.parse("00:00-24:00 on sat sun"),), "UTC")},
            "1 December 2025, 00:00",
        ),
        (
            {"digest": in_zone(read_digest("daily at 08:00"), "UTC")},
            "30 November 2025, 08:00",
        ),
        (
            {
                "digest": in_zone(read_digest("daily at 08:00"), "UTC"),
                "quiet": QuietHours((QuietSpan.parse("07:00-10:00"),), "UTC"),
            },
            "30 November 2025, 10:00",
        ),
    ],
    ids=["at its hour", "after quiet hours", "in a digest", "in a digest after them"],
)
def test_it_is_named_by_when_it_will_be_told(
    make_desk: Callable[..., Desk], wish: dict[str, object], when: str
) -> None:
    desk = make_desk("2025-12-04", "7d before first", "5d before first")
    desk.channels = {"console": Channel("console", "console", **wish)}  # type: ignore[arg-type] # tests give what they mean
    desk.at("2025-11-01 00:00")

    desk.at("2025-11-27 10:00")
    desk.at("2025-11-28 10:00")

    (told,) = desk.console.sent
    (message,) = told.members or (told,)
    assert when_next(message) == when


def test_what_quiet_hours_will_drop_is_not_named(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-12", "14d before first")  # a Friday
    (rule,) = desk.rules
    repeat = Repeat.parse("every 1d until acked, at most 5")
    desk.rules = (replace(rule, repeat=repeat),)
    quiet = QuietHours((QuietSpan.parse("00:00-24:00 on sat sun"),), "UTC")
    desk.channels = {"console": Channel("console", "console", quiet=quiet)}
    desk.at("2025-11-01 00:00")

    desk.at("2025-11-28 09:00")
    desk.at("2025-12-01 00:00")

    (said,) = next_in(desk.console.sent[0])
    assert said.startswith("1 December 2025, 00:00 (UTC), 14 days before")
    assert "said again, 2 of 5" in said
    assert "said again, 2 of 5" in desk.told[1]


def test_what_is_said_again_names_none_that_is_past(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12", "first")
    (rule,) = desk.rules
    repeat = Repeat.parse("every 1d until acked, at most 2")
    desk.rules = (replace(rule, on=(Trigger.parse("narrowed"),), repeat=repeat),)
    desk.at("2025-11-01 09:00")
    claim = Claim(id="c2", date=parse("2025-12-04"))
    desk.change(claims=(*desk.events[0].claims, claim))

    desk.at("2025-12-03 10:00")
    desk.at("2025-12-04 10:00")

    first, again = (one for one in desk.console.sent if "narrowed" in one.reason)
    assert (when_next(first), next_in(again)) == ("4 December 2025, 09:00", [])


def test_an_escalation_names_none_that_is_past(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk("2025-12-04", "7d before first", "6d before first")
    (rule,) = desk.rules
    steps = ("after 4h unacked to channel mail", "after 2d unacked to channel mail")
    desk.rules = (replace(rule, escalate=tuple(map(Escalation.parse, steps))),)
    desk.at("2025-11-01 00:00")

    for day in ("27 09:00", "27 13:00", "29 09:00"):
        desk.at(f"2025-11-{day}")

    soon, later = (one for one in desk.mail.sent if "7 days" in one.body)
    assert (when_next(soon), next_in(later)) == ("28 November 2025, 09:00", [])


def test_what_was_put_off_names_none_that_is_past_whoever_worded_it(
    wordy: Callable[..., WordyDesk],
) -> None:
    body = "{{ why }}\\nNext {{ next }}!"
    words = f'templates: {{t: {{title: "{{{{ next }}}}", body: "{body}"}}}}'
    leads = ("2d before first", "1d before first")
    desk = wordy("2025-12-04", *leads, templates=words, rule="t")
    desk.at("2025-11-01 00:00")
    desk.at("2025-12-02 09:00")
    (told,) = desk.console.sent
    until = desk.clock.instant + timedelta(days=1, hours=4)
    snooze(desk.ledger, told.key, until=until, now=desk.clock.instant)

    desk.at("2025-12-03 13:00")

    following = "3 December 2025, 09:00 (UTC), 1 day before the first possible day"
    why = "2 days before the first possible day"
    assert (told.title, told.body) == (following, f"{why}\nNext {following}!")
    (again,) = (one for one in desk.console.sent if "once more" in one.reason)
    assert again.body.split("\n")[1:] == [why]


def test_who_waits_for_a_channel_is_not_called_unreachable(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first", channels=("console", "mail"))
    (rule,) = desk.rules
    step = Escalation.parse("after 4h unacked to channel console")
    desk.rules = (replace(rule, escalate=(step,)),)
    limits = (RateLimit.parse("1 per day"),)
    desk.channels = {
        "console": Channel("console", "console"),
        "mail": Channel("mail", "mail", limits=limits),
    }
    desk.events += (replace(desk.events[0], id="other", title="Another"),)
    desk.at("2025-11-01 00:00")

    desk.at("2025-11-27 09:00")
    desk.at("2025-11-27 13:00")

    waits = "Not sent to mail yet: it waits until the channel can take it"
    told = [one.body for one in desk.console.sent if one.kind == "escalated"]
    assert sorted(waits in body for body in told) == [False, True]
    assert not any("Not delivered" in body for body in told)


@given(
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1),
    st.timedeltas(timedelta(days=-900), timedelta(days=900)),
)
def test_words_that_perish_are_there_until_then(words: str, away: timedelta) -> None:
    until = NOON + away
    marked = perishable(words, until)
    body = f"Why\nNext: {marked}, so far\nMore"

    kept = f"Why\nNext: {words}, so far\nMore"
    assert as_of(body, NOON) == (kept if until > NOON else "Why\nMore")
    assert lasting(marked) == words
    assert as_of(body.swapcase(), NOON) == as_of(body, NOON).swapcase()
