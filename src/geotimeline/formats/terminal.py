"""Text in terminal cells: how wide it is, cut and padded to fit, safe to print.

Widths follow Unicode UAX #11: wide and fullwidth characters take two cells, combining
and invisible ones none.
"""

from __future__ import annotations

ELLIPSIS = "…"
_ISOLATE, _POP = "\u2068", "\u2069"  # UAX #9: first strong isolate … its end
_RIGHT_TO_LEFT = ("R", "AL", "AN")
_INVISIBLE = ("Mn", "Me", "Cf")
_UNSAFE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji need them
_LATIN_AND_DASHES = frozenset(
    chr(code)
    for first, last in ((0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x2AF), (0x2010, 0x2026))
    for code in range(first, last + 1)
)
"""One cell each, left to right; the database of characters is slow to load."""


def plain(text: str) -> str:
    """Give a text on one line without what could steer or disguise a terminal.

    Control characters, directional overrides and other invisible ones go; joiners
    stay. Blanks of any kind and number become one.
    """
    if text.isprintable():  # nothing in it is unsafe, and no blank but the ASCII one
        return " ".join(text.split())
    return " ".join("".join(_safe(char) for char in text).split())


def width(text: str) -> int:
    """Count the cells that a text takes."""
    if text.isascii() or _LATIN_AND_DASHES.issuperset(text):
        return len(text)
    return sum(map(_cells, text))


def fitted(text: str, cells: int, ellipsis: str = ELLIPSIS) -> str:
    """Cut a text to at most so many cells, between characters, and say so by `…`."""
    if width(text) <= cells:
        return text
    room = cells - width(ellipsis)
    if room < 0:
        return ""
    end = 0
    for end, char in enumerate(text):  # noqa: B007 (where it stops is what we want)
        room -= _cells(char)
        if room < 0:
            break
    return text[:end].rstrip() + ellipsis


def padded(text: str, cells: int) -> str:
    """Fill a text up to so many cells; text that reads right to left is kept apart."""
    return isolated(text) + " " * (cells - width(text))


def isolated(text: str) -> str:
    """Keep text that reads right to left from reordering what stands beside it."""
    if _LATIN_AND_DASHES.issuperset(text):
        return text
    from unicodedata import bidirectional  # noqa: PLC0415 (see above)

    reverses = any(bidirectional(char) in _RIGHT_TO_LEFT for char in text)
    return f"{_ISOLATE}{text}{_POP}" if reverses else text


def _safe(char: str) -> str:
    if char.isspace():
        return " "
    from unicodedata import category  # noqa: PLC0415 (see above)

    unsafe = category(char) in _UNSAFE and char not in _JOINERS
    return "" if unsafe else char


def _cells(char: str) -> int:
    if char in _LATIN_AND_DASHES:
        return 1
    from unicodedata import category, east_asian_width  # noqa: PLC0415 (see above)

    if category(char) in _INVISIBLE:
        return 0
    return 2 if east_asian_width(char) in ("W", "F") else 1
