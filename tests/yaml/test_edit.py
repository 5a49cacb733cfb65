"""Files are changed in place: comments, order and all other bytes stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.errors import FileWriteError, NotFoundError
from geotimeline.formats.events.edit import append_claim, new_event
from geotimeline.formats.events.files import read_event_file
from geotimeline.formats.yaml.nodes import as_plain
from geotimeline.formats.yaml.tree import read_tree
from tests.yaml.test_plain_lines import PLAIN_EVENT
from tests.yaml.yaml_texts import PIECES

if TYPE_CHECKING:
    from geotimeline.formats.yaml.scalars import Writable

CLAIM: dict[str, Writable] = {
    "id": "mea",
    "date": "2025-12-04/2025-12-05",
    "by": {"name": "MEA"},
}
WRITTEN = "id: mea\n    date: 2025-12-04/2025-12-05\n    by: {name: MEA}\n"

SHORT = """\
# The exercise, as the article tells it.
title: 14th INDRA exercise
type: exercise
# the article says "last month"
date: 2025-10   # inferred

status: held
actors: [RU, IN]
quote: |
  Last month

  the exercise
notes: none  # of ours
"""
LONG_FROM_SHORT = """\
# The exercise, as the article tells it.
title: 14th INDRA exercise
type: exercise
claims:
  - id: c1
    # the article says "last month"
    date: 2025-10   # inferred
    status: held
    quote: |
      Last month

      the exercise
  - id: mea
    date: 2025-12-04/2025-12-05
    by: {name: MEA}

actors: [RU, IN]
notes: none  # of ours
"""
EDITS = {
    "short form": (SHORT, LONG_FROM_SHORT),
    "no claim of its own": (
        "title: a\ntype: b\n",
        f"title: a\ntype: b\nclaims:\n  - id: c1\n  - {WRITTEN}",
    ),
    "claims at the end": (
        "title: a\ntype: b\nclaims:\n  - date: 2025\n",
        f"title: a\ntype: b\nclaims:\n  - date: 2025\n  - {WRITTEN}",
    ),
    "claims in the middle": (
        "title: a\nclaims:\n  - date: 2025  # sic\n    # more\n\n# next\ntype: b\n",
        (
            "title: a\nclaims:\n  - date: 2025  # sic\n    # more\n  - "
            f"{WRITTEN}\n# next\ntype: b\n"
        ),
    ),
    "dashes without indentation": (
        "title: a\ntype: b\nclaims:\n- date: 2025\ntags: [c]\n",
        "title: a\ntype: b\nclaims:\n- date: 2025\n"
        + f"- {WRITTEN}".replace("\n  ", "\n")
        + "tags: [c]\n",
    ),
    "a block of text last": (
        "title: a\ntype: b\nclaims:\n  - quote: |\n      c\n\n\ntags: [c]\n",
        (
            "title: a\ntype: b\nclaims:\n  - quote: |\n      c\n"
            f"  - {WRITTEN}\n\ntags: [c]\n"
        ),
    ),
    "a block that keeps its empty lines": (
        "title: a\ntype: b\nclaims:\n  - x-a: |+\n      c\n\n\ntags: [c]\n",
        (
            "title: a\ntype: b\nclaims:\n  - x-a: |+\n      c\n\n\n"
            f"  - {WRITTEN}tags: [c]\n"
        ),
    ),
    "several events": (
        (
            "events:\n  - {id: x, title: c, type: d}\n  - date: 2025\n    id: visit\n"
            "    title: a\n    type: b\n  # end\n"
        ),
        "events:\n  - {id: x, title: c, type: d}\n  - claims:\n      - id: c1\n"
        "        date: 2025\n      - "
        + WRITTEN.replace("\n    ", "\n        ")
        + "    id: visit\n    title: a\n    type: b\n  # end\n",
    ),
}


@pytest.mark.parametrize(("text", "edited"), EDITS.values(), ids=EDITS.keys())
def test_a_claim_is_added_and_nothing_else_is_touched(text: str, edited: str) -> None:
    assert append_claim(text, CLAIM, "visit") == edited


@pytest.mark.parametrize(("text", "edited"), EDITS.values(), ids=EDITS.keys())
def test_line_ends_and_the_end_of_the_file_keep_their_manner(
    text: str, edited: str
) -> None:
    windows, windows_edited = (part.replace("\n", "\r\n") for part in (text, edited))

    assert append_claim(windows, CLAIM, "visit") == windows_edited
    assert append_claim("\ufeff" + text, CLAIM, "visit") == "\ufeff" + edited
    if "# end" not in text and "|" not in text:
        unended = append_claim(text.rstrip("\n"), CLAIM, "visit")
        assert unended == edited.rstrip("\n")


@pytest.mark.parametrize(
    "text",
    [
        "{title: a, type: b, date: 2025}",
        "title: a\ntype: b\nclaims: [{date: 2025}]\n",
        "events:\n- {id: visit, title: a, type: b}\n",
        "? title\n: a\n? date\n: 2025\n",
    ],
)
def test_what_cannot_be_edited_safely_is_refused(text: str) -> None:
    with pytest.raises(FileWriteError, match=r"brackets|by hand|YAML"):
        append_claim(text, CLAIM, "visit")


def test_an_event_that_is_not_in_the_file_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        append_claim("events:\n- {id: a, title: a, type: b}\n", CLAIM, "visit")


texts = st.one_of(
    st.sampled_from(PIECES),
    st.lists(st.sampled_from(PIECES), max_size=5).map("".join),
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20),
)
names = st.sampled_from(["title", "notes", "x-a", "date", "NO", "é", "12", "a b", "<>"])
values: st.SearchStrategy[Writable] = st.recursive(
    texts,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(names, values, min_size=1))
def test_whatever_is_written_is_read_back(fields: dict[str, Writable]) -> None:
    assert as_plain(read_tree(new_event(fields))) == fields


claims = st.dictionaries(names, values, min_size=1)


@given(claims)
def test_any_claim_is_added_without_touching_another_line(
    fields: dict[str, Writable],
) -> None:
    edited = append_claim(PLAIN_EVENT, fields, "visit")

    tree = as_plain(read_tree(edited))
    assert isinstance(tree, dict)
    assert tree["claims"][-1] == fields
    after_claims = PLAIN_EVENT.index("x-last:")
    assert edited.startswith(PLAIN_EVENT[:after_claims])
    assert edited.endswith(PLAIN_EVENT[after_claims:])


@given(claims)
def test_any_claim_is_added_to_a_short_form(fields: dict[str, Writable]) -> None:
    edited = append_claim(SHORT, fields, "visit")

    tree = as_plain(read_tree(edited))
    assert isinstance(tree, dict)
    assert tree["claims"][-1] == fields
    lines = [line.strip() for line in edited.split("\n")]
    assert all(line.strip() in lines for line in SHORT.split("\n"))


def test_a_control_character_cannot_be_written() -> None:
    with pytest.raises(FileWriteError, match="control characters"):
        new_event({"title": "\x1b[31m"})


def test_a_new_event_reads_as_its_fields_say() -> None:
    text = new_event(
        {
            "title": "Visit: NO",
            "type": "visit",
            "actors": ["NO", "IN"],
            "sources": {"a": {"title": "A", "published": "2025-11"}},
            "claims": [
                {"date": "[..2025-12-31]", "source": "a", "quote": "one\ntwo"},
                {"date": "2025-12-04", "recorded": "2025-11-25T09:00:00Z"},
            ],
        }
    )

    (event,), problems = read_event_file(text, "events/visit.yaml")
    assert problems == ()
    assert text == (
        'title: "Visit: NO"\ntype: visit\nactors: ["NO", IN]\nsources:\n'
        "  a: {title: A, published: 2025-11}\nclaims:\n"
        '  - date: "[..2025-12-31]"\n    source: a\n    quote: |-\n      one\n'
        "      two\n  - date: 2025-12-04\n    recorded: 2025-11-25T09:00:00Z\n"
    )
    assert event.claims[0].quote == "one\ntwo"
