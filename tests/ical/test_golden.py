"""Calendars as a whole, byte for byte."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geotimeline.edtf import parse
from geotimeline.formats.json import JsonExporter
from geotimeline.interfaces.exporters import ExportRequest
from geotimeline.model.event import (
    Actor,
    Claim,
    Event,
    Place,
    Relation,
    Source,
    Speaker,
)
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import RelationKind, Status
from tests.ical.calendars import exported

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "golden"
TOLD = datetime(2025, 11, 25, 9, tzinfo=UTC)
FIRM = datetime(2025, 12, 1, 12, tzinfo=UTC)
PAPER = Source("paper", "A title", "A paper", "https://example.org/1", parse("2025-11"))
PESKOV = Speaker("Dmitry Peskov", "Kremlin spokesman")

VISIT = Event(
    "ru-in-visit",
    "Vladimir Putin visits India",
    "visit",
    (
        Claim(
            "peskov-eoy",
            parse("[..2025-12-31]"),
            by=PESKOV,
            said=parse("[2025-11-03,2025-11-10,2025-11-17,2025-11-24]"),
            source=PAPER,
            quote="before the end of the year",
            reliability="B",
            credibility="2",
            recorded=TOLD,
        ),
        Claim(
            "putin-december",
            parse("2025-12-XX"),
            by=Speaker("Vladimir Putin"),
            said=parse("2025-10"),
            source=PAPER,
            quote="in December",
            recorded=TOLD,
        ),
        Claim(
            "kremlin-days",
            parse("2025-12-04/2025-12-05"),
            Status.CONFIRMED,
            by=Speaker("The Kremlin"),
            said=parse("2025-11-28"),
            recorded=FIRM,
        ),
    ),
    actors=(Actor("RU"), Actor("IN", "India", "host")),
    place=Place("New Delhi", "IN"),
    timezone="Asia/Kolkata",
    tags=("diplomacy", "summit"),
    url="https://example.org/visit",
)
SANCTIONS = Event(
    "us-sanctions",
    "US sanctions on two oil companies",
    "sanction",
    (
        Claim("c1", parse("[2025-10-21..2025-10-31]"), Status.HELD, recorded=TOLD),
        Claim("c2", parse("2026-04"), milestone="ends", recorded=TOLD),
    ),
)
TARIFF = Event(
    "us-tariff",
    "25% tariff on India",
    "tariff",
    (Claim("c1", None, Status.HELD, recorded=TOLD, notes="Which day?\nNobody says."),),
    relations=(Relation(RelationKind.BEFORE, "us-sanctions"),),
)
DEAL = Event(
    "labour-deal",
    "Labour mobility agreement",
    "agreement",
    (Claim("c1", None, Status.POSSIBLE, recorded=TOLD),),
)
TIMELINE = Timeline((VISIT, SANCTIONS, TARIFF, DEAL))

MOMENTS = {
    "before-it-is-firm": datetime(2025, 11, 26, 8, tzinfo=UTC),
    "once-it-is-firm": datetime(2025, 12, 2, 8, tzinfo=UTC),
    "lapsed": datetime(2026, 1, 5, 8, tzinfo=UTC),
}


def request_at(now: datetime) -> ExportRequest:
    return ExportRequest(TIMELINE.rows(as_of=now), now=now, title="Visits and tariffs")


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_calendar_matches_its_golden_file(
    moment: str, golden: Callable[[Path, str], None]
) -> None:
    golden(GOLDEN / f"{moment}.ics", exported(request_at(MOMENTS[moment])))


def test_json_matches_its_golden_file(golden: Callable[[Path, str], None]) -> None:
    request = request_at(MOMENTS["once-it-is-firm"])

    golden(GOLDEN / "once-it-is-firm.json", "".join(JsonExporter().export(request)))


def test_a_calendar_is_without_dates_of_which_nothing_is_said(
    golden: Callable[[Path, str], None],
) -> None:
    now = MOMENTS["lapsed"]
    rows = Timeline((DEAL,)).rows(as_of=now)

    golden(GOLDEN / "empty.ics", exported(ExportRequest(rows, now=now)))
