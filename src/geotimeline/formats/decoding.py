"""Bytes that other programs wrote, as text: which encoding they are in is found."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from geotimeline.formats.ical.content_lines import cleaned

_WIDE = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ZEROS = (
    ([False, True, False, True], "utf-16-le"),
    ([True, False, True, False], "utf-16-be"),
)
_OLD = "cp1252"
_CONTROLS = re.compile("[\x80-\x9f]")  # `cleaned` takes the others


class Decoded(NamedTuple):
    """A text, and whether its encoding had to be guessed."""

    text: str
    is_guess: bool = False


def decoded(octets: bytes) -> Decoded:
    """Read bytes as UTF-8, or else as Windows-1252; any bytes give a text."""
    try:
        return Decoded(octets.decode("utf-8"))
    except UnicodeDecodeError:
        return Decoded(octets.decode(_OLD, errors="replace"), is_guess=True)


def without_mark(octets: bytes) -> bytes:
    """Give a file without its byte order mark, in UTF-8 where it is in UTF-16.

    Without a mark, UTF-16 is known by the zeros beside its first two letters.
    """
    for mark, encoding in _WIDE:
        if octets.startswith(mark):
            return _narrow(octets[len(mark) :], encoding)
    first = [octet == 0 for octet in octets[:4]]
    for zeros, encoding in _ZEROS:
        if first == zeros:
            return _narrow(octets, encoding)
    return octets.removeprefix(codecs.BOM_UTF8)


def _narrow(octets: bytes, encoding: str) -> bytes:
    return octets.decode(encoding, errors="replace").encode(errors="replace")


def storable(text: str) -> str:
    """Give a text as event files can hold it: line feeds, no control characters."""
    return text if text.isprintable() else _CONTROLS.sub("", cleaned(text))
