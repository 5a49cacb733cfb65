"""Rows of a timeline as CSV (RFC 4180), for spreadsheets (docs/exports.md)."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, ClassVar

from geotimeline.formats.csv.cells import guarded, joined
from geotimeline.formats.json import instant_as_json
from geotimeline.interfaces.export_options import choice, expect_known, flag
from geotimeline.model.lapse import has_lapsed
from geotimeline.model.window_edtf import window_edtf
from geotimeline.model.words import window_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from geotimeline.interfaces.exporters import ExportRequest
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Claim, Event
    from geotimeline.model.past import Revised
    from geotimeline.model.timeline import Row
    from geotimeline.model.window import Window

COLUMNS = (
    "title",
    "type",
    "milestone",
    "date",
    "window",
    "first",
    "last",
    "duration",
    "certainty",
    "doubts",
    "status",
    "lapsed",
    "said_by",
    "role",
    "said",
    "quote",
    "source",
    "publisher",
    "source_url",
    "published",
    "recorded",
    "revisions",
    "revised",
    "place",
    "country",
    "actors",
    "tags",
    "timezone",
    "url",
    "notes",
    "id",
    "uid",
)
"""The first row, stable between releases; Excel takes a file that begins with `ID` for
another format (SYLK)."""

BYTE_ORDER_MARK = "\ufeff"
_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}


class CsvExporter:
    """Writes a table with one row for each milestone of an event."""

    media_type: ClassVar[str] = "text/csv; charset=utf-8; header=present"
    options: ClassVar[Mapping[str, str]] = {
        "bom": "begin with a byte order mark, by which Excel knows UTF-8: yes or no",
        "delimiter": "what parts the cells: comma, semicolon or tab",
    }

    def export(self, request: ExportRequest) -> Iterator[str]:
        """Give the table row by row; bytes depend on the UTC day of `now` only.

        Raises:
            ExportOptionError: An option cannot be understood; nothing was given yet.
        """
        expect_known(request.options, self.options)
        delimiter = choice(request.options, "delimiter", tuple(_DELIMITERS))
        mark = BYTE_ORDER_MARK if flag(request.options, "bom") else ""
        return _pieces(request, _DELIMITERS[delimiter], mark)


def _pieces(request: ExportRequest, delimiter: str, mark: str) -> Iterator[str]:
    written = csv.writer(_Echo(), delimiter=delimiter, lineterminator="\r\n").writerow
    yield mark + written(COLUMNS)
    today, past = request.today, request.past()
    for row in request.rows:
        cells = cells_of(row, past.revised(row), today)
        yield written([guarded(cell) for cell in cells])


class _Echo:
    """A file that gives what is written to it back, which csv hands on."""

    def write(self, text: str) -> str:
        return text


def cells_of(row: Row, revised: Revised, today: datetime) -> tuple[str, ...]:
    """Give the texts of a row, one for each column, not guarded yet.

    Args:
        row: A milestone of an event, and what is believed of it.
        revised: How often that changed, and when last.
        today: The instant, in UTC, at which a closed window counts as lapsed.
    """
    event, belief = row.event, row.belief
    return (
        event.title,
        event.type,
        belief.milestone,
        *_window(belief.window, event),
        *_standing(event, belief),
        "yes" if has_lapsed(event, belief, now=today) else "no",
        *_said(belief.newest),
        str(revised.count),
        _instant(revised.last),
        *_surroundings(event),
    )


def _window(window: Window, event: Event) -> Iterator[str]:
    yield window_edtf(window, event.timezone, is_period=event.is_period)
    yield window_words(window, event.timezone, is_period=event.is_period)
    yield _day(window.first)
    yield _day(window.last)
    yield "" if window.duration is None else str(window.duration)


def _standing(event: Event, belief: Belief) -> Iterator[str]:
    """Yield how sure the date is, what speaks against it, and the status."""
    yield "period" if event.is_period else certainty(belief.window)
    qualifiers = belief.window.qualifiers
    doubts = {
        "uncertain": qualifiers.uncertain,
        "approximate": qualifiers.approximate,
        "contradicted": belief.is_contradicted,
    }
    yield joined(doubt for doubt, holds in doubts.items() if holds)
    yield belief.status.value


def certainty(window: Window) -> str:
    """Say in one word what is known of a beginning.

    `instant`, `day`, `window` where both ends are known, `open` where one is, `none`.
    """
    if window.instant is not None:
        return "instant"
    if window.is_unknown:
        return "none"
    if window.first is None or window.last is None:
        return "open"
    return "day" if window.first == window.last else "window"


def _said(claim: Claim) -> Iterator[str]:
    """Yield who said it, when, and where it can be read."""
    by, source = claim.by, claim.source
    yield by.name if by else ""
    yield by.role if by else ""
    yield claim.said.text if claim.said else ""
    yield claim.quote
    yield (source.title or source.id) if source else ""
    yield source.publisher if source else ""
    yield claim.url or (source.url if source else "")
    yield source.published.text if source and source.published else ""
    yield _instant(claim.recorded)


def _surroundings(event: Event) -> Iterator[str]:
    place = event.place
    yield place.name if place else ""
    yield place.country if place else ""
    yield joined(actor.id for actor in event.actors)
    yield joined(event.tags)
    yield event.timezone
    yield event.url
    yield event.notes
    yield event.id
    yield event.stable_uid


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _instant(instant: datetime | None) -> str:
    return instant_as_json(instant) or ""
