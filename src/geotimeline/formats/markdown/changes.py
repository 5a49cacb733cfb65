"""Changes as Markdown (CommonMark), for a brief that a newsroom pastes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from geotimeline.edtf.calendar_words import DASH, day_words
from geotimeline.formats.beliefs.changes_words import before_and_after_words, what_words
from geotimeline.formats.markdown.text import markdown_text
from geotimeline.model.event import ALWAYS
from geotimeline.model.turns import Turn
from geotimeline.model.words import claim_words, title_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from geotimeline.model.turns import Change


def markdown_lines(
    changes: Iterable[Change], *, since: datetime, until: datetime
) -> Iterator[str]:
    """Write a heading, a heading for each day, and an item for each change.

    Args:
        changes: In the order in which they are to appear.
        since: First instant of the brief, in UTC.
        until: Last instant of the brief, in UTC.
    """
    yield f"# What changed, {_span(since, until)}"
    nothing = True
    for day, together in groupby(changes, key=_day):
        nothing = False
        yield ""
        yield f"## {day}"
        yield ""
        for change in together:
            yield from item_lines(change)
    if nothing:
        yield ""
        yield "Nothing changed."


def item_lines(change: Change) -> Iterator[str]:
    """Write a change as an item: what moved, what is believed since, who said so."""
    title = markdown_text(title_words(change.event, change.belief.milestone))
    before, now = before_and_after_words(change)
    was = f" (was: {markdown_text(before)})" if before else ""
    yield f"- **{title}**: {markdown_text(what_words(change))}"
    yield f"  - {markdown_text(now)}{was}"
    if isinstance(change, Turn):
        for claim in change.entered:
            yield f"  - {markdown_text(claim_words(claim))}"


def _span(since: datetime, until: datetime) -> str:
    first, last = day_words(since.date()), day_words(until.date())
    return first if first == last else f"{first} {DASH} {last}"


def _day(change: Change) -> str:
    if change.at == ALWAYS:
        return "Known since always"
    return f"{day_words(change.at.date())} (UTC)"
