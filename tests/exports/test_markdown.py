"""A brief for people: every event in its month, and no text that means markup."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from geotimeline.edtf import parse
from geotimeline.formats.markdown.exporter import MarkdownExporter
from geotimeline.formats.markdown.months import by_month
from geotimeline.formats.terminal import plain
from geotimeline.interfaces.exporters import ExportOptionError
from geotimeline.model.answers import Answer, falls_within
from geotimeline.model.event import Claim, Event, Source
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import Status
from geotimeline.model.words import claim_words
from tests.exports.requests import NOW, request_of, text_of
from tests.ical.strategies import texts, timelines

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

EXPORTER = MarkdownExporter()
READER = MarkdownIt("commonmark").enable("table")
MARKUP = st.text("|\\`*_[]()<>#~&!$=+-.:;1x \n", max_size=40)
TODAY = datetime(2025, 11, 28, tzinfo=UTC)


def brief(*events: Event, now: datetime = NOW, **options: str) -> str:
    return text_of(EXPORTER, request_of(*events, now=now, options=options))


def _shown(token: Token) -> str:
    """Give what a reader sees of a heading, a paragraph or a cell."""
    return "".join(one.content for one in token.children or ())


def cells(text: str) -> list[list[str]]:
    """Give the rows of all tables as a reader of Markdown sees them, heads left out."""
    rows: list[list[str]] = []
    for before, token in pairwise(READER.parse(text)):
        if token.type == "tr_open":
            rows.append([])
        elif before.type == "td_open":
            rows[-1].append(_shown(token))
    return [row for row in rows if row]


def headings(text: str, tag: str) -> list[str]:
    return [
        _shown(inside)
        for before, inside in pairwise(READER.parse(text))
        if before.type == "heading_open" and before.tag == tag
    ]


def section(text: str, heading: str) -> str:
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@given(timelines(texts | MARKUP))
def test_any_text_is_shown_as_itself_and_breaks_no_table(
    events: tuple[Event, ...],
) -> None:
    text = brief(*events, since="2025")

    rows = Timeline(events).rows(as_of=datetime(9999, 1, 1, tzinfo=UTC))
    told = cells(text)
    assert all(len(row) == 4 for row in told)
    assert sorted(row[1] for row in told) == sorted(plain(r.event.title) for r in rows)
    assert sorted(row[3].removesuffix(" (source)") for row in told) == sorted(
        plain(claim_words(row.belief.newest)).removesuffix(" (source)") for row in rows
    )
    assert "html" not in {token.type[:4] for token in READER.parse(text)}
    kinds = {one.type for token in READER.parse(text) for one in token.children or ()}
    assert kinds <= {"text", "text_special", "strong_open", "strong_close"} | {
        "link_open",
        "link_close",
    }


@given(timelines())
def test_every_row_stands_in_one_place_and_months_are_in_order(
    events: tuple[Event, ...],
) -> None:
    rows = Timeline(events).rows(as_of=datetime(9999, 1, 1, tzinfo=UTC))

    told = by_month(rows, TODAY)

    months = [month.first for month in told.months]
    placed = [
        row for month in told.months for row in (*month.certainly, *month.by_then)
    ]
    everything = (*placed, *told.endless, *told.dateless)
    assert months == sorted(set(months))
    assert sorted(map(id, everything)) == sorted(map(id, rows))
    for month in told.months:
        last = month.first.replace(day=monthrange(*month.first.timetuple()[:2])[1])
        for row in (*month.surely_on, *month.perhaps):
            answer = falls_within(row.belief.window, month.first, last)
            assert answer is not Answer.NEVER


@pytest.mark.parametrize(
    ("claimed", "heading", "part"),
    [
        ("2025-12-04", "December 2025", "In this month"),
        ("2025-12", "December 2025", "In this month"),
        ("[2025-11-20..2025-12-10]", "December 2025", "In this month or before"),
        ("[..2025-12-31]", "December 2025", "In this month or before"),
        ("2025-12-28/2026-01-03", "December 2025", "In this month"),
        ("[2026-01..]", "No last day known", ""),
        ("XXXX", "No date known", ""),
    ],
)
def test_an_event_stands_in_the_month_of_its_last_possible_day(
    claimed: str, heading: str, part: str, make_event: Callable[..., Event]
) -> None:
    text = brief(make_event(claimed))

    (row,) = cells(section(text, heading))
    assert row[1] == "A visit"
    assert [one[: len(part)] for one in headings(text, "h3")] == [part][: bool(part)]


def test_what_may_come_earlier_is_named_where_it_may_fall(
    make_event: Callable[..., Event],
) -> None:
    text = brief(
        make_event("[2026-01-10..2026-03-20]", title="Wide *visit*"),
        make_event("2026-01-30/2026-02-02", id="b", title="Lasts"),
        make_event("[2026-02..]", id="c", title="Endless"),
        make_event("[2026-01..2026-03]", id="d", title="Off", status=Status.CANCELLED),
    )

    assert headings(text, "h2")[:-1] == ["January 2026", "February 2026", "March 2026"]
    assert "May also fall into this month: Wide \\*visit\\* (" in section(
        text, "January 2026"
    )
    february = section(text, "February 2026")
    assert "Goes on in this month: Lasts (" in february
    assert "Wide \\*visit\\*" in february
    assert "Endless (from February 2026 on)" in february
    assert "Off" not in february
    assert "April" not in text


def test_a_past_month_names_nothing_that_is_to_come(
    make_event: Callable[..., Event],
) -> None:
    text = brief(
        make_event("2025-10-04", status=Status.HELD),
        make_event("[2025-10-01..2025-12-20]", id="b", title="Awaited"),
    )

    assert "Awaited" not in section(text, "October 2025")
    assert "Awaited" in section(text, "November 2025")


def test_status_contradiction_and_lapse_are_told(
    make_event: Callable[..., Event],
) -> None:
    claims = (
        Claim("c1", parse("2025-12-04"), said=parse("2025-11-01")),
        Claim("c2", parse("2025-12-11"), said=parse("2025-11-02")),
    )
    text = brief(
        Event("x", "X", "visit", claims), make_event("2025-11-20", id="y", title="Y")
    )

    lapsed, contradicted = cells(text)
    assert contradicted[2] == "planned; contradicted"
    assert lapsed[2] == (
        "planned; the window closed on 20 November 2025 "
        "and nobody has said what came of it"
    )


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://example.org/a?b=1&copy;=2", "https://example.org/a?b=1&copy;=2"),
        ("https://example.org/a|b>c", "https://example.org/a%7Cb%3Ec"),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_a_source_on_the_web_is_linked(
    url: str, target: str | None, make_event: Callable[..., Event]
) -> None:
    text = brief(make_event("2025-12", source=Source("s", "T", url=url)))

    links = [
        one.attrGet("href")
        for token in READER.parse(text)
        for one in token.children or ()
        if one.type == "link_open"
    ]
    assert links == ([target] if target else [])


def test_changes_since_a_day_are_told_first(make_event: Callable[..., Event]) -> None:
    event = make_event("2025-12", recorded=datetime(2025, 11, 25, 9, tzinfo=UTC))

    since = brief(event, since="2025-11-25T09:00:00Z")
    later = brief(event, since="2025-11-26")

    assert headings(since, "h2")[0] == "What changed since 25 November 2025"
    assert "- **A visit**: new" in section(since, "What changed since 25 November 2025")
    assert "Nothing changed." in later
    assert "What changed" not in brief(event)


def test_nothing_is_said_in_words() -> None:
    assert brief().endswith("\n\nNo events.\n")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"sicne": "2025"}, "no option 'sicne'; did you mean since?"),
        ({"since": "yesterday"}, "expected a day, month, year or instant such as"),
        ({"since": "2025-11-01T09:00:00"}, "expected a day, month, year or instant"),
        ({"since": "0001-01-01T00:00:00+05:00"}, "expected a day, month, year"),
        ({"since": "[2025-11..]"}, "expected a day, month, year or instant"),
    ],
)
def test_an_option_that_is_not_understood_is_refused_with_what_would_be_right(
    options: dict[str, str], words: str
) -> None:
    with pytest.raises(ExportOptionError, match=re.escape(words)):
        EXPORTER.export(request_of(options=options))


def test_since_a_day_to_come_is_refused() -> None:
    with pytest.raises(ExportOptionError, match="`since` lies ahead: '2026'"):
        EXPORTER.export(request_of(as_of=NOW, options={"since": "2026"}))
