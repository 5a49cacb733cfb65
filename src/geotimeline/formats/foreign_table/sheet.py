"""A table as a file holds it: rows of cells, whatever parts them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import islice

from geotimeline.formats.csv.cells import unguarded
from geotimeline.formats.decoding import decoded, storable, without_mark

_DELIMITERS = (",", ";", "\t", "|")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods; .xls
_SAID = "sep="  # Excel's own line before the first row


class UnreadableTableError(Exception):
    """A file is no table; the text says why and on which line."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row.

    Attributes:
        number: As spreadsheets count, with the names of the columns in row 1.
        line: Where it begins in the file, from 1.
        cells: Its texts, without guards and without blanks around them.
    """

    number: int
    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table.

    Attributes:
        names: What its columns are called, in their order.
        rows: All rows with something in them.
        delimiter: What parts its cells.
        is_guess: Whether it is not UTF-8, and was read as Windows-1252.
    """

    names: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    delimiter: str
    is_guess: bool = False

    @classmethod
    def read(cls, octets: bytes, header: int = 0) -> Sheet:
        """Read a table; what parts its cells is found in the row with their names.

        Args:
            octets: The file.
            header: Number of the row with the names of the columns; what stands above
                it is passed over. 0 for the first that is not empty.

        Raises:
            UnreadableTableError: It is empty or a workbook, there is no such row, or
                quotation marks do not close.
        """
        if octets.startswith(_WORKBOOKS):
            message = "it is a workbook or an archive; save the sheet as CSV"
            raise UnreadableTableError(message)
        found = decoded(without_mark(octets))
        text, delimiter = _without_saying(storable(found.text))
        delimiter = delimiter or _delimiter(text, header)
        rows = [row for row in _rows(text, delimiter) if row.number >= header]
        if not rows or (header and rows[0].number != header):
            empty = (
                f"row {header} is empty; expected" if header else "it holds no row with"
            )
            message = f"{empty} the names of the columns"
            raise UnreadableTableError(message)
        return cls(rows[0].cells, tuple(rows[1:]), delimiter, found.is_guess)


def _without_saying(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    if first.lower().startswith(_SAID) and len(first) == len(_SAID) + 1:
        return rest, first[-1]
    return text, ""


def _delimiter(text: str, header: int) -> str:
    """Give what parts the row with the names into the most cells."""

    def cells(delimiter: str) -> int:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        if header:
            return len(next(islice(rows, header - 1, header), []))
        return len(next(filter(any, rows), []))

    return max(_DELIMITERS, key=cells)


def _rows(text: str, delimiter: str) -> list[SheetRow]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[SheetRow] = []
    line = 0
    try:
        for number, cells in enumerate(lines, 1):
            row = SheetRow(number, line + 1, tuple(unguarded(c).strip() for c in cells))
            line = lines.line_num
            if any(row.cells):
                found.append(row)
    except csv.Error as error:
        message = f"line {line + 1}: {error}; it cannot be read as a table"
        raise UnreadableTableError(message) from error
    return found
