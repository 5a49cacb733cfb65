"""How digests are written, whose wish counts, and on which days they come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.alerts.files import read_alerts
from geotimeline.formats.alerts.settings import read_settings
from geotimeline.model.zones import instant_at
from geotimeline.planning.digests import (
    WEEKDAYS,
    AtOnce,
    OneByOne,
    Scheduled,
    read_digest,
)
from geotimeline.planning.reminders import MISSED, MOVED, NOTICE, ON, SNOOZED, Identity
from geotimeline.planning.wishes import Wishes
from tests.rules.test_quiet import TWELVE
from tests.strategies import ZONES, instants

if TYPE_CHECKING:
    from collections.abc import Iterator

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", TWELVE)
@pytest.mark.parametrize("hour", range(24))
def test_there_is_one_digest_for_each_local_day_of_a_year(name: str, hour: int) -> None:
    """Clocks that skip or repeat the hour change nothing of that."""
    digest = Scheduled(time(hour), timezone=name)

    told = list(islice(_digests_from(NEW_YEAR, digest), 365))

    days = [date(2025, 12, 31) + timedelta(days=number) for number in range(400)]
    planned = [instant_at(day, time(hour), name) for day in days]
    assert told == [at for at in planned if at >= NEW_YEAR][:365]


@pytest.mark.parametrize("name", TWELVE)
@pytest.mark.parametrize("hour", range(24))
def test_there_is_one_digest_for_each_week_of_a_year(name: str, hour: int) -> None:
    """Clocks are changed on Sundays."""
    digest = Scheduled(time(hour), weekday=6, timezone=name)

    told = list(islice(_digests_from(NEW_YEAR, digest), 52))

    sundays = [date(2025, 12, 28) + timedelta(weeks=number) for number in range(60)]
    planned = [instant_at(day, time(hour), name) for day in sundays]
    assert told == [at for at in planned if at >= NEW_YEAR][:52]


def _digests_from(instant: datetime, digest: Scheduled) -> Iterator[datetime]:
    """Yield every instant at which something can be told, whenever it fell due."""
    while True:
        instant = digest.next_at(instant)
        yield instant
        instant += timedelta(microseconds=1)


@given(
    instants,
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.none() | st.integers(0, 6),
    st.sampled_from(ZONES),
)
def test_the_next_digest_is_the_first_from_now_on(
    instant: datetime, at: time, weekday: int | None, name: str
) -> None:
    digest = Scheduled(at, weekday, name)

    following = digest.next_at(instant)

    assert instant <= following <= instant + timedelta(days=8)
    assert digest.next_at(following) == following
    assert digest.next_at(following + timedelta(seconds=1)) > following


def test_a_day_that_a_zone_left_out_has_no_digest_of_its_own() -> None:
    digest = Scheduled(time(8), timezone="Pacific/Apia")
    start = datetime(2011, 12, 29, tzinfo=UTC)

    told = list(islice(_digests_from(start, digest), 4))

    assert [f"{at:%d %H}" for at in told] == ["29 18", "30 18", "31 18", "01 18"]


def test_beyond_the_year_9999_there_is_no_digest() -> None:
    last = datetime(9999, 12, 31, 23, tzinfo=UTC)

    assert Scheduled(time(8)).next_at(last) == datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        ("daily at 08:00", Scheduled(time(8))),
        ("Daily  at 23:59", Scheduled(time(23, 59))),
        ("weekly on monday at 08:00", Scheduled(time(8), 0)),
        ("weekly on Sunday at 00:00", Scheduled(time(0), 6)),
        ("more than 5 at once", AtOnce(5)),
        ("more than five at once", AtOnce(5)),
        ("more than ten at once", AtOnce(10)),
        ("none", OneByOne()),
    ],
)
def test_a_digest_is_written_in_words(text: str, digest: object) -> None:
    assert read_digest(text) == digest


@pytest.mark.parametrize(
    "text",
    [
        "daily",
        "daily at 8",
        "daily at 24:00",
        "weekly at 08:00",
        "weekly on mon at 08:00",
        "more than 0 at once",
        "more than many at once",
        "more than \u0665 at once",
        "hourly",
    ],
)
def test_what_cannot_be_read_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError, match=r"daily at 08:00.*weekly on monday.*none"):
        read_digest(text)


scheduled = st.builds(Scheduled, st.just(time(8)), st.none() | st.integers(0, 6))
digests = scheduled | st.builds(AtOnce, st.integers(1, 999)) | st.just(OneByOne())


@given(digests)
def test_every_digest_reads_what_it_says(digest: object) -> None:
    assert read_digest(str(digest)) == digest


def test_a_digest_that_cannot_be_read_is_named_by_file_and_line() -> None:
    text = "recipients:\n  anna:\n    digest: hourly\n"

    _, problems = read_alerts([("alerts/people.yaml", text)])

    assert [(one.path, one.line, one.where) for one in problems] == [
        ("alerts/people.yaml", 3, "recipients.anna.digest")
    ]
    assert "weekly on monday at 08:00" in problems[0].message


ALERTS = """\
rules:
  - {name: quiet, remind: first, to: anna, timezone: Europe/Paris}
  - {name: own, remind: first, digest: daily at 06:00, timezone: Europe/Paris}
  - {name: loud, remind: first, priority: high, to: anna}
  - {name: loud-own, remind: first, priority: urgent, digest: daily at 07:00}
recipients:
  anna: {timezone: Asia/Kolkata, channels: [mail], digest: daily at 08:00}
  ben: {channels: [mail]}
  cy: {channels: [hook]}
channels:
  mail: {notifier: email, digest: weekly on friday at 09:00, timezone: Asia/Tokyo}
  hook: {notifier: webhook}
  told-hook: {notifier: webhook, digest: more than 2 at once}
"""


@pytest.mark.parametrize(
    ("rule", "recipient", "channel", "said"),
    [
        ("quiet", "anna", "mail", "daily at 08:00 Asia/Kolkata"),
        ("quiet", "ben", "mail", "weekly on friday at 09:00 Asia/Tokyo"),
        ("quiet", "", "mail", "weekly on friday at 09:00 Asia/Tokyo"),
        ("quiet", "cy", "hook", "none"),
        ("quiet", "", "told-hook", "more than 2 at once"),
        ("quiet", "", "console", "more than 9 at once"),
        ("own", "", "mail", "daily at 06:00 Europe/Paris"),
        ("own", "anna", "mail", "daily at 06:00 Asia/Kolkata"),
        ("own", "ben", "hook", "daily at 06:00 Europe/Paris"),
        ("loud", "anna", "mail", "none"),
        ("loud-own", "anna", "mail", "daily at 07:00 Asia/Kolkata"),
        ("gone", "", "console", "more than 9 at once"),
    ],
)
def test_the_rule_is_asked_first_then_the_reader_then_the_channel(
    rule: str, recipient: str, channel: str, said: str
) -> None:
    alerts, problems = read_alerts([("alerts/rules.yaml", ALERTS)])
    wishes = Wishes(alerts, AtOnce(9))
    identity = _identity(rule=rule, recipient=recipient, channel=channel)

    digest = wishes.digest_of(identity)

    zone = f" {digest.timezone}" if isinstance(digest, Scheduled) else ""
    assert problems == ()
    assert f"{digest}{zone}" == said


@pytest.mark.parametrize(
    ("moment", "is_gathered"),
    [
        ("7d before first", True),
        (ON, True),
        (MOVED, True),
        (MISSED, False),
        (SNOOZED, False),
        (NOTICE, False),
    ],
)
def test_what_is_about_an_event_is_gathered_and_nothing_else(
    moment: str, *, is_gathered: bool
) -> None:
    alerts, _ = read_alerts([("alerts/rules.yaml", ALERTS)])
    identity = replace(_identity(channel="mail"), moment=moment)

    assert (Wishes(alerts).digest_of(identity) != OneByOne()) is is_gathered


def test_the_digest_of_the_settings_is_in_their_zone() -> None:
    text = "digest: daily at 08:00\ntimezone: Asia/Tokyo\n"

    settings, problems = read_settings(text)

    assert problems == ()
    assert settings.digest == Scheduled(time(8), timezone="Asia/Tokyo")


def test_every_day_of_the_week_has_its_name() -> None:
    named = [f"{date(2024, 1, 1) + timedelta(days=n):%A}" for n in range(7)]

    assert [name.capitalize() for name in WEEKDAYS] == named


def _identity(rule: str = "quiet", recipient: str = "", channel: str = "") -> Identity:
    return Identity(
        event="visit",
        milestone="event",
        rule=rule,
        moment="7d before first",
        bound="first=2025-12-04",
        claim="c1",
        recipient=recipient,
        channel=channel,
    )
