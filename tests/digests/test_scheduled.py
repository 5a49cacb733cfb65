"""Digests at an hour: what they tell, when, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geotimeline.edtf import parse
from geotimeline.interfaces.entries import State
from geotimeline.model.vocabulary import Status
from geotimeline.planning.digests import read_digest
from geotimeline.planning.priority import Priority
from geotimeline.services.steering.steering import acknowledge, silence, snooze
from tests.digests.conftest import change, entry_of, titles
from tests.steering.conftest import at

if TYPE_CHECKING:
    from tests.digests.conftest import MakeDesk

THREE = ("2025-12-01", "2025-12-01", "2025-12-02")


def test_what_is_due_in_a_day_is_told_at_its_hour(make_digest_desk: MakeDesk) -> None:
    desk = make_digest_desk("daily at 18:00", *THREE)
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-01 09:00")
    desk.at("2025-12-01 17:59")
    before = list(titles(desk))
    desk.at("2025-12-01 18:00")
    desk.at("2025-12-01 18:01")

    assert before == []
    assert titles(desk) == ["2 reminders about 2 events"]
    (digest,) = desk.console.sent
    assert digest.kind == "digest"
    assert [one.event_id for one in digest.members] == ["visit-0", "visit-1"]


def test_a_day_without_anything_has_no_digest(make_digest_desk: MakeDesk) -> None:
    desk = make_digest_desk("daily at 18:00", "2025-12-01", "2025-12-03")
    desk.at("2025-11-01 00:00")

    for day in range(1, 8):
        desk.at(f"2025-12-0{day} 18:00")

    assert titles(desk) == [
        "1 reminder: Visit 0: 1 December 2025",
        "1 reminder: Visit 1: 3 December 2025",
    ]


def test_what_it_tells_is_sent_with_it(make_digest_desk: MakeDesk) -> None:
    desk = make_digest_desk("daily at 18:00", *THREE)
    desk.at("2025-11-01 00:00")

    waiting = entry_of(desk, "visit-0")
    passed = desk.at("2025-12-01 18:00")
    sent = entry_of(desk, "visit-0")

    assert waiting.state is State.WAITING
    assert waiting.note == "in the digest of 2025-12-01 18:00 UTC"
    assert (sent.state, sent.sent_at) == (State.SENT, at("2025-12-01 18:00"))
    assert [one.identity.moment for one in passed.sent] == ["digest"]
    assert sent.digest == passed.sent[0].key


def test_its_words_follow_the_plan_until_it_is_sent(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("daily at 18:00", *THREE)
    desk.at("2025-11-01 00:00")

    change(desk, "visit-0", title="A visit with another name")
    off = replace(desk.events[1].claims[0], status=Status.CANCELLED)
    change(desk, "visit-1", claims=(off,))
    desk.at("2025-12-01 10:00")
    desk.at("2025-12-01 18:00")

    assert titles(desk) == ["1 reminder: A visit with another name: 1 December 2025"]


def test_a_digest_that_has_nothing_left_to_tell_is_not_sent(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("daily at 18:00", "2025-12-01")
    desk.at("2025-11-01 00:00")
    change(desk, "visit-0", claims=(replace(desk.events[0].claims[0], date=None),))

    desk.at("2025-12-01 10:00")
    desk.at("2025-12-01 18:00")

    assert titles(desk) == []
    assert desk.ledger.open_entries() == ()


def test_what_would_be_stale_by_then_goes_by_itself(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk(
        "weekly on monday at 08:00", "2025-12-04", leads=["1d before first", "first"]
    )
    desk.at("2025-11-01 00:00")

    for day in range(1, 12):
        desk.at(f"2025-12-{day:02} 09:00")

    assert titles(desk) == [
        "Visit 0: 4 December 2025",
        "1 reminder: Visit 0: 4 December 2025",
    ]


@pytest.mark.parametrize("priority", [Priority.HIGH, Priority.URGENT])
def test_what_is_loud_does_not_wait(
    make_digest_desk: MakeDesk, priority: Priority
) -> None:
    desk = make_digest_desk("daily at 18:00", "2025-12-01")
    desk.rules = (replace(desk.rules[0], priority=priority),)
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-01 09:00")

    assert titles(desk) == ["Visit 0: 1 December 2025"]


def test_what_is_loud_waits_where_its_rule_says_so(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("none", "2025-12-01")
    daily = read_digest("daily at 18:00")
    desk.rules = (replace(desk.rules[0], priority=Priority.HIGH, digest=daily),)
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-01 09:00")
    before = list(titles(desk))
    desk.at("2025-12-01 18:00")

    assert before == []
    assert titles(desk) == ["1 reminder: Visit 0: 1 December 2025"]


def test_a_revision_waits_for_the_next_digest(make_digest_desk: MakeDesk) -> None:
    desk = make_digest_desk("daily at 18:00", "2025-12-01")
    desk.at("2025-11-01 00:00")
    desk.at("2025-12-01 18:00")

    moved = replace(desk.events[0].claims[0], date=parse("2026-01-12"))
    change(desk, "visit-0", claims=(moved,))
    desk.at("2025-12-01 19:00")
    desk.at("2025-12-02 18:00")

    words = "slipped 42 days; you were told 1 December 2025; now 12 January 2026"
    assert titles(desk)[1:] == [f"1 reminder: Visit 0: {words}"]


def test_what_a_silence_holds_is_left_out(make_digest_desk: MakeDesk) -> None:
    desk = make_digest_desk("daily at 18:00", *THREE)
    desk.at("2025-11-01 00:00")

    silence(
        desk.loaded,
        desk.ledger,
        "visit 0",
        starts=at("2025-12-01 00:00"),
        ends=at("2025-12-02 00:00"),
        now=at("2025-12-01 00:00"),
    )
    desk.at("2025-12-01 18:00")

    assert titles(desk) == ["1 reminder: Visit 1: 1 December 2025"]


def test_what_is_acknowledged_before_is_left_out(make_digest_desk: MakeDesk) -> None:
    desk = make_digest_desk("daily at 18:00", *THREE)
    desk.at("2025-11-01 00:00")

    key = entry_of(desk, "visit-0").key
    acknowledge(desk.ledger, key, at=at("2025-12-01 10:00"))
    desk.clock.instant = at("2025-12-01 18:00")
    desk.delivery.send_all()  # no plan since

    assert titles(desk) == ["1 reminder: Visit 1: 1 December 2025"]


def test_what_is_snoozed_goes_by_itself_when_asked(make_digest_desk: MakeDesk) -> None:
    desk = make_digest_desk("daily at 18:00", *THREE)
    desk.at("2025-11-01 00:00")

    key = entry_of(desk, "visit-0").key
    snooze(desk.ledger, key, until=at("2025-12-01 20:00"), now=at("2025-12-01 10:00"))
    desk.at("2025-12-01 18:00")
    desk.at("2025-12-01 20:00")

    assert titles(desk) == [
        "1 reminder: Visit 1: 1 December 2025",
        "Visit 0: 1 December 2025",
    ]


def test_one_acknowledgement_takes_note_of_all_that_it_told(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("daily at 18:00", *THREE)
    desk.at("2025-11-01 00:00")
    (digest,) = desk.at("2025-12-01 18:00").sent

    taken = acknowledge(desk.ledger, digest.key, at=at("2025-12-01 19:00"), by="Ada")

    assert len(taken) == 3
    assert entry_of(desk, "visit-0").state is State.ACKED
    assert entry_of(desk, "visit-1").state is State.ACKED
    assert entry_of(desk, "visit-2").state is State.WAITING
