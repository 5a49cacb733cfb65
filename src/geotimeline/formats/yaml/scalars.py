"""Write texts, lists and mappings as YAML that people and every YAML reader take alike.

Quotation marks stand where a text could be taken for something else: `NO` is a truth
value to YAML 1.1, `12:30` a number, `[..2025]` a list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Union

Writable = Union[str, "Mapping[str, Writable]", "Sequence[Writable]"]
"""What can be written: a text, a mapping or a list of what can be written."""

_WORD = r"[\w./()+='~\u2013\u2014\u2019\u2026-]"
_PLAIN_IN_LINE = re.compile(
    rf"[^\W_](?:{_WORD}|[ ,;!?%&*@](?!$)|:(?=[\w/])|(?<=\S)\#)*"
)
_PLAIN_IN_BRACKETS = re.compile(rf"[^\W_](?:{_WORD}|[ ;](?!$)|:(?=[\w/]))*")
_TYPED = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|nan|inf)|0[0-9xob_].*"
    r"|[0-9][0-9_]*\.[0-9_.]*(e.*)?|[0-9.]+e.*|[0-9]+_.*|[0-9]+(:[0-9.]+)+",
    re.IGNORECASE,
)
"""What other readers take for a truth value, nothing, or an odd number."""

_ODD = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\uffef]")
_NAME = re.compile(r"[A-Za-z_][\w-]{0,99}", re.ASCII)


def inline(value: Writable) -> str:
    """Write a value on one line, as it may follow `name: `."""
    if isinstance(value, str):
        return _quoted_if(value, _PLAIN_IN_LINE)
    return _in_brackets(value)


def entry(name: str, value: Writable, column: int) -> list[str]:
    """Write a name and its value; a text of several lines gets as many lines.

    Args:
        name: The name.
        value: Its value.
        column: Where the name begins.

    Returns:
        Lines without line ends.
    """
    indent = " " * column
    head = f"{indent}{_name(name)}:"
    if isinstance(value, str):
        if "\n" in value and value == value.strip() and not _ODD.search(value):
            body = [f"{indent}  {line}" if line else "" for line in value.split("\n")]
            return [f"{head} |-", *body]
        return [f"{head} {inline(value)}"]
    if not value or _is_flat(value):
        return [f"{head} {_in_brackets(value)}"]
    if isinstance(value, Mapping):
        inner = [entry(key, part, column + 2) for key, part in value.items()]
    else:
        inner = [item(part, column + 2) for part in value]
    return [head, *(line for lines in inner for line in lines)]


def item(value: Writable, column: int, offset: int = 2) -> list[str]:
    """Write an item of a list.

    Args:
        value: The item.
        column: Where its dash stands.
        offset: How far right of the dash the item begins.

    Returns:
        Lines without line ends.
    """
    dash = " " * column + "-" + " " * (offset - 1)
    if not isinstance(value, Mapping) or not value:
        return [dash + inline(value)]
    lines = [
        line
        for name, part in value.items()
        for line in entry(name, part, column + offset)
    ]
    return [dash + lines[0][column + offset :], *lines[1:]]


def _is_flat(value: Mapping[str, Writable] | Sequence[Writable]) -> bool:
    parts = value.values() if isinstance(value, Mapping) else value
    return all(isinstance(part, str) for part in parts)


def _in_brackets(value: Writable) -> str:
    if isinstance(value, str):
        return _quoted_if(value, _PLAIN_IN_BRACKETS)
    if isinstance(value, Mapping):
        pairs = (f"{_name(name)}: {_in_brackets(part)}" for name, part in value.items())
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(map(_in_brackets, value)) + "]"


def _name(name: str) -> str:
    if _NAME.fullmatch(name) and not _TYPED.fullmatch(name):
        return name
    return _quoted_if(name, _PLAIN_IN_BRACKETS)


def _quoted_if(text: str, plain: re.Pattern[str]) -> str:
    if plain.fullmatch(text) and not _TYPED.fullmatch(text) and not _ODD.search(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ODD.sub(lambda found: _escape(ord(found[0])), quoted)


def _escape(code: int) -> str:
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 (what four digits can say)
