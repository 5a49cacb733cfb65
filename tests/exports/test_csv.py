"""A table for spreadsheets: stable columns, no formulas, every text read back."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.formats.csv.cells import guarded, joined, parted, unguarded
from geotimeline.formats.csv.exporter import BYTE_ORDER_MARK, COLUMNS, CsvExporter
from geotimeline.interfaces.exporters import ExportOptionError
from geotimeline.model.event import Claim, Event
from geotimeline.model.vocabulary import Status
from tests.cli.conftest import CHECKOUT
from tests.exports.requests import NOW, request_of
from tests.ical.strategies import texts, timelines

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = CHECKOUT / "docs" / "exports.md"
FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}


def written(*events: Event, now: datetime = NOW, **options: str) -> str:
    return "".join(CsvExporter().export(request_of(*events, now=now, options=options)))


def table(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    """Read a table as a program would, nothing undone."""
    read = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    return list(read)


def only(event: Event, now: datetime = NOW) -> dict[str, str]:
    (row,) = table(written(event, now=now))
    return row


def test_the_page_names_the_columns_in_their_order() -> None:
    part = DOCS.read_text("utf-8").split("\n## csv\n")[1].split("\n## ")[0]

    assert tuple(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)) == COLUMNS


def test_the_first_row_names_the_columns_and_rows_end_with_crlf() -> None:
    assert written() == ",".join(COLUMNS) + "\r\n"


@given(st.one_of(texts, st.text("=+-@'\t\r\n\uff1dab", max_size=9)))
def test_no_cell_is_a_formula_and_its_text_is_read_back(text: str) -> None:
    cell = guarded(text)

    assert not cell.startswith(FORMULA)
    assert unguarded(cell) == re.sub("[\ud800-\udfff]", "\ufffd", text)


@pytest.mark.parametrize("text", ["'tis", "''", "a=b", "[..2025-12-31]", "", " =1"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@given(st.lists(texts | st.text("\\; a", max_size=5), max_size=4))
def test_several_texts_of_one_cell_are_read_back(items: list[str]) -> None:
    assert parted(joined(items)) == tuple(filter(None, map(str.strip, items)))


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("RU;IN", ("RU", "IN")),
        ("RU ; IN;", ("RU", "IN")),
        (r"C:\temp", (r"C:\temp",)),
        ("a\\", ("a\\",)),
        ("", ()),
    ],
)
def test_several_texts_written_by_people_are_read(
    cell: str, items: tuple[str, ...]
) -> None:
    assert parted(cell) == items


@given(timelines(), st.sampled_from(sorted(DELIMITERS)), st.sampled_from(["yes", "no"]))
def test_any_text_in_any_field_is_read_back(
    events: tuple[Event, ...], delimiter: str, bom: str
) -> None:
    text = written(*events, delimiter=delimiter, bom=bom)

    rows = table(text.removeprefix(BYTE_ORDER_MARK), DELIMITERS[delimiter])
    by_id = {event.id: event for event in events}
    assert text.startswith(BYTE_ORDER_MARK) == (bom == "yes")
    assert sorted(row["id"] for row in rows) == sorted(by_id)
    text.encode()
    for row in rows:
        event = by_id[row["id"]]
        for name, said in (
            ("title", event.title),
            ("notes", event.notes),
            ("url", event.url),
            ("place", event.place.name if event.place else ""),
        ):
            assert unguarded(row[name]) == re.sub("[\ud800-\udfff]", "\ufffd", said)
        assert not [cell for cell in row.values() if cell.startswith(FORMULA)]


@pytest.mark.parametrize(
    ("date", "kind", "certainty", "doubts"),
    [
        ("2025-12-04", "visit", "day", ""),
        ("2025-12-04T16:00:00Z", "visit", "instant", ""),
        ("2025-12?", "visit", "window", "uncertain"),
        ("[..2025-12-31]", "visit", "open", ""),
        ("2025-12-04%", "visit", "day", "uncertain; approximate"),
        ("XXXX-XX-XX", "visit", "none", ""),
        ("2025-09/2025-10", "statistic", "period", ""),
    ],
)
def test_certainty_says_what_is_known_and_doubts_what_speaks_against_it(
    date: str,
    kind: str,
    certainty: str,
    doubts: str,
    make_event: Callable[..., Event],
) -> None:
    row = only(make_event(date, type=kind))

    assert (row["certainty"], row["doubts"]) == (certainty, doubts)


def test_a_contradiction_is_a_doubt_and_a_lapse_is_told_by_the_utc_day(
    make_event: Callable[..., Event],
) -> None:
    claims = (
        Claim("c1", parse("2025-12-04"), said=parse("2025-11-01")),
        Claim("c2", parse("2025-12-11"), said=parse("2025-11-02")),
    )
    before = datetime(2025, 12, 4, 23, 59, tzinfo=UTC)
    after = datetime(2025, 12, 5, 0, 1, tzinfo=UTC)

    assert only(Event("x", "X", "visit", claims))["doubts"] == "contradicted"
    assert only(make_event("2025-12-04"), before)["lapsed"] == "no"
    assert only(make_event("2025-12-04"), after)["lapsed"] == "yes"


def test_revisions_are_counted_and_dated() -> None:
    first, second, third = (datetime(2025, 11, day, 9, tzinfo=UTC) for day in (1, 2, 3))
    claims = (
        Claim("c1", parse("2025-12"), recorded=first),
        Claim("c2", parse("2025-12-04"), Status.CONFIRMED, recorded=second),
        Claim("c3", parse("2025-12-04"), Status.CONFIRMED, recorded=third),
    )

    row = only(Event("x", "X", "visit", claims))

    assert (row["revisions"], row["revised"]) == ("1", "2025-11-02T09:00:00Z")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"bmo": "yes"}, "no option 'bmo'; did you mean bom?"),
        ({"bom": "1"}, "no value of `bom` '1'; expected no, yes"),
        ({"delimiter": "semi-colon"}, "did you mean semicolon?"),
    ],
)
def test_an_option_that_is_not_understood_is_refused_with_the_nearest(
    options: dict[str, str], words: str
) -> None:
    with pytest.raises(ExportOptionError, match=re.escape(words)):
        CsvExporter().export(request_of(options=options))
