"""Digests from their first try on: frozen, tried again, refused, overtaken by news."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

import pytest

from geotimeline.edtf import parse
from geotimeline.errors import NotFoundError
from geotimeline.formats.reminders.life_text import life_lines
from geotimeline.interfaces.entries import State
from geotimeline.model.event import Claim
from geotimeline.planning.channels import Channel
from geotimeline.planning.falling_back import Fallback
from geotimeline.planning.leads import Lead
from geotimeline.planning.quiet import QuietHours, QuietSpan
from geotimeline.services.reminding.replanning import changes_for
from geotimeline.services.scheduling.passing import rehearse
from geotimeline.services.steering.asking import ask
from geotimeline.services.steering.steering import acknowledge, retry, snooze
from tests.digests.conftest import (
    RefusingNotifier,
    change,
    entry_of,
    say,
    titles,
)
from tests.steering.conftest import at

if TYPE_CHECKING:
    from geotimeline.interfaces.entries import Entry
    from tests.digests.conftest import MakeDesk
    from tests.services.conftest import Desk

TWO = ("2025-12-01", "2025-12-01")


def lives(desk: Desk, entry: Entry) -> str:
    """Say what `alerts why` tells of an entry."""
    answer = ask(desk.loaded, desk.ledger, entry.key, now=desk.clock.instant)
    return "\n".join(line for life in answer.lives for line in life_lines(life))


@pytest.fixture
def stuck(make_digest_desk: MakeDesk) -> Desk:
    """A desk whose digest of two was tried at six, and will be tried again."""
    desk = make_digest_desk("daily at 18:00", *TWO, "2025-12-02")
    desk.at("2025-11-01 00:00")
    desk.console.unplug()
    desk.at("2025-12-01 18:00")
    desk.console.error = None
    return desk


def test_what_becomes_due_while_it_is_tried_goes_into_the_next(stuck: Desk) -> None:
    moved = replace(stuck.events[2].claims[0], date=parse("2025-12-01"))
    change(stuck, "visit-2", claims=(moved,))

    stuck.at("2025-12-01 18:05")
    stuck.at("2025-12-02 18:00")

    assert titles(stuck) == [
        "2 reminders about 2 events",
        "1 reminder: Visit 2: 1 December 2025",
    ]


def test_what_it_tells_stays_as_it_was_and_the_change_is_told_after(
    stuck: Desk,
) -> None:
    moved = replace(stuck.events[0].claims[0], date=parse("2026-01-12"))
    change(stuck, "visit-0", claims=(moved,))

    stuck.at("2025-12-01 18:05")
    stuck.at("2025-12-02 18:00")

    first, second = stuck.console.sent
    assert "Visit 0: 1 December 2025" in first.body
    assert "you were told 1 December 2025" in second.body


def test_what_it_tells_cannot_be_snoozed_any_more(stuck: Desk) -> None:
    key = entry_of(stuck, "visit-0").key

    with pytest.raises(NotFoundError):
        snooze(
            stuck.ledger,
            key,
            until=at("2025-12-01 20:00"),
            now=at("2025-12-01 18:01"),
        )


def test_what_it_tells_does_not_become_stale_before_it_does(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk(
        "daily at 18:00", "2025-12-02", "2025-12-09", leads=["1d before first"]
    )
    later = replace(
        desk.rules[0], name="later", remind=(Lead.parse("8d before first"),)
    )
    desk.rules = (*desk.rules, later)
    desk.at("2025-11-01 00:00")
    desk.console.unplug()
    desk.at("2025-12-01 18:00")
    desk.at("2025-12-03 01:00")
    desk.console.error = None

    desk.at("2025-12-03 18:00")

    assert titles(desk)[0] == "2 reminders about 2 events"
    assert not [one for one in desk.console.sent if one.kind == "missed"]


def test_what_a_refused_digest_was_to_tell_goes_by_itself(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("daily at 18:00", *TWO)
    desk.console = RefusingNotifier()
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-01 18:00")
    desk.at("2025-12-02 18:00")

    assert sorted(titles(desk)) == [
        "Visit 0: 1 December 2025",
        "Visit 1: 1 December 2025",
    ]
    (dead,) = desk.ledger.entries(states=[State.DEAD])
    assert dead.identity.moment == "digest"


def test_a_refused_digest_goes_through_the_fallback_whole(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("daily at 18:00", *TWO)
    desk.console = RefusingNotifier()
    desk.channels["mail"] = Channel("mail", "mail")
    desk.channels["console"] = replace(
        desk.channels["console"], fallback=Fallback("mail")
    )
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-01 18:00")
    desk.at("2025-12-02 18:00")

    (digest,) = desk.mail.sent
    assert titles(desk) == []
    assert len(digest.members) == 2
    assert entry_of(desk, "visit-0").state is State.SENT


def test_a_digest_that_waits_too_long_goes_through_the_fallback_whole(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("daily at 18:00", *TWO)
    desk.channels["mail"] = Channel("mail", "mail")
    desk.channels["console"] = replace(
        desk.channels["console"], fallback=Fallback("mail")
    )
    desk.at("2025-11-01 00:00")
    desk.console.unplug()

    for minute in range(0, 60, 5):
        desk.at(f"2025-12-01 18:{minute:02}")
    for day in range(2, 15):
        desk.at(f"2025-12-{day:02} 18:00")

    (digest,) = desk.mail.sent
    assert len(digest.members) == 2
    of_member = lives(desk, entry_of(desk, "visit-0"))
    (first,) = (e for e in desk.ledger.entries() if e.identity.moment == "digest")
    assert f"told in   the digest {first.key[:8]}, to console: expired" in of_member
    instead = f"told in   what went instead, {digest.key[:8]}, to mail: sent"
    assert instead in of_member
    assert "why       through mail, because console failed" in lives(desk, first)


def test_who_was_told_by_the_fallback_of_a_digest_is_told_that_a_date_moved(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("daily at 18:00", *TWO)
    desk.channels["mail"] = Channel("mail", "mail")
    desk.channels["console"] = replace(
        desk.channels["console"], fallback=Fallback("mail")
    )
    desk.at("2025-11-01 00:00")
    desk.console.unplug()
    for day in range(1, 15):
        desk.at(f"2025-12-{day:02} 18:00")
        desk.at(f"2025-12-{day:02} 19:00")
    desk.console.error = None

    change(desk, "visit-0", claims=(Claim(id="c2", date=parse("2025-12-20")),))
    desk.at("2025-12-15 10:00")
    desk.at("2025-12-15 18:00")

    (message,) = desk.console.sent
    assert "you were told 1 December 2025" in message.title


def with_fallback(desk: Desk, **quiet: object) -> Desk:
    """Let a digest that nobody takes go through the mail, after half an hour."""
    desk.channels["mail"] = Channel("mail", "mail", **quiet)  # type: ignore[arg-type] # tests give what they mean
    console = replace(desk.channels["console"], fallback=Fallback("mail"))
    desk.channels["console"] = console
    desk.at("2025-11-01 00:00")
    desk.console.unplug()
    for minute in range(0, 60, 5):
        desk.at(f"2025-12-01 18:{minute:02}")
    return desk


def test_who_acknowledges_what_went_instead_of_a_digest_is_told_nothing_of_it_again(
    make_digest_desk: MakeDesk,
) -> None:
    desk = with_fallback(make_digest_desk("daily at 18:00", *TWO))
    (instead,) = desk.mail.sent

    acknowledge(desk.ledger, instead.key, at=desk.clock.instant)

    assert {entry.state for entry in desk.ledger.entries()} == {State.ACKED}
    desk.console.error = None
    desk.at("2025-12-02 18:00")
    assert titles(desk) == []


def test_who_acknowledges_a_digest_gets_it_no_other_way(
    make_digest_desk: MakeDesk,
) -> None:
    night = QuietHours((QuietSpan.parse("18:00-22:00"),), "UTC")
    desk = with_fallback(make_digest_desk("daily at 18:00", *TWO), quiet=night)
    (first,) = (e for e in desk.ledger.entries() if e.identity.moment == "digest")

    acknowledge(desk.ledger, first.key, at=desk.clock.instant)
    desk.at("2025-12-01 23:00")

    assert desk.mail.sent == []


def test_a_refused_digest_that_is_tried_again_tells_the_same(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("daily at 18:00", *TWO)
    desk.at("2025-11-01 00:00")
    desk.console.unplug(retryable=False)
    desk.at("2025-12-01 18:00")
    desk.console.error = None
    (digest,) = (e for e in desk.ledger.entries() if e.identity.moment == "digest")

    retry(desk.ledger, digest.key, now=at("2025-12-01 19:00"))
    desk.at("2025-12-01 19:00")

    assert titles(desk) == ["2 reminders about 2 events"]


def test_after_a_pause_the_digest_comes_late_and_says_so(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("daily at 18:00", *TWO)
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-01 20:00")

    (digest,) = desk.console.sent
    assert digest.reason == "digest, daily at 18:00; late by 2 hours"
    assert digest.body.startswith("Late by 2 hours.\nWhy now: digest, daily at 18:00\n")


def test_what_became_stale_in_a_pause_is_in_the_digest_of_the_missed(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk(
        "daily at 18:00", "2025-12-02", "2025-12-03", leads=["1d before first"]
    )
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-20 09:00")

    (missed,) = desk.console.sent
    assert missed.kind == "missed"
    assert [one.event_id for one in missed.members] == ["visit-0", "visit-1"]


def test_a_digest_waits_for_the_end_of_quiet_hours(make_digest_desk: MakeDesk) -> None:
    desk = make_digest_desk("daily at 23:00", *TWO)
    night = QuietHours((QuietSpan(time(22), time(7)),))
    desk.channels["console"] = replace(desk.channels["console"], quiet=night)
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-01 23:00")
    before = titles(desk)
    desk.at("2025-12-02 07:00")

    assert before == []
    assert titles(desk) == ["2 reminders about 2 events"]


def test_another_hour_holds_for_what_was_not_told_yet(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("daily at 18:00", *TWO)
    desk.at("2025-11-01 00:00")

    say(desk, "daily at 12:00")
    desk.at("2025-12-01 12:00")
    desk.at("2025-12-01 18:00")

    assert titles(desk) == ["2 reminders about 2 events"]


def test_without_a_digest_all_go_by_themselves_again(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("daily at 18:00", *TWO)
    desk.at("2025-11-01 00:00")

    say(desk, "none")
    desk.at("2025-12-01 09:00")

    assert sorted(titles(desk)) == [
        "Visit 0: 1 December 2025",
        "Visit 1: 1 December 2025",
    ]


def test_a_second_pass_changes_nothing(make_digest_desk: MakeDesk) -> None:
    desk = make_digest_desk("daily at 18:00", *TWO, leads=["1w before first", "first"])
    desk.at("2025-11-01 00:00")
    before = tuple(desk.ledger.entries())

    changes = changes_for(desk.loaded, desk.ledger, now=at("2025-11-01 00:01"))
    desk.at("2025-11-01 00:01")

    asked = changes.insert, changes.refresh, changes.close, changes.gather
    assert asked == ((), (), (), ())
    assert tuple(desk.ledger.entries()) == before


@pytest.mark.parametrize("hour", ["09:00", "18:00", "20:00"])
def test_a_rehearsal_names_what_a_pass_would_send(
    make_digest_desk: MakeDesk, hour: str
) -> None:
    desk = make_digest_desk("daily at 18:00", *TWO)
    desk.at("2025-11-01 00:00")
    now = f"2025-12-01 {hour}"

    rehearsed = rehearse(desk.loaded, desk.ledger, now=at(now))

    passed = desk.at(now)
    assert [one.key for one in rehearsed.sent] == [one.key for one in passed.sent]


def test_a_snoozed_digest_goes_when_it_was_asked_to(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("daily at 18:00", *TWO)
    desk.at("2025-11-01 00:00")
    digest = entry_of(desk, "visit-0").digest

    snooze(
        desk.ledger, digest, until=at("2025-12-01 20:00"), now=at("2025-12-01 10:00")
    )
    desk.at("2025-12-01 18:00")
    before = titles(desk)
    desk.at("2025-12-01 20:00")

    assert before == []
    assert titles(desk) == ["2 reminders about 2 events"]
