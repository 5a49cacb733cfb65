"""Colours on a terminal: a few tones, none of which carries a meaning of its own."""

from __future__ import annotations

from geotimeline.formats.drawing.picture import Tone

_CODES = {
    "title": "1",
    "faint": "2",
    "scale": "2",
    Tone.DONE.name: "32",
    Tone.SURE.name: "1;32",
    Tone.AHEAD.name: "36",
    Tone.FAINT.name: "2;36",
    Tone.MOVED.name: "33",
    Tone.GONE.name: "2;31",
    Tone.UNCLEAR.name: "33",
}


def coloured(text: str, style: str) -> str:
    """Give a text in the colours of a style (ECMA-48 SGR)."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if text.strip() else text


def uncoloured(text: str, style: str) -> str:  # noqa: ARG001 (stands in for `coloured`)
    """Give a text as it is."""
    return text
