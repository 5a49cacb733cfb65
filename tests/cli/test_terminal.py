"""Text in terminal cells."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.terminal import fitted, isolated, padded, plain, width

anything = st.text(max_size=40)


@given(anything)
def test_what_is_plain_can_neither_steer_nor_disguise_a_terminal(text: str) -> None:
    made = plain(text)

    assert made == " ".join(made.split())
    assert not [
        char
        for char in made
        if unicodedata.category(char)[0] == "C" and char not in "\u200c\u200d"
    ]
    assert plain(made) == made


@given(anything, st.integers(0, 50))
def test_a_fitted_text_never_takes_more_cells_than_it_may(
    text: str, cells: int
) -> None:
    made = fitted(plain(text), cells)

    assert width(made) <= cells
    if width(plain(text)) <= cells:
        assert made == plain(text)


@given(anything, st.integers(0, 50))
def test_a_padded_text_takes_exactly_its_cells(text: str, more: int) -> None:
    cells = width(plain(text)) + more

    assert width(padded(plain(text), cells)) == cells


@given(anything)
def test_a_cut_never_parts_a_letter_from_its_accents(text: str) -> None:
    marked = "".join(f"{char}\u0301" for char in plain(text) if char.isalpha())

    cut = fitted(marked, 5).removesuffix("…")

    assert marked.startswith(cut)
    assert not marked[len(cut) :].startswith("\u0301")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("visit", 5),
        ("访问", 4),
        ("방문", 4),
        ("e\u0301", 1),
        ("زيارة", 5),
        ("\u200bvisit", 5),
        ("🚀 start", 8),
    ],
    ids=["latin", "chinese", "korean", "accent", "arabic", "zero-width", "emoji"],
)
def test_widths_are_those_of_a_terminal(text: str, cells: int) -> None:
    assert width(text) == cells


def test_text_that_reads_right_to_left_is_kept_apart() -> None:
    visit = "\u05d1\u05d9\u05e7\u05d5\u05e8"

    assert isolated(visit) == f"\u2068{visit}\u2069"
    assert isolated("visit") == "visit"


def test_escape_sequences_and_overrides_are_gone() -> None:
    assert plain("a\x1b[31mb\u202ec\r\nd\x07") == "a[31mbc d"
