from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.adapters.notifiers.plain_text import block, line

_anything = st.text(st.characters(codec=None))  # lone surrogates, too


@given(_anything)
def test_no_control_character_is_left(text: str) -> None:
    shown = block(text)

    left = {character for character in shown if unicodedata.category(character) == "Cc"}
    assert left <= {"\n", "\t"}
    assert not set("\u202a\u202e\u2066\u2069\u2028") & set(shown)
    shown.encode()


@given(_anything)
def test_a_line_is_one_line(text: str) -> None:
    assert len(line(text).splitlines()) <= 1


@given(_anything, st.integers(1, 20))
def test_a_line_is_cut_to_its_length(text: str, longest: int) -> None:
    assert len(line(text, longest)) <= longest


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], codec="utf-8")))
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert block(text) == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x85", "\u2028", "\u2029"])
def test_every_line_end_becomes_a_newline(end: str) -> None:
    assert block(f"one{end}two") == "one\ntwo"
    assert line(f"one{end}two") == "one two"


def test_joiners_that_letters_and_emoji_need_stay() -> None:
    text = "नमस्\u200dते 👩\u200d🚀 می\u200cخواهم \u200fעברית"  # noqa: RUF001 (other scripts)

    assert block(text) == text
