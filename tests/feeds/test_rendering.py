"""A feed is rendered the same for a file and for whoever serves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from geotimeline.errors import NotFoundError
from geotimeline.formats.ical.placing import Uncertain
from geotimeline.interfaces.exporters import ExportOptionError
from geotimeline.services.data.loading import Loaded, load
from geotimeline.services.publishing.feeds import render_feed
from tests.ical.calendars import entries, unfolded

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2025, 11, 25, 9, tzinfo=UTC)
VISIT = """\
title: A visit
type: visit
claims:
  - {date: "2025-12", recorded: 2025-11-20T09:00:00Z}
"""
FEEDS = """\
feeds:
  visits:
    match: type:visit
    title: Visits, all
    colour: steelblue
    description: Who comes
    categories: [diplomacy, "Delhi, India"]
  none: {match: type:exercise}
  desk: {tokens: [sha256:%s]}
  placed: {url: "https://example.org/placed.ics"}
""" % ("0" * 64)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "events").mkdir()
    (tmp_path / "alerts").mkdir()
    (tmp_path / "events" / "visit.yaml").write_text(VISIT)
    (tmp_path / "alerts" / "feeds.yaml").write_text(FEEDS)
    settings = "public-url: https://desk.example.org\n"
    (tmp_path / "alerts" / "settings.yaml").write_text(settings)
    return tmp_path


@pytest.fixture
def loaded(data: Path) -> Loaded:
    return load(data)


def head(loaded: Loaded, name: str, **options: str) -> list[str]:
    feed = render_feed(loaded, name, now=NOW, options=options)
    lines = list(unfolded(feed.body.decode()))
    begins = [number for number, line in enumerate(lines) if line.startswith("BEGIN:")]
    return lines[: begins[1]]


def test_a_feed_says_what_it_is_in_rfc_7986_and_its_twins(loaded: Loaded) -> None:
    assert head(loaded, "visits")[3:] == [
        r"NAME:Visits\, all",
        r"X-WR-CALNAME:Visits\, all",
        "DESCRIPTION:Who comes",
        "X-WR-CALDESC:Who comes",
        "COLOR:steelblue",
        r"CATEGORIES:diplomacy,Delhi\, India",
        "SOURCE;VALUE=URI:https://desk.example.org/feeds/visits.ics",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]


def test_a_private_feed_does_not_tell_its_address(loaded: Loaded) -> None:
    assert not any(line.startswith("SOURCE") for line in head(loaded, "desk"))


def test_a_feed_published_elsewhere_names_that_place(loaded: Loaded) -> None:
    assert "SOURCE;VALUE=URI:https://example.org/placed.ics" in head(loaded, "placed")


@pytest.mark.parametrize("how", [how.value for how in Uncertain if how.value != "auto"])
def test_a_second_calendar_has_a_name_and_an_address_of_its_own(
    loaded: Loaded, how: str
) -> None:
    usual = head(loaded, "visits")
    other = head(loaded, "visits", uncertain=how)

    (name,) = [line for line in other if line.startswith("NAME:")]
    address = "SOURCE;VALUE=URI:https://desk.example.org/feeds/visits.ics"
    assert name.startswith(r"NAME:Visits\, all (")
    assert name not in usual
    assert f"X-WR-CAL{name}" in other
    assert f"{address}?uncertain={how}" in other
    assert address in usual


def test_what_the_feed_has_anyway_makes_no_second_calendar(loaded: Loaded) -> None:
    usual = head(loaded, "visits")

    assert head(loaded, "visits", uncertain="auto", alarms="no", claims="yes") == usual


def test_other_packing_has_the_same_name_and_another_address(loaded: Loaded) -> None:
    lines = head(loaded, "visits", claims="no", alarms="yes", uncertain="auto")

    address = "SOURCE;VALUE=URI:https://desk.example.org/feeds/visits.ics"
    assert f"{address}?alarms=yes&claims=no" in lines
    assert r"NAME:Visits\, all" in lines


@pytest.mark.parametrize("name", ["placed", "desk"])
def test_where_its_place_is_not_known_a_second_calendar_tells_none(
    loaded: Loaded, name: str
) -> None:
    lines = head(loaded, name, uncertain="span")

    assert f"NAME:{name} (windows at full length)" in lines
    assert not any(line.startswith("SOURCE") for line in lines)


def test_its_size_and_date_come_from_the_data(loaded: Loaded) -> None:
    feed = render_feed(loaded, "visits", now=NOW)

    assert feed.entries == 1
    assert feed.modified == datetime(2025, 11, 20, 9, tzinfo=UTC)
    assert feed.media_type == "text/calendar; charset=utf-8"


def test_a_feed_without_events_counts_none_and_says_so(loaded: Loaded) -> None:
    feed = render_feed(loaded, "none", now=NOW)

    (only,) = entries(feed.body.decode())
    assert (feed.entries, only["SUMMARY"]) == (0, "No events")


def test_options_given_come_before_those_of_the_feed(loaded: Loaded) -> None:
    usual = render_feed(loaded, "visits", now=NOW).body.decode()
    span = render_feed(loaded, "visits", now=NOW, options={"uncertain": "span"})

    assert entries(usual)[0]["DTSTART;VALUE=DATE"] == "20251231"
    assert entries(span.body.decode())[0]["DTSTART;VALUE=DATE"] == "20251201"


def test_an_option_that_nobody_knows_is_refused(loaded: Loaded) -> None:
    with pytest.raises(ExportOptionError, match="did you mean uncertain"):
        render_feed(loaded, "visits", now=NOW, options={"uncertian": "span"})


def test_a_feed_that_is_not_there_names_the_nearest(loaded: Loaded) -> None:
    with pytest.raises(NotFoundError, match="did you mean visits"):
        render_feed(loaded, "vists", now=NOW)


def test_the_hour_of_the_day_changes_nothing(loaded: Loaded) -> None:
    later = NOW + timedelta(hours=9)

    assert render_feed(loaded, "all", now=NOW) == render_feed(loaded, "all", now=later)
