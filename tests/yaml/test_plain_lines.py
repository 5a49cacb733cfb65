"""Lines read without a YAML parser say what a YAML parser says they do."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geotimeline.formats.yaml.faults import RefusedError
from geotimeline.formats.yaml.fold import fold
from geotimeline.formats.yaml.nodes import Node, YamlList, YamlMapping
from geotimeline.formats.yaml.plain import plain_tree
from geotimeline.formats.yaml.tree import read_tree
from tests.yaml.yaml_texts import PIECES, files, soups

EVENT = """\
# a comment
title: Vladimir Putin visits India   # and another one
actors: [RU, IN, "United Nations"]
place: {name: New Delhi, country: IN}

claims:
- id: peskov-eoy
  date: "[..2025-12-31]"
  said: [2025-11-03,2025-11-10]
  by: {name: Dmitry Peskov, role: 'Kremlin spokesman'}
  url: https://example.org/a?b#c
-   date: 2025-12-04T16:00:00+05:30
    x-own:
      deep: 12:30
    x-empty:
x-last:
  - one
  - - two
"""
PLAIN_EVENT = EVENT.replace("  - - two\n", "")


def everything(node: Node) -> object:
    """Give a tree with its lines and sources, to be compared."""
    if isinstance(node, YamlMapping):
        parts = [(name, everything(value)) for name, value in node.items()]
        return "mapping", node.line, node.source, node.lines, parts
    if isinstance(node, YamlList):
        return "list", node.line, node.source, node.lines, [*map(everything, node)]
    return node


@given(files)
@example(PLAIN_EVENT)
@example("a: b\n\n  # c\nd:\n- e\n-  f: g\n   h:\n   - i\n   j: k\n")
@example("two words:\n  Dmitry Peskov:\n    - Peskov\n")
@example("two  blanks: a")
@example("x: {two words: a, b 1: c}")
@example("a:\n  b:\n c: d")
@example("a: b\nc")
@example("a: {b: c, b: d}")
@example("a: [b, c d , e]  # f\ng: 'h'")
def test_plain_lines_are_read_as_a_yaml_parser_reads_them(text: str) -> None:
    found = plain_tree(text)

    if found is not None:
        assert everything(found) == everything(fold(text))


@given(st.data())
def test_a_changed_event_is_read_as_a_yaml_parser_reads_it(data: st.DataObject) -> None:
    text = PLAIN_EVENT
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.sampled_from([0, 0, 0, 1, 2]))
        text = text[:start] + data.draw(st.sampled_from(PIECES)) + text[end:]
    try:
        folded = everything(fold(text))
    except RefusedError:
        folded = None

    found = plain_tree(text)

    assert found is None or everything(found) == folded


@given(soups)
def test_a_text_that_is_not_plain_is_never_taken_for_plain(text: str) -> None:
    try:
        folded = everything(fold(text))
    except RefusedError:
        folded = None
    found = plain_tree(text)

    assert found is None or everything(found) == folded


def test_an_event_in_plain_lines_needs_no_yaml_parser() -> None:
    assert plain_tree(PLAIN_EVENT) is not None
    assert plain_tree(EVENT) is None


@pytest.mark.parametrize(
    "text",
    [
        "a: &b c",
        "a: *b",
        "a: !t b",
        "<<: a",
        "a: b\na: c",
        "a: |\n  b",
        "a: b\n  c",
        "a: 'it''s'",
        'a: "\\x41"',
        "- a",
        "a: b\r\n",
        "---\na: b",
        "a:\tb",
        "a: b: c",
        "a: [[b]]",
        "a: b\n---\n",
        "a: %b",
    ],
)
def test_what_takes_a_yaml_parser_is_left_to_it(text: str) -> None:
    assert plain_tree(text) is None


@pytest.mark.parametrize(
    "text",
    ["a: " + " " * 200_000 + "\t", "a: [" + "b ," * 50_000, "a: " + "b:" * 100_000],
    ids=["blanks", "open list", "colons"],
)
def test_no_text_makes_the_patterns_go_back_over_it(text: str) -> None:
    assert plain_tree(text) is None  # the time limit of the tests is the measure


def test_depth_is_left_to_the_parser_to_refuse() -> None:
    deep = "\n".join(" " * depth + "a:" for depth in range(60))

    assert plain_tree(deep) is None
    assert isinstance(read_tree(deep), YamlMapping)
