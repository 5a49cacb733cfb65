"""One row of a table as fields of an event and of a claim."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geotimeline.edtf import parse
from geotimeline.errors import EdtfSyntaxError
from geotimeline.formats.csv.cells import parted
from geotimeline.formats.events.claims import CLAIM_TABLE
from geotimeline.formats.events.event import EVENT_TABLE, PLACE_TABLE
from geotimeline.formats.events.sources import SOURCE_TABLE
from geotimeline.formats.foreign_table.clocks import WrongDateError, at_clock
from geotimeline.formats.foreign_table.dates import UNKNOWN, read_date
from geotimeline.formats.ical.content_lines import one_line
from geotimeline.formats.yaml.faults import RefusedError
from geotimeline.formats.yaml.fields import Scope
from geotimeline.model.duration import Duration
from geotimeline.model.vocabulary import EVENT_ITSELF, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.edtf import EdtfValue
    from geotimeline.formats.foreign_table.columns import Columns
    from geotimeline.formats.foreign_table.dates import Order
    from geotimeline.formats.foreign_table.sheet import SheetRow
    from geotimeline.formats.yaml.fields import FieldTable
    from geotimeline.formats.yaml.scalars import Writable

_NO_SCOPE = Scope()
_STATUS_WORDS = {
    "tentative": Status.PLANNED,
    "scheduled": Status.PLANNED,
    "expected": Status.PLANNED,
    "rumoured": Status.POSSIBLE,
    "canceled": Status.CANCELLED,
    "completed": Status.HELD,
    "done": Status.HELD,
}
"""Words for a status that other tables use."""


@dataclass(slots=True)
class RowReader:
    """Reads the cells of one row, and gathers what is wrong with them.

    Attributes:
        row: The row.
        columns: What its columns are.
        order: Which of two numbers in a date is the day.
        faults: Name of the column, and what would be right, of each wrong cell.
    """

    row: SheetRow
    columns: Columns
    order: Order
    faults: list[tuple[str, str]] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Give the cell of a field; empty where it has none."""
        at = self.columns.places.get(name, self.columns.kept.get(name))
        cells = self.row.cells
        return cells[at] if at is not None and at < len(cells) else ""

    def line(self, name: str, table: FieldTable, as_field: str = "") -> str:
        """Give a cell on one line, if the reader of event files takes it."""
        text = one_line(self.text(name))
        if not text:
            return ""
        _, read = table.by_name[as_field or name]
        try:
            read(text, _NO_SCOPE)
        except RefusedError as error:
            self.fault(name, str(error))
            return ""
        return text

    def fault(self, name: str, message: str) -> None:
        """Take down that the cell of a field is wrong."""
        self.faults.append((self.columns.name(name), message))

    def details(self) -> dict[str, Writable]:
        """Give the fields of the event, in their order."""
        place = {
            "name": self.line("place", PLACE_TABLE, "name"),
            "country": self.line("country", PLACE_TABLE),
        }
        written: dict[str, Writable] = {
            "title": one_line(self.text("title")),
            "type": self.line("type", EVENT_TABLE) or "event",
            "actors": self._list("actors"),
            "place": {name: value for name, value in place.items() if value},
            "timezone": self.line("timezone", EVENT_TABLE),
            "tags": self._list("tags"),
            "url": self.line("url", EVENT_TABLE),
            "notes": self.text("notes"),
        }
        if not written["title"]:
            self.fault("title", "is empty; every event needs a title")
        written |= {name: self.text(name) for name in self.columns.kept}
        return {name: value for name, value in written.items() if value}

    def claim(self) -> dict[str, Writable]:
        """Give the fields of the claim, in their order."""
        milestone = self.line("milestone", CLAIM_TABLE)
        date, duration = self._when()
        speaker, role = (
            self.line("said_by", CLAIM_TABLE, "by"),
            one_line(self.text("role")),
        )
        written: dict[str, Writable] = {
            "milestone": "" if milestone == EVENT_ITSELF else milestone,
            "date": date,
            "duration": self.line("duration", CLAIM_TABLE) or duration,
            "status": self._status(),
            "by": {"name": speaker, "role": role} if speaker and role else speaker,
            "said": self._date("said"),
            "quote": self.text("quote") or self._date_as_written(date),
            "source": self._source(),
            "recorded": self.line("recorded", CLAIM_TABLE),
        }
        return {name: value for name, value in written.items() if value}

    def _when(self) -> tuple[str, str]:
        """Give the date, and the duration where start and end are hours."""
        date = self._moment("date", "time", "")
        end = self._moment("end", "end_time", date[: len("2025-12-04")])
        if not end or date == end:
            return date, ""
        start, stop = parse(date) if date else None, parse(end)
        if start and start.instant is not None and stop.instant is not None:
            return date, self._between(start, stop)
        try:
            return parse(f"{date or '..'}/{end}").text, ""
        except EdtfSyntaxError as error:
            self.fault("end", str(error))
            return "", ""

    def _moment(self, name: str, clock_name: str, default_day: str) -> str:
        """Give a day with the hour that stands beside it in a column of its own."""
        day, clock = self._date(name), one_line(self.text(clock_name))
        if not clock:
            return day
        try:
            return at_clock(day or default_day, clock)
        except WrongDateError as error:
            self.fault(clock_name, str(error))
            return day

    def _between(self, start: EdtfValue, stop: EdtfValue) -> str:
        begins, ends = start.instant, stop.instant
        if (
            begins is None
            or ends is None
            or (begins.tzinfo is None) != (ends.tzinfo is None)
        ):
            self.fault("end", "one of start and end has a time zone, the other none")
            return ""
        seconds = int((ends - begins).total_seconds())
        if seconds <= 0:
            self.fault("end", "is not later than the start")
            return ""
        return str(Duration(seconds=seconds))

    def _date(self, name: str) -> str:
        text = one_line(self.text(name))
        try:
            known = text and text.casefold() not in UNKNOWN
            return read_date(text, self.order) if known else ""
        except WrongDateError as error:
            self.fault(name, str(error))
            return ""

    def _date_as_written(self, date: str) -> str:
        """Give the words of the date, where they are not just the date itself."""
        pairs = (("date", "time"), ("end", "end_time"))
        cells = ([one_line(self.text(name)) for name in pair] for pair in pairs)
        written = " – ".join(filter(None, (" ".join(filter(None, c)) for c in cells)))
        return "" if written == date else written

    def _status(self) -> str:
        word = one_line(self.text("status")).casefold()
        if word in _STATUS_WORDS:
            return str(_STATUS_WORDS[word].value)
        if not word:
            return ""
        try:
            return str(Status(word).value)
        except ValueError:
            self.line("status", CLAIM_TABLE)  # the reader of files says what is right
            return ""

    def _list(self, name: str) -> list[Writable]:
        text = self.text(name)
        if not self.columns.is_ours and ";" not in text:
            text = text.replace(",", ";")
        return [one_line(item) for item in parted(text)]

    def _source(self) -> Mapping[str, Writable]:
        fields = {
            "title": one_line(self.text("source")),
            "publisher": one_line(self.text("publisher")),
            "url": self.line("source_url", SOURCE_TABLE, "url"),
        }
        found = {name: value for name, value in fields.items() if value}
        published = self._date("published")
        return {**found, "published": published} if found and published else found
