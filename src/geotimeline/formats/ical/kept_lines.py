"""Lines that an import kept, and that go back out as they came in.

Only those that no reader is known to break on (RFC 5545 §3.8): one of each, without
parameters, with the values that strict readers ask for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geotimeline.model.event import Event

KEPT = "x-ical"
"""The field of an event file that holds them."""

_NUMBER = r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?"
_HARMLESS = {
    "CLASS": re.compile("PUBLIC|PRIVATE|CONFIDENTIAL"),
    "COLOR": re.compile("[A-Za-z]{3,20}"),
    "GEO": re.compile(f"{_NUMBER};{_NUMBER}"),
    "PRIORITY": re.compile("[0-9]"),
}
_OWN = re.compile(r"X-[A-Z0-9]+(?:-[A-Z0-9]+)*")
_OWN_VALUE = re.compile(
    r"(?:[^\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|\\[\\;,n])*"
)
_SAID_BY_US = ("X-GEOTIMELINE-", "X-WR-", "X-PUBLISHED-")


def kept_lines(event: Event) -> tuple[str, ...]:
    """Give the content lines of an event that came with it, and may go with it."""
    kept = event.extra.get(KEPT)
    if not isinstance(kept, list):
        return ()
    found: dict[str, str] = {}
    for line in kept:
        name, _, value = line.partition(":") if isinstance(line, str) else ("", "", "")
        if _is_harmless(name, value):
            found.setdefault(name, line)
    return tuple(found.values())


def _is_harmless(name: str, value: str) -> bool:
    if name in _HARMLESS:
        return _HARMLESS[name].fullmatch(value) is not None
    if _OWN.fullmatch(name) is None or name.startswith(_SAID_BY_US):
        return False
    return _OWN_VALUE.fullmatch(value) is not None
