"""Cells of a spreadsheet: safe to open, and read back as the same text.

Spreadsheets take a cell for a formula when it begins with `=`, `+`, `-` or `@`, also in
full width, or with a tab or a line break before one. Such a text is written with an
apostrophe before it; so is one that has apostrophes before such a beginning, so that
taking one apostrophe away always gives the text itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

GUARD = "'"
_SUSPECT = "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n'"
_RISKY = re.compile("'*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile(r"([\\;])")
_ITEM = re.compile(r"(?:\\.|[^\\;])*", re.DOTALL)


def guarded(text: str) -> str:
    """Give a text as a cell that no spreadsheet takes for a formula.

    Halves of characters (surrogates), which no file can hold, become U+FFFD.
    """
    if not text or (text[0] not in _SUSPECT and text.isprintable()):
        return text
    text = _SURROGATES.sub("\ufffd", text)
    return GUARD + text if _RISKY.match(text) else text


def unguarded(cell: str) -> str:
    """Give the text that `guarded` made a cell of; any other cell as it is."""
    guards = cell.startswith(GUARD) and _RISKY.match(cell)
    return cell.removeprefix(GUARD) if guards else cell


def joined(items: Iterable[str]) -> str:
    r"""Write texts into one cell: `RU; IN`, with `\;` for a `;` of their own."""
    return "; ".join(_ESCAPED.sub(r"\\\1", item) for item in items)


def parted(cell: str) -> tuple[str, ...]:
    r"""Give the texts that `joined` wrote into one cell.

    Blanks around each are dropped, and so are empty ones. A backslash that stands
    before anything but `;` or `\` is taken for itself.
    """
    items = []
    at = 0
    while at <= len(cell):
        found = _ITEM.match(cell, at)
        end = found.end() if found else len(cell)
        end = end if end < len(cell) and cell[end] == ";" else len(cell)
        items.append(re.sub(r"\\([\\;])", r"\1", cell[at:end].strip()))
        at = end + 1
    return tuple(filter(None, items))
