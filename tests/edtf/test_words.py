"""Dates in English: the table of docs/edtf.md, windows, and the phrases of news."""

from __future__ import annotations

import contextlib
import csv
import re
from pathlib import Path

import pytest
from hypothesis import given

from geotimeline.edtf import EVERY_DAY, NO_DAYS, DaySet, parse, words, words_of
from geotimeline.errors import EdtfSyntaxError
from tests.edtf.strategies import day_sets, edtf_texts

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "edtf.md").read_text("utf-8")
PHRASES = ROOT.parent / "shared" / "timex" / "timex3_to_edtf.tsv"


def _table(heading: str) -> list[tuple[str, ...]]:
    """The rows of the table under the heading, without backticks."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (.+) \|$", section, re.MULTILINE)
    return [tuple(cell.strip("`") for cell in row.split(" | ")) for row in rows[1:]]


@pytest.mark.parametrize(("text", "expected"), _table("Words"))
def test_a_date_is_said_as_the_documentation_says(text: str, expected: str) -> None:
    assert words(parse(text)) == expected


def test_the_documentation_has_at_least_forty_wordings() -> None:
    assert len(_table("Words")) >= 40


@pytest.mark.parametrize("row", _table("What to write"), ids=lambda row: row[1])
def test_what_the_documentation_tells_to_write_can_be_read(
    row: tuple[str, ...],
) -> None:
    assert parse(row[1]).starts


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["2025-12"], "December 2025"),
        (["2026-01-10/2026-01-20"], "between 10 and 20 January 2026"),
        (["2025-12-31/2026-01-01"], "31 December 2025 or 1 January 2026"),
        (["2024-02-21/2024-02-29"], "late February 2024"),
        (["2025-02-21/2025-02-27"], "between 21 and 27 February 2025"),
        (["2025-11-03", "2025-12-04"], "3 November or 4 December 2025"),
        (["2024-11-03", "2025-12-04"], "3 November 2024 or 4 December 2025"),
        (["2025-01", "2025-03", "2025-05"], "January, March or May 2025"),
        (["2025-01", "2026-01"], "January 2025 or January 2026"),
        (["2025", "2027-12-04"], "2025 or 4 December 2027"),
        (
            ["2025-11-03", "2025-12-05/2025-12-09"],
            "3 November 2025, or between 5 and 9 December 2025",
        ),
        (["2025-11/2026-02"], "between November 2025 and February 2026"),
        (["0044-03-15"], "15 March AD 44"),
    ],
)
def test_a_computed_window_is_said_in_the_same_words(
    texts: list[str], expected: str
) -> None:
    values = [parse(text) for text in texts]
    days = NO_DAYS
    for value in values:
        days |= DaySet.of(value.first, value.last)

    assert words_of(days) == expected


def test_many_possible_days_are_counted_instead_of_listed() -> None:
    days = parse("2025-XX-25").starts

    assert words_of(days) == "one of 12 days between 25 January and 25 December 2025"


def test_knowing_nothing_and_leaving_nothing_have_words() -> None:
    assert words_of(EVERY_DAY) == "date unknown"
    assert words_of(NO_DAYS) == "no possible day"


def test_a_season_read_in_the_south_says_so() -> None:
    assert words(parse("2025-24").southern()) == "winter 2025 (southern hemisphere)"
    assert words(parse("2025-22").southern()) == "summer 2025–26 (southern hemisphere)"


@given(edtf_texts)
def test_every_date_has_words_of_its_own(text: str) -> None:
    with contextlib.suppress(EdtfSyntaxError):
        said = words(parse(text))

        assert said
        assert said == said.strip()
        assert not set(said) & set("[]{}%~/")


@given(day_sets)
def test_every_window_has_words(days: DaySet) -> None:
    said = words_of(days)

    assert said == said.strip() != ""
    assert "None" not in said


def _phrases() -> list[tuple[str, str]]:
    """Phrases of news and the EDTF wanted for each, where EDTF can say it."""
    if not PHRASES.exists():
        pytest.skip("../shared/timex/timex3_to_edtf.tsv is not here")
    with PHRASES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [(row["phrase"], row["edtf"]) for row in rows if row["edtf"] != "-"]


def test_every_phrase_of_news_has_an_edtf_text_that_is_read() -> None:
    phrases = _phrases()

    assert len(phrases) > 45
    for _, text in phrases:
        assert parse(text).text == text


def test_the_parts_of_months_and_years_are_said_as_the_source_said_them() -> None:
    parts = [
        (phrase, text)
        for phrase, text in _phrases()
        if re.match(r"(early|late|mid)[ -]", phrase)
    ]

    assert len(parts) == 6
    for phrase, text in parts:
        assert words(parse(text)).startswith(phrase)
