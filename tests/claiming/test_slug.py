"""Ids are made of what people write, readable and free of dates."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.slug import LONGEST, dateless_slug, free, slug
from geotimeline.formats.yaml.kinds import ID_PATTERN


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Vladimir Putin visits India", "vladimir-putin-visits-india"),
        ("  14th INDRA -- exercise! ", "14th-indra-exercise"),
        ("Xi Jinping\u2019s visit", "xi-jinpings-visit"),
        ("Café de Flore, Zürich", "cafe-de-flore-zurich"),
        ("Łódź, Straße, Ærø, Þingvellir", "lodz-strasse-aero-thingvellir"),
        ("İstanbul \u0131l\u0131k", "istanbul-ilik"),
        ("G7 \N{SUPERSCRIPT TWO}", "g7-2"),
        ("Визит", ""),
        ("…", ""),
    ],
)
def test_texts_are_folded_to_ascii_words(text: str, made: str) -> None:
    assert slug(text) == made


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("BRICS summit 2026", "brics-summit"),
        ("Putin in Delhi, 2025-12-04", "putin-in-delhi"),
        ("Elections of 2025-12", "elections-of"),
        ("Tariffs from 4 December 2025", "tariffs-from"),
        ("Tariffs from December 4, 2025", "tariffs-from"),
        ("The sept. 2025 talks", "the-talks"),
        ("May holds talks", "may-holds-talks"),
        ("Resolution 2231", "resolution-2231"),
        ("The G20, 20 years on", "the-g20-20-years-on"),
        ("2026", "2026"),
    ],
)
def test_dates_are_left_out_of_ids_since_they_slip(title: str, made: str) -> None:
    assert dateless_slug(title) == made


def test_a_long_title_ends_with_a_whole_word() -> None:
    assert slug("word " * 40) == "-".join(["word"] * 12)
    assert slug("x" * 100) == "x" * LONGEST


@given(st.text())
def test_what_is_made_of_a_text_can_be_an_id(text: str) -> None:
    for made in (slug(text), dateless_slug(text)):
        assert not made or re.fullmatch(ID_PATTERN, made)
        assert len(made) <= LONGEST
    assert slug(slug(text)) == slug(text)


@given(st.sets(st.sampled_from(["a", "a-2", "a-3", "b"])))
def test_a_free_id_is_not_taken_and_the_name_itself_if_it_can_be(
    taken: set[str],
) -> None:
    found = free("a", taken)

    assert found not in taken
    assert found == "a" or "a" in taken
