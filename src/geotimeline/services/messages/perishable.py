"""Words that are true until an instant: what is sent later goes without them.

A message is frozen long before some of it is sent: it may wait for a channel, be said
again or quoted days later. What it names as still to come would be past by then.
"""

from __future__ import annotations

import re
from datetime import datetime

_MARK = "\x19"  # no text can hold it: control characters are taken out of all texts
_MARKED = re.compile(rf"{_MARK}([0-9T:+-]*)", re.IGNORECASE)
_LENGTH = len("2026-01-05T08:00:00+00:00")


def perishable(words: str, until: datetime) -> str:
    """Give words that are to be left out from an instant on, in UTC."""
    return f"{words}{_MARK}{until.isoformat(timespec='seconds')}"


def as_of(body: str, now: datetime) -> str:
    """Give a body at an instant: without the lines that are past, and without marks."""
    lines = body.split("\n")
    return "\n".join(lasting(line) for line in lines if not _is_past(line, now))


def lasting(text: str) -> str:
    """Give a text without marks."""
    return _MARKED.sub("", text)


def _is_past(line: str, now: datetime) -> bool:
    ends = [end for end in _MARKED.findall(line) if len(end) == _LENGTH]
    return any(datetime.fromisoformat(end.upper()) <= now for end in ends)
