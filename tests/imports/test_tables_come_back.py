"""A table that `export csv` wrote says the same wherever it is imported."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import given, settings

from geotimeline.formats.csv.exporter import CsvExporter
from geotimeline.formats.foreign_table.columns import DERIVED, Columns
from geotimeline.formats.foreign_table.dates import Order
from geotimeline.formats.foreign_table.reading import read_table
from geotimeline.formats.foreign_table.sheet import Sheet
from geotimeline.services.data.loading import load
from geotimeline.services.importing.terms import Origin, Terms
from tests.exports.requests import request_of
from tests.imports.desks import bring, desk_of, worded

if TYPE_CHECKING:
    from pathlib import Path

    from geotimeline.formats.events.imported import Reading
    from geotimeline.model.event import Event

NOW = datetime(2027, 6, 1, tzinfo=UTC)
"""By then all claims are known."""

ORIGIN = Origin.of_table("plan.csv", "")
TERMS = Terms(ORIGIN, "events/plan", restates=True)
events_but_periods = worded().filter(
    lambda events: not any(event.is_period for event in events)
)
"""A period that has an open end is spelt in two ways."""

NOT_SAID = (*DERIVED, "recorded")
"""Columns that say in other words what others do, or what all claims say together."""


def read_back(table: str) -> Reading:
    sheet = Sheet.read(table.encode())
    columns = Columns.understood(sheet.names, {})
    return read_table(sheet, columns, "plan.csv", key=ORIGIN.key, order=Order.UNSAID)


def exported(folder: Path) -> str:
    return written(tuple(load(folder).timeline))


def written(events: tuple[Event, ...]) -> str:
    return "".join(CsvExporter().export(request_of(*events, now=NOW, as_of=NOW)))


def rows(table: str) -> list[dict[str, str]]:
    found = [*csv.DictReader(io.StringIO(table, newline=""))]
    for row in found:
        for name in NOT_SAID:
            row.pop(name)
        if row["source"] in ("", "plan.csv"):
            row.pop("source")  # where a row names none, the table is the source
        if "/" in row["date"]:
            row.pop("duration")  # it says the end once more
    return found


@settings(max_examples=25)
@given(events_but_periods)
def test_a_table_read_elsewhere_gives_the_same_table(events: tuple[Event, ...]) -> None:
    table = written(events)

    with desk_of() as folder:
        found = bring(folder, read_back(table), TERMS, NOW)
        again = exported(folder)

    assert not found.refused
    assert rows(again) == rows(table)


@settings(max_examples=25)
@given(events_but_periods)
def test_a_table_that_comes_back_unchanged_writes_nothing(
    events: tuple[Event, ...],
) -> None:
    with desk_of(events) as folder:
        found = bring(folder, read_back(exported(folder)), TERMS, NOW)

    assert (found.changes, found.refused) == ((), ())
