"""Silences, through whole passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.errors import NotFoundError, QuerySyntaxError
from geotimeline.interfaces.entries import State
from geotimeline.planning.recipients import Recipient
from geotimeline.services.steering.steering import (
    acknowledge,
    end_silence,
    silence,
    snooze,
)
from tests.examples import examples
from tests.steering.conftest import at, only, states

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from geotimeline.model.event import Claim
    from geotimeline.services.steering.steering import Silenced
    from tests.services.conftest import Desk

DAY = timedelta(days=1)
LEADS = ("30d before first", "7d before first", "1d before last", "last", "lapsed")


def hush(desk: Desk, starts: datetime, ends: datetime, matcher: str = "") -> Silenced:
    return silence(
        desk.loaded,
        desk.ledger,
        matcher,
        starts=starts,
        ends=ends,
        now=desk.clock.instant,
        by="Ada",
        why="the exercise is ours",
    )


def reminders(desk: Desk) -> list[str]:
    return [one.key for one in desk.console.sent if one.kind == "reminder"]


def notices(desk: Desk) -> list[str]:
    return [one.title for one in desk.console.sent if one.kind == "notice"]


def test_a_silence_holds_what_is_planned_at_once_and_says_why(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-20 09:00")

    held = hush(desk, at("2025-11-20 09:00"), at("2025-11-28 00:00")).held

    note = "silence 1 until 2025-11-28 00:00 UTC by Ada: the exercise is ours"
    assert [entry.note for entry in held] == [note]
    assert only(desk, State.SILENCED).key == held[0].key


def test_what_a_silence_held_is_sent_when_it_ends_if_still_of_use(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-20 09:00")
    hush(desk, at("2025-11-20 09:00"), at("2025-11-28 00:00"))

    desk.at("2025-11-27 09:00")
    assert reminders(desk) == []
    desk.at("2025-11-28 00:00")
    assert len(reminders(desk)) == 1


def test_what_became_stale_under_a_silence_stays_silent(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-20 09:00")
    hush(desk, at("2025-11-20 09:00"), at("2025-12-10 00:00"))

    for day in ("2025-11-27", "2025-12-06", "2025-12-11"):
        desk.at(f"{day} 09:00")

    assert desk.console.sent == []
    assert State.SILENCED in states(desk)


def test_a_silence_that_is_ended_early_gives_back_what_it_held(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-20 09:00")
    made = hush(desk, at("2025-11-20 09:00"), at("2025-12-28 00:00"))

    (back,) = end_silence(
        desk.loaded, desk.ledger, made.silence.number, now=at("2025-11-21 09:00")
    )

    assert back.state is State.PLANNED
    desk.at("2025-11-27 09:00")
    desk.at("2025-12-27 00:00")
    assert reminders(desk) == [back.key]
    assert notices(desk) == []


def test_a_silence_to_come_holds_only_what_falls_into_it(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first", "1d before first")
    desk.at("2025-11-20 09:00")

    hush(desk, at("2025-12-01 00:00"), at("2025-12-05 00:00"))

    assert states(desk)[:2] == [State.PLANNED, State.SILENCED]
    desk.at("2025-11-27 09:00")
    assert len(reminders(desk)) == 1


def test_a_silence_holds_only_the_events_it_names(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-20 09:00")

    made = hush(desk, at("2025-11-20 09:00"), at("2026-01-01 00:00"), "type:nothing")

    assert made.held == ()
    desk.at("2025-11-27 09:00")
    assert len(reminders(desk)) == 1


def test_a_revision_under_a_silence_is_told_when_it_ends(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-20 09:00")
    desk.at("2025-11-27 09:00")
    hush(desk, at("2025-11-27 10:00"), at("2025-11-30 00:00"))
    event = desk.events[0]
    desk.change(claims=(*event.claims[:-1], moved(event.claims[-1])))

    desk.at("2025-11-28 09:00")
    assert len(reminders(desk)) == 1
    desk.at("2025-11-30 09:00")
    desk.at("2025-11-30 10:00")
    assert len(reminders(desk)) == 2
    assert "you were told" in desk.told[-1]


def moved(claim: Claim) -> Claim:
    return replace(claim, date=parse("2025-12-20"))


def test_a_snoozed_reminder_is_held_by_a_silence_too(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-20 09:00")
    desk.at("2025-11-27 09:00")
    now = at("2025-11-27 10:00")
    snooze(desk.ledger, desk.events[0].id, until=now + DAY, now=now)
    hush(desk, now, at("2025-11-29 00:00"))

    desk.at("2025-11-28 10:00")
    assert len(reminders(desk)) == 1
    desk.at("2025-11-29 00:00")
    assert len(reminders(desk)) == 2


@pytest.mark.parametrize(
    ("ends", "noticed"),
    [
        ("2026-01-01 00:00", "2025-12-31 00:00"),
        ("2025-11-21 00:00", "2025-11-20 21:36"),
    ],
)
def test_a_notice_comes_once_and_in_time_before_a_silence_ends(
    make_desk: Callable[..., Desk], ends: str, noticed: str
) -> None:
    desk = make_desk("2025-12-24", "7d before first", channels=("console", "mail"))
    desk.at("2025-11-20 00:00")
    hush(desk, at("2025-11-20 00:00"), at(ends), "id:" + desk.events[0].id)
    due = at(noticed)

    desk.at(f"{due - timedelta(minutes=1):%Y-%m-%d %H:%M}")
    assert notices(desk) == []
    desk.at(noticed)
    desk.at(f"{due + timedelta(minutes=5):%Y-%m-%d %H:%M}")
    assert notices(desk) == [f"Silence 1 ends {ends} UTC: id:{desk.events[0].id}"]
    assert len(desk.mail.sent) == 1


def test_each_recipient_that_is_kept_quiet_gets_a_notice(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-24", "7d before first")
    people = (Recipient("ada", channels=("mail",)), Recipient("bob"))
    desk.rules = (replace(desk.rules[0], to=people),)
    desk.at("2025-11-20 00:00")
    hush(desk, at("2025-11-20 00:00"), at("2025-12-20 00:00"))

    desk.at("2025-12-19 00:00")

    assert [one.kind for one in desk.mail.sent] == ["notice"]
    assert [one.kind for one in desk.console.sent] == ["notice"]


def test_a_silence_that_no_rule_needs_gives_no_notice(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-24", "7d before first")
    desk.at("2025-11-20 00:00")
    hush(desk, at("2025-11-20 00:00"), at("2025-11-30 00:00"), "type:nothing")

    desk.at("2025-11-29 12:00")

    assert desk.console.sent == []


def test_a_first_pass_under_a_silence_takes_the_past_as_known(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "30d before first", "7d before first")
    hush(desk, at("2025-11-01 00:00"), at("2025-12-01 00:00"))

    desk.at("2025-11-20 09:00")
    desk.at("2025-12-01 00:00")

    assert states(desk)[:2] == [State.EXPIRED, State.SENT]


def test_an_unreadable_query_silences_nothing(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk("2025-12-04", "7d before first")

    with pytest.raises(QuerySyntaxError):
        hush(desk, at("2025-11-20 09:00"), at("2025-12-01 00:00"), "typ:visit")

    assert desk.ledger.silences() == ()


def test_what_does_not_last_cannot_be_ended(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    made = hush(desk, at("2025-11-20 09:00"), at("2025-12-01 00:00")).silence

    with pytest.raises(NotFoundError, match="these last: 1"):
        end_silence(desk.loaded, desk.ledger, 7, now=at("2025-11-21 00:00"))
    with pytest.raises(NotFoundError, match="none lasts"):
        end_silence(desk.loaded, desk.ledger, made.number, now=made.ends)


def test_what_is_acknowledged_stays_so_when_a_silence_ends(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk("2025-12-04", "7d before first")
    desk.at("2025-11-20 09:00")
    planned = only(desk, State.PLANNED)
    acknowledge(desk.ledger, planned.key, at=at("2025-11-20 10:00"))
    hush(desk, at("2025-11-21 00:00"), at("2025-11-25 00:00"))

    desk.at("2025-11-27 09:00")

    assert reminders(desk) == []


days = st.integers(0, 60).map(lambda count: at("2025-10-25 00:00") + count * DAY)
windows = st.sampled_from(
    ["2025-12-04", "2025-12", "[..2025-12-10]", "2025-11-20/2025-11-25"]
)


@settings(
    max_examples=examples(0.4),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    window=windows,
    leads=st.lists(st.sampled_from(LEADS), min_size=1, max_size=4, unique=True),
    span=st.tuples(days, days, days).map(sorted),
    is_ended_early=st.booleans(),
)
def test_a_silence_that_ends_leaves_what_a_sleep_of_that_length_would(
    make_desk: Callable[..., Desk],
    *,
    window: str,
    leads: list[str],
    span: list[datetime],
    is_ended_early: bool,
) -> None:
    """Nothing still of use is lost, and nothing is sent while the silence lasts."""
    starts, over, planned_end = span
    ends = planned_end + DAY if is_ended_early else over
    hushed, asleep = make_desk(window, *leads), make_desk(window, *leads)
    moment = at("2025-10-24 09:00")
    for desk in (hushed, asleep):
        desk.at(f"{moment:%Y-%m-%d %H:%M}")
    made = hush(hushed, starts, ends).silence
    while moment < at("2026-01-10 00:00"):
        moment += DAY / 2
        if is_ended_early and moment.date() == over.date() and made.until > moment:
            hushed.ledger.end_silence(made.number, at=over)
        before = len(reminders(hushed))
        hushed.at(f"{moment:%Y-%m-%d %H:%M}")
        is_quiet = starts <= moment < over
        if not is_quiet:
            asleep.at(f"{moment:%Y-%m-%d %H:%M}")
        assert not is_quiet or len(reminders(hushed)) == before

    assert set(reminders(hushed)) == set(reminders(asleep))
