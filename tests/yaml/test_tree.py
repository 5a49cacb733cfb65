"""What a YAML text is read as, and what is refused in it."""

from __future__ import annotations

import pytest
from hypothesis import given

from geotimeline.formats.yaml.faults import RefusedError
from geotimeline.formats.yaml.fold import fold
from geotimeline.formats.yaml.nodes import YamlMapping, as_plain
from geotimeline.formats.yaml.parser import pure_python_events
from geotimeline.formats.yaml.tree import LARGEST_FILE_BYTES, read_tree
from tests.yaml.test_plain_lines import everything
from tests.yaml.yaml_texts import files, soups


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(RefusedError) as caught:
        read_tree(text)
    return [(fault.line, fault.message) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "scalar",
    ["NO", "yes", "2025-02-30", "12:30", "0123", "1e3", "0x1F", "null", "~", ".inf"],
)
def test_a_scalar_is_the_text_that_it_is(scalar: str) -> None:
    assert read_tree(f"a: {scalar}\nb: [{scalar}]") == {"a": scalar, "b": [scalar]}
    assert read_tree(f"a: |-\n  {scalar}\n") == {"a": scalar}


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("[..2025-12-31]", "[..2025-12-31]"),
        ("{2025-09,2025-10}", "{2025-09,2025-10}"),
        ("[2025-10-21..2025-10-31]  # late", "[2025-10-21..2025-10-31]"),
        ("[2025-12-04T16:00:00Z..]", "[2025-12-04T16:00:00Z..]"),
        ("[\n  2025]", ""),
    ],
)
def test_a_collection_on_one_line_keeps_its_source(written: str, source: str) -> None:
    for before in ("", "\ufeff", "é: ü\r\n", "x: |\n  …\n"):
        tree = read_tree(f"{before}date: {written}\n")

        assert isinstance(tree, YamlMapping)
        node = tree["date"]
        assert not isinstance(node, str)
        assert node.source == source


def test_names_and_items_know_their_lines() -> None:
    tree = read_tree('# first\na: "b"\nc:\n  - d\n\n  - e: |\n      f\n    g: h\n')

    assert isinstance(tree, YamlMapping)
    assert tree.lines == {"a": 2, "c": 3}
    items = tree["c"]
    assert not isinstance(items, str | YamlMapping)
    assert items.lines == [4, 6]
    item = items[1]
    assert isinstance(item, YamlMapping)
    assert item.lines == {"e": 6, "g": 8}


@pytest.mark.parametrize(
    "text", ["", "\n", "# nothing\n", "---\n", "\ufeff", "--- # nothing\n...\n"]
)
def test_a_text_without_content_is_empty(text: str) -> None:
    assert read_tree(text) == ""


REFUSED = {
    "anchor": ("a: 1\nb: &x c", 2, "anchors"),
    "alias": ("a: b\nc: *b", 2, "undefined alias|aliases"),
    "tag": ("a: !!int 3", 1, "tags"),
    "tag of a list": ("a: !t [b]", 1, "tags"),
    "merge key": ("a:\n  <<: b", 2, "merge keys"),
    "duplicate name": ("a: 1\nb: 2\na: 3", 3, "`a` is given twice (first on line 1)"),
    "duplicate in braces": ("a: {b: 1, b: 2}", 1, "`b` is given twice"),
    "name that is a list": ("? [a]\n: b", 1, "a name must be a text"),
    "two documents": ("a: b\n---\nc: d", 2, "one document"),
    "NUL": ("a: b\nc: \x00", 2, "U+0000 at column 4"),
    "NUL by escape": ('a: b\nc: "\\0"', 2, "control characters"),
    "terminal escape": ("a: \x1b[31m", 1, "U+001B"),
    "line separator": ("a: \u2028", 1, "U+2028"),
    "BOM inside": ("a: \ufeff", 1, "U+FEFF"),
    "half a surrogate": ("a: \ud800", 1, "U+D800"),
    "tab": ("a:\n\tb: c", 2, "tabs"),
    "percent": ("a: %2025", 1, "quotation marks"),
    "colon": ("a: b: c", 1, "quotation marks"),
    "open bracket": ("a: [b\nc: d", 1, "bracket"),
    "open quotation mark": ("a: 'b\nc: d", 1, "quot"),
    "deep": ("a: " + "[" * 70 + "]" * 70, 1, "deeper than 64"),
    "40,000 brackets": ("[" * 40_000, 1, "deeper than 64"),
    "40,000 braces": ("{a: " * 40_000, 1, "deeper than 64"),
    "40,000 dashes": ("- " * 40_000, 1, "deeper than 64"),
    "too large": ("#" * (LARGEST_FILE_BYTES + 1), 1, "larger than 10 MiB"),
}


@pytest.mark.parametrize(
    ("text", "line", "words"), REFUSED.values(), ids=REFUSED.keys()
)
def test_what_surprises_is_refused_with_its_line(
    text: str, line: int, words: str
) -> None:
    found = faults(text)

    assert found[0][0] == line
    assert any(word in found[0][1] for word in words.split("|"))


def test_the_deepest_nesting_that_is_read_is_64() -> None:
    assert read_tree("[" * 64 + "]" * 64)
    assert "deeper" in faults("[" * 65 + "]" * 65)[0][1]


def test_all_that_is_refused_is_told_at_once() -> None:
    found = faults("a: &x b\nc: !t d\na: e\n")

    assert [line for line, _ in found] == [1, 2, 3]


def test_a_billion_laughs_are_refused_after_a_few() -> None:
    lines = ['a0: &a0 "ha"']
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]

    found = faults("\n".join(lines))

    assert 1 < len(found) <= 20
    assert "anchors" in found[0][1]


@given(soups | files)
def test_any_text_is_read_or_refused_at_one_of_its_lines(text: str) -> None:
    last = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    try:
        as_plain(read_tree(text))
    except RefusedError as error:
        lines = [fault.line for fault in error.faults]
    else:
        lines = []

    assert all(1 <= line <= last for line in lines)


@given(soups | files)
def test_what_is_read_without_libyaml_is_read_the_same(text: str) -> None:
    try:
        slowly = fold(text, pure_python_events)
    except RefusedError:
        return
    assert everything(fold(text)) == everything(slowly)
