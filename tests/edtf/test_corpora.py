"""Other people's corpora of EDTF: every entry agrees, or is listed here by name.

They are the examples of the Library of Congress, those of ISO 8601-2 Annex A, and the
test cases of edtf.js and python-edtf. They stand beside the checkout, not in it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from geotimeline.edtf import parse
from geotimeline.errors import EdtfSyntaxError

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "edtf"
INVALID = {"invalid", "rejects", "must_reject"}

NEGATIVE_YEAR = "years before 0001 have no day that a Python date can hold"
YEAR_ZERO = "the year 0000 has no day that a Python date can hold"
LETTER_YEAR = "years of five and more digits have no day that a Python date can hold"
SIGNIFICANT_DIGITS = "no news is dated to significant digits; 19XX says the same"
LEAP_SECOND = "a Python datetime cannot hold second 60"
DOTS_BESIDE_DATE = "`..` beside the date of an interval is not in the profile"

REFUSED_HERE = {
    "-1985": NEGATIVE_YEAR,
    "-0002": NEGATIVE_YEAR,
    "-9999": NEGATIVE_YEAR,
    "-0999": NEGATIVE_YEAR,
    "-0275~": NEGATIVE_YEAR,
    "-0001~": NEGATIVE_YEAR,
    "-2005/-1999-02": NEGATIVE_YEAR,
    "0000": YEAR_ZERO,
    "0000~": YEAR_ZERO,
    "Y10000": LETTER_YEAR,
    "Y-10000": LETTER_YEAR,
    "Y170002": LETTER_YEAR,
    "Y-170002": LETTER_YEAR,
    "Y210001": LETTER_YEAR,
    "Y170000002": LETTER_YEAR,
    "Y-170000002": LETTER_YEAR,
    "Y17E7": LETTER_YEAR,
    "Y-17E7": LETTER_YEAR,
    "Y171010000S3": LETTER_YEAR,
    "Y17101000S3": LETTER_YEAR,
    "Y3388E2S3": LETTER_YEAR,
    "Y-17101E3S3": LETTER_YEAR,
    "Y17101E4S3": LETTER_YEAR,
    "1950S2": SIGNIFICANT_DIGITS,
    "1953S2": SIGNIFICANT_DIGITS,
    "1953S3": SIGNIFICANT_DIGITS,
    "2016-05-02T01:01:60": LEAP_SECOND,
    "..2004-06-01/2004-06-20..": DOTS_BESIDE_DATE,
}
"""Texts that a corpus calls valid and that we refuse, with the reason."""

OPEN_OR_UNKNOWN = {None, "infinity", "-infinity"}


def _entries(corpus: str) -> list[tuple[dict[str, Any], bool]]:  # Any: foreign JSON
    """Every entry of the corpus, and whether the corpus calls it valid."""
    path = FOLDER / corpus
    if not path.exists():
        pytest.skip(f"the corpus ../shared/data/edtf/{corpus} is not here")
    sections = json.loads(path.read_text("utf-8"))
    return [
        (entry, name not in INVALID)
        for name, entries in sections.items()
        for entry in entries
        if isinstance(entry, dict) and "edtf" in entry
    ]


def _is_read(text: str) -> bool:
    try:
        parse(text)
    except EdtfSyntaxError:
        return False
    return True


CORPORA = pytest.mark.parametrize(
    ("corpus", "size"),
    [
        ("edtf-conformance-corpus.json", 63),
        ("loc-edtf-examples.json", 66),
        ("reference-impl-corpus.json", 273),
    ],
)


@CORPORA
def test_what_a_corpus_calls_valid_is_read_or_listed_here(
    corpus: str, size: int
) -> None:
    entries = _entries(corpus)
    valid = {entry["edtf"] for entry, is_valid in entries if is_valid}

    refused = {text for text in valid if not _is_read(text)}

    assert len(entries) == size
    assert refused == valid & REFUSED_HERE.keys()


@CORPORA
def test_what_a_corpus_calls_invalid_is_refused(corpus: str, size: int) -> None:
    del size
    invalid = {entry["edtf"] for entry, is_valid in _entries(corpus) if not is_valid}

    assert {text for text in invalid if _is_read(text)} == set()


def test_the_bounds_are_those_of_the_annex() -> None:
    entries = [
        entry
        for entry, is_valid in _entries("edtf-conformance-corpus.json")
        if is_valid and entry["edtf"] not in REFUSED_HERE
    ]

    for entry in entries:
        value = parse(entry["edtf"])
        for bound, expected in (
            (value.first, entry["earliest"]),
            (value.last, entry["latest"]),
        ):
            written = None if expected in OPEN_OR_UNKNOWN else expected
            assert (str(bound) if bound else None) == written, entry["edtf"]
