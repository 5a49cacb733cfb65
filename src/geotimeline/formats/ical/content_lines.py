"""Content lines of RFC 5545 §3.1: escaped, folded at 75 octets, free of controls."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_OCTETS = 75
"""Longest line, in octets of UTF-8 and without its CRLF (RFC 5545 §3.1)."""

# Control characters, but for TAB and the line feed that is written as `\n`. Clients
# also end a line at U+0085, U+2028 and U+2029, and surrogates have no UTF-8.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
_BREAKS = re.compile(r"\r\n?")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]")
_KEPT_IN_URI = "!#$%&'()*+-./:=?@[]_~"  # all that RFC 3986 allows, but for `,` and `;`


def written(lines: Iterable[str]) -> str:
    """Give content lines as they stand in a file: folded, each ended by CRLF."""
    short = MOST_OCTETS
    whole = [
        line if len(line) <= short and line.isascii() else folded(line)
        for line in lines
    ]
    return "\r\n".join((*whole, ""))


def escaped(value: str) -> str:
    """Escape a TEXT value; characters that no calendar may hold are left out."""
    if not value.isprintable():
        value = cleaned(value)
    if "\\" in value:
        value = value.replace("\\", "\\\\")
    if "," in value:
        value = value.replace(",", "\\,")
    if ";" in value:
        value = value.replace(";", "\\;")
    return value.replace("\n", "\\n") if "\n" in value else value


def cleaned(value: str) -> str:
    """Give a text as calendars can hold it: line feeds alone, no control characters."""
    if "\r" in value:
        value = _BREAKS.sub("\n", value)
    if value.replace("\n", "").isprintable():
        return value
    return _UNSAFE.sub("", value)


def one_line(value: str) -> str:
    """Give a text on one line: some clients drop an entry with a break in its title."""
    return " ".join(cleaned(value).split())


def list_line(name: str, values: Sequence[str]) -> tuple[str, ...]:
    """Give a property of several TEXT values; nothing where there are none."""
    return (f"{name}:{','.join(map(escaped, values))}",) if values else ()


def uri_line(name: str, address: str) -> tuple[str, ...]:
    """Give a property whose value is an absolute URI; nothing where it is not one.

    A URI is not escaped but percent-encoded: clients cut it at `,` and `;`.
    """
    found = cleaned(address).strip()
    uri = quote(found, safe=_KEPT_IN_URI) if _ABSOLUTE.match(found) else ""
    return (f"{name}:{uri}",) if uri and _is_readable(uri) else ()


def _is_readable(uri: str) -> bool:
    """Whether strict readers take an address; else they refuse the whole calendar."""
    try:
        urlsplit(uri)
    except ValueError:
        return False
    return True


def folded(line: str) -> str:
    """Fold a line so that none has more than 75 octets, never within a character."""
    if line.isascii():
        return line if len(line) <= MOST_OCTETS else _ascii_folded(line)
    octets = line.encode()
    if len(octets) <= MOST_OCTETS:
        return line
    pieces = []
    start, room = 0, MOST_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # noqa: PLR2004 (inside a UTF-8 sequence)
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, MOST_OCTETS - 1  # the blank that continues a line counts
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces).decode()


@lru_cache(maxsize=512)  # many entries bear the same stamp
def basic(moment: date | datetime) -> str:
    """Write a day as `20251204`, an instant in UTC as `20251204T103000Z`."""
    text = moment.isoformat()
    day = text[:4] + text[5:7] + text[8:10]
    if not isinstance(moment, datetime):
        return day
    if moment.tzinfo is not UTC:
        return basic(moment.astimezone(UTC))
    return f"{day}T{text[11:13]}{text[14:16]}{text[17:19]}Z"


def _ascii_folded(line: str) -> str:
    step = MOST_OCTETS - 1
    rest = [line[at : at + step] for at in range(MOST_OCTETS, len(line), step)]
    return "\r\n ".join((line[:MOST_OCTETS], *rest))
