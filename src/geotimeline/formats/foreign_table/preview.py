"""How the columns of a table were understood, with their first cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.terminal import fitted, padded, plain, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.formats.foreign_table.columns import Columns
    from geotimeline.formats.foreign_table.sheet import Sheet

_ROWS = 3
_WIDEST = 24
_LEFT_OUT = "left out"


def understood(columns: Columns) -> dict[str, str]:
    """Give as what each column is read, by its name; the second `Cost` by its place."""
    found: dict[str, str] = {}
    for at, (name, read_as) in enumerate(_readings(columns)):
        place = f"column {at + 1}"
        key = f"{name} ({place})" if name in found else name or place
        found[key] = read_as
    return found


def _readings(columns: Columns) -> Iterator[tuple[str, str]]:
    fields = {at: field for field, at in columns.kept.items()}
    fields |= {at: field for field, at in columns.places.items()}
    for at, name in enumerate(columns.names):
        yield name, fields.get(at, _LEFT_OUT)


def preview(sheet: Sheet, columns: Columns) -> Iterator[str]:
    """Give a table of the columns: name, field, and the first cells."""
    rows = sheet.rows[:_ROWS]
    lines = [("column", "read as", *(f"row {row.number}" for row in rows))]
    for at, (name, read_as) in enumerate(understood(columns).items()):
        cells = (row.cells[at] if at < len(row.cells) else "" for row in rows)
        lines.append((name, read_as, *cells))
    short = [[fitted(plain(cell), _WIDEST) for cell in line] for line in lines]
    widths = [max(map(width, column)) for column in zip(*short, strict=True)]
    for line in short:
        pairs = zip(line, widths, strict=True)
        yield "  ".join(padded(cell, cells) for cell, cells in pairs).rstrip()
