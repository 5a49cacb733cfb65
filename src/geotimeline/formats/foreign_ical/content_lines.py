"""Content lines as they stand in a file (RFC 5545 §3.1), unfolded and numbered."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geotimeline.formats.decoding import decoded, storable, without_mark
from geotimeline.formats.foreign_ical.quoted_printable import goes_on, unquoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LINE_END = re.compile(rb"\r\n|\n|\r")
_PARAMETER = r'(?:"[^"]*"|[^";:])*'
_LINE = re.compile(rf"([A-Za-z0-9_.-]+)((?:;{_PARAMETER})*):(.*)", re.DOTALL)
_ONE_PARAMETER = re.compile(rf";({_PARAMETER})")


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One property, `BEGIN` or `END`.

    Attributes:
        number: Where it begins in the file, from 1.
        text: The whole line, unfolded, without what no text may hold.
        name: Its name in capitals; empty where it has none.
        parameters: By their names in capitals, without quotation marks.
        value: What stands behind the colon, as it stands.
        is_guess: Whether it is not UTF-8, and was read as Windows-1252.
    """

    number: int
    text: str
    name: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    value: str = ""
    is_guess: bool = False

    def parameter(self, name: str) -> str:
        """Give the value of a parameter; empty where it is not there."""
        return self.parameters.get(name, "")


def content_lines(octets: bytes) -> Iterator[ContentLine]:
    """Give the lines of a calendar; empty ones are passed over, any line end will do.

    Lines are joined before they are decoded: many programs fold through a character.
    Line ends that were doubled on their way (CR CR LF) leave empty lines between what
    belongs together; files that were joined have a byte order mark in their middle.
    """
    begun, pieces = 0, list[bytes]()
    for number, line in enumerate(_LINE_END.split(without_mark(octets)), 1):
        piece = line.removeprefix(BOM_UTF8)
        if not piece:
            continue
        if pieces and goes_on(pieces):
            pieces[-1] = pieces[-1][:-1]
            pieces.append(piece)
            continue
        if piece[:1] in (b" ", b"\t") and pieces:
            pieces.append(piece[1:])
            continue
        if pieces:
            yield _content_line(begun, b"".join(pieces))
        begun, pieces = number, [piece] if piece.strip() else []
    if pieces:
        yield _content_line(begun, b"".join(pieces))


def _content_line(number: int, raw: bytes) -> ContentLine:
    read = decoded(unquoted(raw))
    text = storable(read.text).replace("\n", " ")
    match = _LINE.fullmatch(text)
    if match is None:
        return ContentLine(number, text, is_guess=read.is_guess)
    name, parameters, value = match.groups()
    found: dict[str, str] = {}
    for parameter in _ONE_PARAMETER.findall(parameters):
        key, _, said = parameter.partition("=")
        found.setdefault(key.strip().upper(), said.strip().strip('"'))
    return ContentLine(number, text, name.upper(), found, value, read.is_guess)
