"""A whole table: its rows as events, and what is wrong in which row and column."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.errors import Problem
from geotimeline.formats.events.event import EVENT_TABLE
from geotimeline.formats.events.imported import Imported, Reading, Stated
from geotimeline.formats.foreign_table.rows import RowReader
from geotimeline.formats.ical.content_lines import one_line
from geotimeline.model.vocabulary import EVENT_ITSELF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geotimeline.formats.foreign_table.columns import Columns
    from geotimeline.formats.foreign_table.dates import Order
    from geotimeline.formats.foreign_table.sheet import Sheet, SheetRow
    from geotimeline.formats.yaml.scalars import Writable


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, read.

    Attributes:
        number: As spreadsheets count.
        line: Where it begins in the file.
        name: The id that it gives; empty if none.
        uid: What it is known by.
        details: Fields of the event.
        claim: Fields of the claim.
    """

    number: int
    line: int
    name: str
    uid: str
    details: dict[str, Writable]
    claim: dict[str, Writable]

    @property
    def milestone(self) -> str:
        return str(self.claim.get("milestone", EVENT_ITSELF))


def read_table(
    sheet: Sheet, columns: Columns, path: str, *, key: str, order: Order
) -> Reading:
    """Read the rows of a table; rows with one id are milestones of one event.

    Args:
        sheet: The table.
        columns: What its columns are.
        path: What the file is called in messages.
        key: What tells its rows without an id from those of other tables.
        order: Which of two numbers in a date is the day.
    """
    titles = Counter(_title(row, columns) for row in sheet.rows)
    wrong: list[Problem] = []
    by_uid: dict[str, list[_Row]] = {}
    for sheet_row in sheet.rows:
        reader = RowReader(sheet_row, columns, order)
        row = _read(reader, key, titles)
        group = by_uid.setdefault(row.uid, [])
        found = [*_problems(reader, path), *_repeated(row, group, path)]
        wrong += found
        if not found:
            group.append(row)
    return Reading(
        path=path,
        name="",
        events=tuple(_event(group) for group in by_uid.values() if group),
        refused=tuple(sorted(wrong)),
        noted=_notes(sheet, path),
        mentioned=frozenset(by_uid),
    )


def _read(reader: RowReader, key: str, titles: Counter[str]) -> _Row:
    """Read a row, and say what it is known by: its uid, its id, or else its title.

    Where several rows share a title, by title and date.
    """
    details, claim = reader.details(), reader.claim()
    name = reader.line("id", EVENT_TABLE)
    uid = reader.line("uid", EVENT_TABLE) or name
    if not uid:
        title = _title(reader.row, reader.columns)
        date = claim.get("date", "") if titles[title] > 1 else ""
        digest = hashlib.sha256(f"{key}\n{title}\n{date}".encode()).hexdigest()
        uid = f"row-{digest[:20]}"
    return _Row(reader.row.number, reader.row.line, name, uid, details, claim)


def _problems(reader: RowReader, path: str) -> Iterator[Problem]:
    row, count = reader.row, len(reader.columns.names)
    if any(row.cells[count:]):
        many = f"{len(row.cells)} cells, and there are {count} columns"
        message = f"it has {many}; is a quotation mark missing?"
        yield Problem(path, row.line, f"row {row.number}", message)
    for column, message in reader.faults:
        yield Problem(path, row.line, f"row {row.number}, {column}", message)


def _repeated(row: _Row, group: Sequence[_Row], path: str) -> Iterator[Problem]:
    for other in group:
        if other.milestone == row.milestone:
            known_by = "id and milestone" if row.name else "title and date"
            message = f"row {other.number} has the same {known_by}; give each an id"
            yield Problem(path, row.line, f"row {row.number}", message)


def _event(group: Sequence[_Row]) -> Imported:
    first = group[0]
    return Imported(
        uid=first.uid,
        line=first.line,
        details=first.details,
        stated=tuple(Stated(one.claim) for one in group),
        name=first.name,
    )


def _title(row: SheetRow, columns: Columns) -> str:
    at = columns.places["title"]
    return one_line(row.cells[at]).casefold() if at < len(row.cells) else ""


def _notes(sheet: Sheet, path: str) -> tuple[Problem, ...]:
    message = "it is not UTF-8, and was read as Windows-1252"
    return (Problem(path, 1, "", message),) if sheet.is_guess else ()
