"""A brief in Markdown (CommonMark with tables): what falls when, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from geotimeline.edtf.calendar_words import day_words, month_words
from geotimeline.formats.markdown.changes import item_lines
from geotimeline.formats.markdown.months import by_month
from geotimeline.formats.markdown.text import markdown_text
from geotimeline.formats.web_addresses import web_address
from geotimeline.interfaces.export_options import expect_known, first_instant
from geotimeline.interfaces.exporters import ExportOptionError
from geotimeline.model.changes import changes, newest_first
from geotimeline.model.vocabulary import status_words
from geotimeline.model.words import claim_words, lapse_words, title_words, window_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.formats.markdown.months import Month
    from geotimeline.interfaces.exporters import ExportRequest
    from geotimeline.model.event import Claim
    from geotimeline.model.timeline import Row

_MOST_NAMED = 20  # more names in one sentence nobody reads
_HEAD = ("| When | What | Status | Who says so |", "|---|---|---|---|")


class MarkdownExporter:
    """Writes a brief for people: month by month, and what changed since a day."""

    media_type: ClassVar[str] = "text/markdown; charset=utf-8; variant=GFM"
    options: ClassVar[Mapping[str, str]] = {
        "since": "tell first what changed since this day, month, year or instant"
    }

    def export(self, request: ExportRequest) -> Iterator[str]:
        """Give the brief line by line; bytes depend on the UTC day of `now` only.

        Raises:
            ExportOptionError: An option cannot be understood; nothing was given yet.
        """
        expect_known(request.options, self.options)
        since = first_instant(request.options, "since")
        if since is not None and since > request.known_until:
            message = f"`since` lies ahead: {request.options['since']!r}"
            raise ExportOptionError(message)
        return (f"{line}\n" for line in _lines(request, since))


def _lines(request: ExportRequest, since: datetime | None) -> Iterator[str]:
    yield f"# {markdown_text(request.title) or 'Timeline'}"
    yield from _paragraph(markdown_text(request.description))
    yield from _paragraph(f"As known on {day_words(request.known_until.date())} (UTC).")
    if since is not None:
        yield from _changes(request, since)
    months = by_month(request.rows, request.today)
    for month in months.months:
        yield from _month(month, request.today)
    yield from _table("## No last day known", months.endless, request.today)
    yield from _table("## No date known", months.dateless, request.today)
    if not request.rows:
        yield from _paragraph("No events.")


def _paragraph(text: str) -> Iterator[str]:
    if text:
        yield ""
        yield text


def _changes(request: ExportRequest, since: datetime) -> Iterator[str]:
    found = changes(
        request.timeline,
        as_of=request.known_until,
        until=request.today,
        query=request.query,
    )
    yield from _paragraph(f"## What changed since {day_words(since.date())}")
    newest = sorted((one for one in found if one.at >= since), key=newest_first)
    yield from _paragraph("" if newest else "Nothing changed.")
    if newest:
        yield ""
    for change in newest:
        yield from item_lines(change)


def _month(month: Month, today: datetime) -> Iterator[str]:
    yield from _paragraph(f"## {month_words(month.first)}")
    yield from _table("### In this month", month.certainly, today)
    by_then = "### In this month or before, by its end at the latest"
    yield from _table(by_then, month.by_then, today)
    yield from _paragraph(_named("Goes on in this month", month.surely_on))
    yield from _paragraph(_named("May also fall into this month", month.perhaps))


def _named(words: str, rows: Sequence[Row]) -> str:
    """Name rows that are told elsewhere, in one sentence; "" where there are none."""
    if not rows:
        return ""
    named = "; ".join(
        f"{markdown_text(_title(row))} ({markdown_text(_when(row))})"
        for row in rows[:_MOST_NAMED]
    )
    more = len(rows) - _MOST_NAMED
    return f"{words}: {named}; and {more} more." if more > 0 else f"{words}: {named}."


def _table(heading: str, rows: Sequence[Row], today: datetime) -> Iterator[str]:
    if not rows:
        return
    yield from _paragraph(heading)
    yield ""
    yield from _HEAD
    for row in rows:
        cells = (_when(row), _title(row), _status(row, today))
        told = " | ".join(map(markdown_text, cells))
        yield f"| {told} | {_said(row.belief.newest)} |"


def _when(row: Row) -> str:
    event, window = row.event, row.belief.window
    return window_words(window, event.timezone, is_period=event.is_period)


def _title(row: Row) -> str:
    return title_words(row.event, row.belief.milestone)


def _status(row: Row, today: datetime) -> str:
    belief = row.belief
    said = (
        status_words(belief.status, row.event.type),
        "contradicted" if belief.is_contradicted else "",
        lapse_words(row, today),
    )
    return "; ".join(filter(None, said))


def _said(claim: Claim) -> str:
    """Say who said it, with a link to where it can be read."""
    words = markdown_text(claim_words(claim))
    address = web_address(claim.url or (claim.source.url if claim.source else ""))
    # an ampersand would begin an entity, such as &copy;
    link = f" ([source](<{address.replace('&', '&amp;')}>))" if address else ""
    return f"{words}{link}"
