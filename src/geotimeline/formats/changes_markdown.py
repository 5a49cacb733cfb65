"""Changes as Markdown (CommonMark), for a brief that a newsroom pastes."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from geotimeline.edtf.calendar_words import DASH, day_words
from geotimeline.formats.changes_words import before_and_after_words, what_words
from geotimeline.formats.terminal import plain
from geotimeline.model.event import ALWAYS
from geotimeline.model.turns import Turn
from geotimeline.model.words import claim_words, title_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from geotimeline.model.turns import Change

# Every character that can begin markup within a line (CommonMark §2.4), but for the
# full stops, hyphens and brackets of ordinary sentences, which begin none there.
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&!])")
_MARKUP_AT_THE_START = re.compile(r"^([0-9]*)([-+=.)])")


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
            yield from _item(change)
    if nothing:
        yield ""
        yield "Nothing changed."


def _item(change: Change) -> Iterator[str]:
    title = _escaped(title_words(change.event, change.belief.milestone))
    before, now = before_and_after_words(change)
    was = f" (was: {_escaped(before)})" if before else ""
    yield f"- **{title}**: {_escaped(what_words(change))}"
    yield f"  - {_escaped(now)}{was}"
    if isinstance(change, Turn):
        for claim in change.entered:
            yield f"  - {_escaped(claim_words(claim))}"


def _span(since: datetime, until: datetime) -> str:
    first, last = day_words(since.date()), day_words(until.date())
    return first if first == last else f"{first} {DASH} {last}"


def _day(change: Change) -> str:
    if change.at == ALWAYS:
        return "Known since always"
    return f"{day_words(change.at.date())} (UTC)"


def _escaped(text: str) -> str:
    """Take every character for itself; one line stays one line."""
    escaped = _MARKUP.sub(r"\\\1", plain(text))
    return _MARKUP_AT_THE_START.sub(r"\1\\\2", escaped)
