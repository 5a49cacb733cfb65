"""Make text of unknown origin safe to show: no control characters, no escapes.

Quotes and titles are copied from the world. Sent raw to a terminal or a mail program,
an escape sequence in them could rewrite the screen, and an override of the writing
direction could make a date read backwards.
"""

from __future__ import annotations

_REPLACEMENT = 0xFFFD
_BIDI_CONTROLS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SURROGATES = range(0xD800, 0xE000)  # half a character: no encoding can carry it
_C0_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (9, 10)}

_SHOWN_AS: dict[int, int | str] = {
    **dict.fromkeys((*range(0x80, 0xA0), *_BIDI_CONTROLS, *_SURROGATES), _REPLACEMENT),
    **_C0_PICTURES,  # ESC is shown as ␛
    0x7F: 0x2421,
    **dict.fromkeys((0x0D, 0x85, 0x2028, 0x2029), "\n"),
}


def block(text: str) -> str:
    r"""Give the text with every line end as `\n` and control characters visible."""
    return text.replace("\r\n", "\n").translate(_SHOWN_AS)


def line(text: str, longest: int | None = None) -> str:
    """Give the text as one line, cut to `longest` characters if that is given."""
    joined = " ".join(block(text).split("\n")).replace("\t", " ").strip()
    if longest is not None and len(joined) > longest:
        return joined[: longest - 1] + "…"
    return joined
