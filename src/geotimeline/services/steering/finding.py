"""Reminders by what people call them: the beginning of a key, or an event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from geotimeline.errors import NotFoundError
from geotimeline.services.data.loading import event_of, read_timeline

if TYPE_CHECKING:
    from pathlib import Path

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.ledger import Ledger

SHORTEST_KEY = 6
"""How many hex digits of a key must be given at least."""

_KEY = re.compile(rf"[0-9a-f]{{{SHORTEST_KEY},24}}")
_SHORT = re.compile(rf"[0-9a-f]{{1,{SHORTEST_KEY - 1}}}")


@dataclass(frozen=True, slots=True)
class Found:
    """What a name stands for.

    Attributes:
        entries: At least one, unless it is an event, oldest due first.
        is_event: Whether it is the id of an event, and not a key.
    """

    entries: tuple[Entry, ...]
    is_event: bool


def find(ledger: Ledger, name: str) -> Found:
    """Find the reminder whose key begins so, else all reminders of an event.

    Raises:
        NotFoundError: Nothing is called so, or several keys begin so.
    """
    if _KEY.fullmatch(name.lower()):
        entries = ledger.with_key(name.lower())
        if len(entries) == 1:
            return Found(entries, is_event=False)
        if entries:
            listed = "; ".join(f"{one.key[:12]} {_about(one)}" for one in entries[:5])
            raise NotFoundError("reminder", name, f"several keys begin so: {listed}")
    entries = tuple(ledger.entries(event=name)) if name else ()
    if entries:
        return Found(entries, is_event=True)
    raise NotFoundError("reminder", name, _hint(ledger, name))


def find_event(folder: Path, ledger: Ledger, event_id: str) -> None:
    """Make sure that the data, or the ledger, has ever known an event.

    Args:
        folder: The data folder.
        ledger: The ledger; it may remember an event whose file is gone.
        event_id: The event's id.

    Raises:
        NotFoundError: There is no such event; the nearest are named.
    """
    if any(True for _ in ledger.entries(event=event_id)):
        return
    timeline, problems = read_timeline(folder)
    event_of(timeline, event_id, problems)


def _about(entry: Entry) -> str:
    return f"({entry.identity.event or 'digest'}, {entry.identity.moment})"


def _hint(ledger: Ledger, name: str) -> str:
    if _SHORT.fullmatch(name.lower()):
        return f"a key needs {SHORTEST_KEY} digits at least"
    known = {entry.identity.event for entry in ledger.entries()} - {""}
    near = get_close_matches(name, known, n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    return "keys are in `geotimeline alerts log --all`"
