"""TEXT values (RFC 5545 §3.3.11), with the escapes undone."""

from __future__ import annotations

import re

from geotimeline.formats.ical.content_lines import cleaned, one_line

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_COMMA = re.compile(r"(?:[^\\,]|\\.)+", re.DOTALL)


def text(value: str) -> str:
    r"""Give a text of one or more lines; what follows a `\` needlessly stays itself."""
    return cleaned(_ESCAPE.sub(_meant, value)).strip()


def line(value: str) -> str:
    """Give a text on one line."""
    return one_line(text(value))


def listed(value: str) -> tuple[str, ...]:
    """Give the texts of a list, without empty ones; an escaped comma parts nothing."""
    return tuple(filter(None, map(line, _COMMA.findall(value))))


def _meant(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]
