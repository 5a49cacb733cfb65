"""The kinds of value that fields hold: texts, words, dates, instants, zones, lists."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from geotimeline.edtf import parse
from geotimeline.errors import EdtfSyntaxError
from geotimeline.formats.yaml.faults import Fault, RefusedError, nearest
from geotimeline.formats.yaml.fields import Kind, read_items, read_named, said
from geotimeline.model.countries import COUNTRIES, likely_code
from geotimeline.model.duration import Duration

if TYPE_CHECKING:
    from geotimeline.edtf import EdtfValue
    from geotimeline.formats.yaml.fields import Scope
    from geotimeline.formats.yaml.nodes import Node

_SCALAR = ["string", "number", "boolean"]
"""How other readers of YAML may type what is a text here."""

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

ID_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]*"
_ID = re.compile(ID_PATTERN)
_COUNTRY = re.compile("[A-Z]{2}")
_INSTANT_PATTERN = (
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?"
    "([Zz]|[+-][0-9]{2}:[0-9]{2})$"
)
_INSTANT = re.compile(_INSTANT_PATTERN)
_NOTHING = ("", "~", "null")


def prose(node: Node, _: Scope) -> str:
    """Read a text of one or more lines; blanks around it never count."""
    if type(node) is str and (text := node.strip()):
        return text
    raise _no_text(node)


def line_of_text(node: Node, _: Scope) -> str:
    """Read a text of one line."""
    if type(node) is str and (text := node.strip()):
        if "\n" not in text:
            return text
        raise RefusedError(Fault("expected one line of text, not several"))
    raise _no_text(node)


def _no_text(node: Node) -> RefusedError:
    if isinstance(node, str):
        return RefusedError(Fault("is empty; leave the field out to say nothing"))
    return RefusedError(Fault(f"expected a text, not {said(node)}"))


def identifier(node: Node, scope: Scope) -> str:
    """Read an id."""
    text = line_of_text(node, scope)
    if _ID.fullmatch(text) is None:
        message = (
            f"{text!r} cannot be an id: expected ASCII letters, digits, `-`, `_` and "
            "`.`, a letter or digit first"
        )
        raise RefusedError(Fault(message))
    return text


def country(node: Node, scope: Scope) -> str:
    """Read an ISO 3166-1 alpha-2 code."""
    text = line_of_text(node, scope)
    if text in COUNTRIES:
        return text
    expected = "expected two capital letters (ISO 3166)"
    if _COUNTRY.fullmatch(text):
        expected = "expected the code of a country (ISO 3166)"
    likely = likely_code(text) or "IN"
    raise RefusedError(Fault(f"{expected}, such as {likely}, not {text!r}"))


def uncertain_date(node: Node, _: Scope) -> EdtfValue:
    """Read an EDTF date; `[…]` and `{…}` may stand without quotation marks."""
    if isinstance(node, str):
        text = node.strip()
    elif node.source:
        text = node.source.replace(" ", "")
    else:
        raise RefusedError(Fault("expected a date on one line, in quotation marks"))
    try:
        return parse(text)
    except EdtfSyntaxError as error:
        if text in _NOTHING:
            message = "is empty; leave the field out where no date is known"
            raise RefusedError(Fault(message)) from error
        raise RefusedError(Fault(str(error))) from error


def instant(node: Node, scope: Scope) -> datetime:
    """Read an RFC 3339 instant with its zone, in UTC; seconds may be left out."""
    return _instant(line_of_text(node, scope))


@lru_cache(maxsize=4096)
def _instant(text: str) -> datetime:
    try:
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):  # no such day or hour
        pass
    message = (
        f"expected an instant with its zone, such as 2025-11-25T09:00:00Z, not {text!r}"
    )
    raise RefusedError(Fault(message))


def timezone(node: Node, scope: Scope) -> str:
    """Read the IANA name of a time zone."""
    name = line_of_text(node, scope)
    if not _is_zone(name):
        near = nearest(name, tuple(sorted(available_timezones())))
        hint = f"did you mean {near}?" if near else "expected such as Asia/Kolkata"
        raise RefusedError(
            Fault(f"the IANA database has no time zone {name!r}; {hint}")
        )
    return name


@lru_cache(maxsize=1024)
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: it names a folder
        return False
    return True


def duration(node: Node, scope: Scope) -> Duration:
    """Read an ISO 8601 duration."""
    try:
        return _duration(line_of_text(node, scope))
    except ValueError as error:
        raise RefusedError(Fault(str(error))) from error


_duration = lru_cache(maxsize=512)(Duration.parse)


def list_of(kind: Kind[T], words: str) -> Kind[tuple[T, ...]]:
    """Give the kind of a list; one value stands for a list of one."""
    read = kind.read

    def listed(node: Node, scope: Scope) -> tuple[T, ...]:
        return read_items(node, read, scope)

    items = {"type": "array", "items": kind.schema, "minItems": 1}
    return Kind(words, listed, {"anyOf": [kind.schema, items]})


def named(kind: Kind[T], words: str) -> Kind[dict[str, T]]:
    """Give the kind of a mapping whose names are the user's own."""
    read = kind.read

    def named_values(node: Node, scope: Scope) -> dict[str, T]:
        return read_named(node, read, scope)

    schema = {"type": "object", "additionalProperties": kind.schema, "minProperties": 1}
    return Kind(words, named_values, schema)


def word_of(choices: type[E]) -> Kind[E]:
    """Give the kind of a word that names a member of an enumeration."""
    by_word = {member.value: member for member in choices}
    words = tuple(by_word)

    def read(node: Node, scope: Scope) -> E:
        if isinstance(node, str) and node in by_word:
            return by_word[node]
        raise _not_among(line_of_text(node, scope), words)

    return Kind(either(words), read, {"enum": list(words)})


def grade_of(grades: tuple[str, ...]) -> Kind[str]:
    """Give the kind of a grade: one letter, or one digit."""

    def read(node: Node, scope: Scope) -> str:
        if isinstance(node, str) and node in grades:
            return node
        raise _not_among(line_of_text(node, scope), grades)

    numbers = [int(grade) for grade in grades if grade.isdigit()]
    return Kind(either(grades), read, {"enum": [*grades, *numbers]})


def either(words: tuple[str, ...]) -> str:
    """Say in words that it is one of these."""
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _not_among(text: str, words: tuple[str, ...]) -> RefusedError:
    near = nearest(text, words)
    hint = f"; did you mean `{near}`?" if near else ""
    return RefusedError(Fault(f"expected {either(words)}, not {text!r}{hint}"))


PROSE = Kind("text", prose, {"type": _SCALAR, "minLength": 1})
LINE = Kind("one line of text", line_of_text, {"type": _SCALAR, "minLength": 1})
ID = Kind(
    "id", identifier, {"type": ["string", "number"], "pattern": f"^{ID_PATTERN}$"}
)
COUNTRY = Kind(
    "ISO 3166 code", country, {"type": ["string", "boolean"], "pattern": "^[A-Z]{2}$"}
)
DATE = Kind("date", uncertain_date, {"type": ["string", "integer", "array", "object"]})
INSTANT = Kind(
    "instant with its zone", instant, {"type": "string", "pattern": _INSTANT_PATTERN}
)
ZONE = Kind("IANA time zone", timezone, {"type": "string", "minLength": 1})
DURATION = Kind("ISO 8601 duration", duration, {"type": "string", "pattern": "^P"})
LINES = list_of(LINE, "list of texts")
IDS = list_of(ID, "list of ids")
