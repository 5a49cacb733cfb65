"""The filters of templates. None gives much more than it is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Filter = Callable[..., str | int]
"""Takes a value and what stands in its parentheses; raises TypeError."""

_ELLIPSIS = "…"


def short(text: object, most: object) -> str:
    """Give one line of so many characters at most, cut between words if possible."""
    whole, room = " ".join(_text("short", text).split()), _count("short", most)
    if len(whole) <= room:
        return whole
    cut = whole[: room - 1]
    at_a_word = cut.rsplit(maxsplit=1)[0] if whole[room - 1].strip() else cut
    kept = at_a_word if len(at_a_word) > room // 2 else cut
    return kept.rstrip() + _ELLIPSIS


def quoted(text: object) -> str:
    """Put a text in quotation marks; nothing stays nothing."""
    inside = _text("quoted", text)
    return f"“{inside}”" if inside else ""


def join(items: object, between: object = ", ") -> str:
    """Put the texts of a list on one line."""
    if not isinstance(items, tuple) or not all(isinstance(one, str) for one in items):
        message = "`join` takes a list of texts"
        raise TypeError(message)
    return _text("join", between).join(items)


def upper(text: object) -> str:
    """Give a text in capital letters."""
    return _text("upper", text).upper()


def lower(text: object) -> str:
    """Give a text in small letters."""
    return _text("lower", text).lower()


def length(value: object) -> int:
    """Count the characters of a text, or the items of a list."""
    if not isinstance(value, str | tuple):
        message = "`length` takes a text or a list"
        raise TypeError(message)
    return len(value)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        message = f"`{name}` takes a text"
        raise TypeError(message)
    return value


def _count(name: str, value: object) -> int:
    if not isinstance(value, int) or value < 1:
        message = f"`{name}` takes a number from 1 on, such as `{name}(140)`"
        raise TypeError(message)
    return value


FILTERS: Mapping[str, Filter] = {
    "join": join,
    "length": length,
    "lower": lower,
    "quoted": quoted,
    "short": short,
    "upper": upper,
}
"""All there are, by name."""
