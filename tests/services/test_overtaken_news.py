"""News that has not gone out when its date changes again is not told as it stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from geotimeline.edtf import parse
from geotimeline.interfaces.entries import State
from geotimeline.model.event import Claim
from geotimeline.planning.channels import Channel
from geotimeline.planning.digests import read_digest
from geotimeline.planning.falling_back import Fallback
from geotimeline.planning.triggers import Trigger
from geotimeline.services.steering.steering import silence, snooze

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.model.event import Event
    from tests.services.conftest import Desk

HOUR = timedelta(hours=1)


def believe(desk: Desk, date: str) -> None:
    """Correct the date in the file, as an editor does."""
    desk.change(claims=(Claim(id="c1", date=parse(date)),))


def ask(desk: Desk, *triggers: str) -> None:
    """Let the one rule tell these revisions."""
    asked = tuple(Trigger.parse(text) for text in triggers)
    desk.rules = (replace(desk.rules[0], on=asked),)


@pytest.fixture
def told_desk(make_desk: Callable[..., Desk]) -> Desk:
    """A desk that has been told of 4 December."""
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-01 09:00")
    desk.at("2025-11-27 09:00")
    return desk


@pytest.fixture
def asking_desk(make_desk: Callable[..., Desk]) -> Desk:
    """A desk that asks for slips, and has been told nothing."""
    desk = make_desk("2025-12-04")
    ask(desk, "slipped")
    desk.at("2025-11-01 09:00")
    return desk


def test_a_correction_that_went_nowhere_is_not_told_once_it_is_wrong(
    told_desk: Desk,
) -> None:
    told_desk.console.unplug()
    believe(told_desk, "2026-01-12")
    told_desk.at("2025-11-28 09:00")
    told_desk.console.error = None
    believe(told_desk, "2025-12-04")
    told_desk.at("2025-11-28 15:00")
    told_desk.at("2025-11-29 15:00")

    assert not [one for one in told_desk.console.sent if "2026" in one.title]


def test_a_date_that_moves_twice_before_it_is_told_is_told_as_one_move(
    told_desk: Desk,
) -> None:
    told_desk.console.unplug()
    for day, date in ((28, "2026-01-12"), (29, "2026-01-20")):
        believe(told_desk, date)
        told_desk.at(f"2025-11-{day} 09:00")
    told_desk.console.error = None
    told_desk.at("2025-11-29 15:00")

    (reason,) = told_desk.told[1:]
    assert reason.startswith("slipped 47 days; you were told 4 December 2025")


def test_a_correction_that_may_have_arrived_is_corrected_in_its_turn(
    told_desk: Desk,
) -> None:
    told_desk.console.hang_up()
    believe(told_desk, "2026-01-12")
    told_desk.at("2025-11-28 09:00")
    told_desk.console.error = None
    believe(told_desk, "2025-12-04")
    told_desk.at("2025-11-28 15:00")

    assert told_desk.told[-1] == "advanced 39 days; you were told 12 January 2026"


def test_a_rule_is_told_nothing_of_what_came_back_before_it_was_told(
    asking_desk: Desk,
) -> None:
    asking_desk.console.unplug()
    believe(asking_desk, "2026-01-12")
    asking_desk.at("2025-11-02 09:00")
    asking_desk.console.error = None
    believe(asking_desk, "2025-12-04")
    asking_desk.at("2025-11-02 15:00")

    assert asking_desk.told == []
    (entry,) = asking_desk.ledger.entries()
    assert (entry.state, entry.note) == (
        State.SUPERSEDED,
        "it changed again before this was told",
    )


def test_small_slips_that_were_not_told_add_up_to_one_that_is(
    asking_desk: Desk,
) -> None:
    asking_desk.console.unplug()
    ask(asking_desk, "slipped >= 7d")
    for day, date in ((2, "2025-12-12"), (3, "2025-12-14")):
        believe(asking_desk, date)
        asking_desk.at(f"2025-11-0{day} 09:00")
    asking_desk.console.error = None
    asking_desk.at("2025-11-03 15:00")

    assert [one.title for one in asking_desk.console.sent] == [
        "A visit: slipped 10 days; now 14 December 2025"
    ]


def test_what_is_new_and_moved_before_it_was_told_is_told_as_new(
    make_desk: Callable[..., Desk], make_event: Callable[..., Event]
) -> None:
    desk = make_desk("2025-12-04")
    ask(desk, "new")
    desk.at("2025-11-01 09:00")
    desk.console.unplug()
    known = desk.events
    for day, date in ((2, "2026-02"), (3, "2026-03")):
        desk.events = (*known, make_event(date, id="second"))
        desk.at(f"2025-11-0{day} 09:00")
    desk.console.error = None
    desk.at("2025-11-03 15:00")

    assert [one.title for one in desk.console.sent] == ["A visit: new; now March 2026"]


def test_what_a_silence_held_is_not_told_afterwards_as_it_stood(
    asking_desk: Desk,
) -> None:
    hush(asking_desk, until="2025-11-05 00:00")
    for day, date in ((2, "2026-01-12"), (3, "2026-01-20")):
        believe(asking_desk, date)
        asking_desk.at(f"2025-11-0{day} 09:00")
    asking_desk.at("2025-11-05 09:00")

    assert reminders(asking_desk) == ["A visit: slipped 47 days; now 20 January 2026"]


def test_a_silence_that_ends_as_the_date_moves_lets_go_the_last_word_alone(
    asking_desk: Desk,
) -> None:
    hush(asking_desk, until="2025-11-05 00:00")
    believe(asking_desk, "2026-01-12")
    asking_desk.at("2025-11-02 09:00")
    believe(asking_desk, "2026-01-20")
    asking_desk.at("2025-11-05 09:00")

    assert reminders(asking_desk) == ["A visit: slipped 47 days; now 20 January 2026"]


def test_what_waits_for_a_digest_is_told_there_as_it_is_by_then(
    asking_desk: Desk,
) -> None:
    daily = read_digest("daily at 18:00")
    asking_desk.channels = {"console": Channel("console", "console", digest=daily)}
    for hour, date in ((9, "2026-01-12"), (12, "2026-01-20")):
        believe(asking_desk, date)
        asking_desk.at(f"2025-11-02 {hour:02}:00")
    asking_desk.at("2025-11-02 18:00")

    (message,) = asking_desk.console.sent
    assert "slipped 47 days" in message.body + message.title
    assert "12 January" not in message.body


def test_a_digest_is_not_sent_for_what_came_back_before_its_hour(
    asking_desk: Desk,
) -> None:
    daily = read_digest("daily at 18:00")
    asking_desk.channels = {"console": Channel("console", "console", digest=daily)}
    for hour, date in ((9, "2026-01-12"), (12, "2025-12-04")):
        believe(asking_desk, date)
        asking_desk.at(f"2025-11-02 {hour:02}:00")
    asking_desk.at("2025-11-02 18:00")
    asking_desk.at("2025-11-03 18:00")

    assert asking_desk.console.sent == []


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ("2025-12-20", ["slipped 39 days", "advanced 23 days"]),
        ("2026-01-12?", ["slipped 39 days", "slipped 39 days"]),
    ],
    ids=["a date that moved", "a date that holds"],
)
def test_a_snoozed_message_is_told_again_only_while_it_holds(
    asking_desk: Desk, later: str, told: list[str]
) -> None:
    ask(asking_desk, "slipped", "advanced")
    believe(asking_desk, "2026-01-12")
    asking_desk.at("2025-11-02 09:00")
    (message,) = asking_desk.console.sent
    now = asking_desk.clock.instant
    snooze(asking_desk.ledger, message.key, until=now + 30 * HOUR, now=now)
    believe(asking_desk, later)
    asking_desk.at("2025-11-02 12:00")
    asking_desk.at("2025-11-03 15:00")

    assert [reason.split(";")[0] for reason in asking_desk.told] == told


def test_what_goes_another_way_is_not_told_there_once_it_is_wrong(
    asking_desk: Desk,
) -> None:
    asking_desk.channels = {
        "console": Channel("console", "console", fallback=Fallback("mail", HOUR)),
        "mail": Channel("mail", "mail"),
    }
    asking_desk.console.unplug(retryable=False)
    asking_desk.mail.unplug()
    believe(asking_desk, "2026-01-12")
    asking_desk.at("2025-11-02 09:00")
    asking_desk.mail.error = None
    believe(asking_desk, "2026-01-20")
    asking_desk.at("2025-11-02 15:00")
    asking_desk.at("2025-11-02 15:01")

    assert [one.title for one in asking_desk.mail.sent] == [
        "A visit: slipped 47 days; now 20 January 2026"
    ]


def test_each_recipient_is_corrected_by_what_reached_that_one(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.rules = (replace(desk.rules[0], channels=("console", "mail")),)
    desk.at("2025-11-01 09:00")
    desk.at("2025-11-27 09:00")
    desk.mail.unplug()
    believe(desk, "2026-01-12")
    desk.at("2025-11-28 09:00")
    desk.mail.error = None
    believe(desk, "2026-01-20")
    desk.at("2025-11-28 15:00")

    assert desk.told[-1] == "slipped 8 days; you were told 12 January 2026"
    assert [one.reason for one in desk.mail.sent][-1] == (
        "slipped 47 days; you were told 4 December 2025"
    )


def hush(desk: Desk, *, until: str) -> None:
    now = desk.clock.instant
    ends = now.fromisoformat(f"{until}+00:00")
    silence(desk.loaded, desk.ledger, "", starts=now, ends=ends, now=now)


def reminders(desk: Desk) -> list[str]:
    return [one.title for one in desk.console.sent if one.kind == "reminder"]
