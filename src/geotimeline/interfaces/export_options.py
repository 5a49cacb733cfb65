"""Read an exporter's options, for built-in and foreign exporters alike."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, time
from difflib import get_close_matches
from typing import TYPE_CHECKING

from geotimeline.edtf import parse
from geotimeline.errors import EdtfSyntaxError
from geotimeline.interfaces.exporters import ExportOptionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_YES_OR_NO = ("no", "yes")
_IRI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f-\xa0\ud800-\udfff]+"
)
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def expect_known(options: Mapping[str, str], known: Mapping[str, str]) -> None:
    """Refuse an option that an exporter does not have.

    Args:
        options: What was chosen.
        known: The options that there are, each with a line of help.

    Raises:
        ExportOptionError: One is unknown; the nearest is named.
    """
    for name in options:
        if name not in known:
            message = f"no option {name!r}; {_what_else(name, tuple(known))}"
            raise ExportOptionError(message)


def choice(options: Mapping[str, str], name: str, values: Sequence[str]) -> str:
    """Give which of some words was chosen; the first where nothing was.

    Raises:
        ExportOptionError: It is another word; the nearest is named.
    """
    chosen = options.get(name, values[0])
    if chosen in values:
        return chosen
    message = f"no value of `{name}` {chosen!r}; {_what_else(chosen, values)}"
    raise ExportOptionError(message)


def flag(options: Mapping[str, str], name: str) -> bool:
    """Give `yes` or `no` as a truth value; no where nothing was chosen.

    Raises:
        ExportOptionError: It is neither.
    """
    return choice(options, name, _YES_OR_NO) == "yes"


def whole_number(
    options: Mapping[str, str], name: str, *, default: int, most: int
) -> int:
    """Give a whole number from 1 to `most`, both included.

    Raises:
        ExportOptionError: It is none.
    """
    written = options.get(name, str(default))
    if written.isascii() and written.isdigit() and len(written) <= len(str(most)):
        number = int(written)
        if 1 <= number <= most:
            return number
    message = f"no value of `{name}` {written!r}; expected a number from 1 to {most}"
    raise ExportOptionError(message)


def iri(options: Mapping[str, str], name: str) -> str:
    """Give an absolute IRI (RFC 3987), "" where nothing was chosen.

    Raises:
        ExportOptionError: It is none.
    """
    written = options.get(name, "")
    if not written or _IRI.fullmatch(written):
        return written
    message = (
        f"no value of `{name}` {written!r}; expected an IRI such as "
        "tag:example.org,2025:timeline or https://example.org/timeline"
    )
    raise ExportOptionError(message)


def first_instant(options: Mapping[str, str], name: str) -> datetime | None:
    """Give an instant in UTC, or the first of a day, month or year; None if not chosen.

    Raises:
        ExportOptionError: It is none of these.
    """
    if name not in options:
        return None
    written = options[name]
    with suppress(EdtfSyntaxError, OverflowError):
        value = parse(written)
        if value.instant is not None and value.instant.tzinfo is not None:
            return value.instant.astimezone(UTC)
        if value.first is not None and _DAY.fullmatch(written):
            return datetime.combine(value.first, time(), UTC)
    message = (
        f"no value of `{name}` {written!r}; expected a day, month, year or instant "
        "such as 2025-12-04, 2025-12, 2025 or 2025-12-04T09:00:00Z"
    )
    raise ExportOptionError(message)


def _what_else(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, n=1)
    if near:
        return f"did you mean {near[0]}?"
    return f"expected {', '.join(known)}" if known else "this format has none"
