"""Acknowledging, snoozing and trying again, through whole passes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from geotimeline.errors import NotFoundError
from geotimeline.interfaces.entries import State
from geotimeline.services.steering.steering import acknowledge, retry, snooze
from tests.steering.conftest import at, only, states

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.services.conftest import Desk

LEADS = ("7d before first", "1d before first")
DAY = timedelta(days=1)


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """Give a desk that has just been told, a week ahead; a day ahead is to come."""
    desk = make_desk("2025-12-04", *LEADS)
    desk.at("2025-11-20 09:00")
    desk.at("2025-11-27 09:00")
    return desk


def test_acknowledging_an_event_leaves_what_is_to_come(desk: Desk) -> None:
    event = desk.events[0].id

    (taken,) = acknowledge(desk.ledger, event, at=at("2025-11-27 10:00"), by="Ada")

    assert states(desk) == [State.ACKED, State.PLANNED]
    kept = desk.ledger.acknowledgement(taken.key)
    assert kept is not None
    assert (kept.by, kept.via) == ("Ada", "cli")
    desk.at("2025-12-03 09:00")
    assert desk.told == [
        "7 days before the first possible day",
        "1 day before the first possible day",
    ]


def test_acknowledging_twice_keeps_the_first(desk: Desk) -> None:
    event = desk.events[0].id
    (taken,) = acknowledge(desk.ledger, event, at=at("2025-11-27 10:00"), by="Ada")

    acknowledge(desk.ledger, taken.key, at=at("2025-11-28 10:00"), by="Bob")
    acknowledge(desk.ledger, event, at=at("2025-11-28 11:00"), by="Bob")

    kept = desk.ledger.acknowledgement(taken.key)
    assert kept is not None
    assert kept.by == "Ada"


def test_what_is_acknowledged_before_it_is_sent_is_never_sent(desk: Desk) -> None:
    planned = only(desk, State.PLANNED)

    acknowledge(desk.ledger, planned.key[:8], at=at("2025-11-28 10:00"))

    desk.at("2025-12-03 09:00")
    assert len(desk.told) == 1


def test_what_was_sent_is_told_once_more_when_snoozed(desk: Desk) -> None:
    now = at("2025-11-27 10:00")

    (again,) = snooze(desk.ledger, desk.events[0].id, until=now + 2 * DAY, now=now)

    desk.at("2025-11-29 09:59")
    assert len(desk.told) == 1
    desk.at("2025-11-29 10:00")
    desk.at("2025-11-29 10:01")
    assert desk.told[1:] == [
        "7 days before the first possible day; once more, as somebody asked"
    ]
    assert desk.console.sent[1].key == again.key != desk.console.sent[0].key


def test_snoozing_again_and_again_tells_again_and_again(desk: Desk) -> None:
    event = desk.events[0].id
    for day in ("2025-11-27", "2025-11-28", "2025-11-29"):
        now = at(f"{day} 10:00")
        snooze(desk.ledger, event, until=now + DAY, now=now)
        desk.clock.instant = now + DAY
        desk.at(f"{now + DAY:%Y-%m-%d %H:%M}")

    assert len(desk.told) == len({one.key for one in desk.console.sent}) == 4


def test_what_is_snoozed_twice_before_it_comes_is_told_once(desk: Desk) -> None:
    event, now = desk.events[0].id, at("2025-11-27 10:00")
    snooze(desk.ledger, event, until=now + DAY, now=now)
    snooze(desk.ledger, event, until=now + 2 * DAY, now=now)

    desk.at("2025-11-28 10:00")
    desk.at("2025-11-29 10:00")

    assert len(desk.told) == 2


def test_a_snoozed_reminder_falls_away_when_its_window_moves(desk: Desk) -> None:
    now = at("2025-11-27 10:00")
    (again,) = snooze(desk.ledger, desk.events[0].id, until=now + 2 * DAY, now=now)

    desk.rules = ()
    desk.at("2025-11-29 10:00")

    assert desk.ledger.states([again.key])[again.key] is State.SUPERSEDED


def test_an_unsent_reminder_is_held_back_and_says_so(desk: Desk) -> None:
    planned = only(desk, State.PLANNED)
    until = at("2025-12-03 18:00")

    snooze(desk.ledger, planned.key, until=until, now=at("2025-12-01 09:00"), by="Ada")
    desk.change(title="Another title")

    desk.at("2025-12-03 17:59")
    assert len(desk.told) == 1
    desk.at("2025-12-03 18:00")
    assert desk.told[1].endswith("; snoozed until 2025-12-03 18:00 UTC by Ada")
    assert desk.console.sent[1].title.startswith("Another title")


def test_an_unsent_reminder_cannot_be_snoozed_until_it_is_stale(desk: Desk) -> None:
    planned = only(desk, State.PLANNED)
    far = at("2026-01-01 09:00")

    with pytest.raises(NotFoundError, match="of use until 2025-12-05 00:00 UTC only"):
        snooze(desk.ledger, planned.key, until=far, now=at("2025-12-01 09:00"))


def test_an_unsent_reminder_cannot_be_snoozed_into_coming_early(desk: Desk) -> None:
    planned = only(desk, State.PLANNED)
    now, until = at("2025-12-01 09:00"), at("2025-12-02 09:00")

    with pytest.raises(NotFoundError, match="not told before 2025-12-03 09:00 UTC"):
        snooze(desk.ledger, planned.key, until=until, now=now)

    desk.at("2025-12-02 09:00")
    assert len(desk.told) == 1


def test_what_is_dead_is_tried_again_even_when_stale(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", *LEADS)
    desk.at("2025-11-20 09:00")
    desk.console.unplug(retryable=False)
    desk.at("2025-11-27 09:00")
    dead = only(desk, State.DEAD)
    desk.console.error = None
    desk.at("2025-12-03 09:00")

    retry(desk.ledger, dead.key, now=at("2025-12-06 09:00"), by="Ada")
    desk.at("2025-12-06 09:00")

    assert [one.split(";")[0] for one in desk.told] == [
        "1 day before the first possible day",
        "7 days before the first possible day",
    ]
    assert states(desk) == [State.SENT, State.SENT]


def test_what_is_tried_again_in_vain_is_given_up_after_a_day(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", *LEADS)
    desk.at("2025-11-20 09:00")
    desk.console.unplug(retryable=False)
    desk.at("2025-11-27 09:00")
    retry(desk.ledger, only(desk, State.DEAD).key, now=at("2025-12-06 09:00"))

    desk.at("2025-12-07 09:01")

    assert State.EXPIRED in states(desk)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("abc", "a key needs 6 digits at least"),
        ("evnt", "did you mean 'event'"),
        ("0123456789", "alerts log --all"),
        ("", "alerts log --all"),
    ],
)
def test_an_unknown_name_is_refused_with_what_may_help(
    make_desk: Callable[..., Desk], name: str, words: str
) -> None:
    desk = make_desk("2025-12-04", *LEADS)
    desk.at("2025-11-20 09:00")
    words = words.replace("'event'", f"'{desk.events[0].id}'")
    name = desk.events[0].id[:-1] if name == "evnt" else name

    with pytest.raises(NotFoundError, match=words):
        acknowledge(desk.ledger, name, at=at("2025-11-20 09:00"))


def test_what_was_superseded_cannot_be_acknowledged(desk: Desk) -> None:
    desk.rules = ()
    desk.at("2025-11-28 09:00")
    gone = only(desk, State.SUPERSEDED)

    with pytest.raises(NotFoundError, match="is superseded"):
        acknowledge(desk.ledger, gone.key, at=at("2025-11-28 10:00"))
    with pytest.raises(NotFoundError, match="reminder to retry"):
        retry(desk.ledger, gone.key, now=at("2025-11-28 10:00"))
