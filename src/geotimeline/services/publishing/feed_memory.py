"""What a feed has said before, kept in the ledger: it warns where history was edited.

SEQUENCE follows from the claims alone, so a feed needs no memory. But whoever edits or
removes a claim takes its number away too, and calendars keep the entry that they have.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.services.publishing.feeds import EntryState, RenderedFeed

MOST_WARNINGS = 5
"""So many entries are named; the others are counted."""

_PREFIX = "feed/"
_HINT = "calendars may keep what they have: add a claim that is recorded now"


class _Said(NamedTuple):
    """What was last said of an entry.

    Attributes:
        sequence: The highest number that it had.
        look: When it was, and its status, in short.
        until: Its last day, as text; empty if that is not known.
        is_off: Whether it was cancelled.
    """

    sequence: int
    look: str
    until: str
    is_off: bool


def edits_told(ledger: Ledger, feed: RenderedFeed, *, now: datetime) -> tuple[str, ...]:
    """Compare a feed with what it said before, and remember what it says now.

    Args:
        ledger: Where that is kept.
        feed: The feed, with no options but its own.
        now: The present instant, in UTC: what is over by then may leave unnoticed.

    Returns:
        A sentence for each entry that calendars may not follow, a few at most; or why
        the ledger could not be asked, since no feed waits for it.
    """
    try:
        return _compared(ledger, feed, str(now.date()))
    except LedgerError as error:
        return (str(error),)


def _compared(ledger: Ledger, feed: RenderedFeed, today: str) -> tuple[str, ...]:
    before = _recalled(ledger, feed)
    now = {one.uid: _said(one) for one in feed.states}
    told = [*_unnoticed(before, now), *_vanished(before, now, today)]
    kept = {uid: _higher(before.get(uid), said) for uid, said in now.items()}
    if kept != before:
        _remember(ledger, feed, kept)
    more = len(told) - MOST_WARNINGS
    return (*told[:MOST_WARNINGS], f"and {more} more") if more > 0 else tuple(told)


def _unnoticed(before: Mapping[str, _Said], now: Mapping[str, _Said]) -> Iterator[str]:
    """Name the entries that moved with no higher number than they had."""
    for uid, said in now.items():
        old = before.get(uid, said)
        if said.sequence < old.sequence:
            numbers = f"SEQUENCE {old.sequence}, now {said.sequence}"
            yield f"{uid}: its claims were edited or removed ({numbers}); {_HINT}"
        elif said.sequence == old.sequence and said.look != old.look:
            yield f"{uid}: it moved because claims were edited; {_HINT}"


def _vanished(
    before: Mapping[str, _Said], now: Mapping[str, _Said], today: str
) -> Iterator[str]:
    """Name what left the feed without being cancelled, and is not over yet."""
    for uid, old in before.items():
        if uid not in now and not old.is_off and (old.until or today) >= today:
            yield f"{uid}: it left without being cancelled; many calendars keep it"


def _higher(old: _Said | None, new: _Said) -> _Said:
    """Give what calendars have: the one with the higher number, the older if equal."""
    return new if old is None or new.sequence > old.sequence else old


def _said(state: EntryState) -> _Said:
    return _Said(state.sequence, state.look, state.until, state.is_off)


def _recalled(ledger: Ledger, feed: RenderedFeed) -> dict[str, _Said]:
    """Give what was said, if it was said with the same options."""
    text = ledger.recall(_PREFIX + feed.feed.name)
    found = json.loads(text) if text else {}
    if found.get("options") != dict(feed.feed.options):
        return {}
    return {uid: _Said(*fields) for uid, fields in found["entries"].items()}


def _remember(ledger: Ledger, feed: RenderedFeed, kept: Mapping[str, _Said]) -> None:
    said = {"options": dict(feed.feed.options), "entries": kept}
    ledger.remember(_PREFIX + feed.feed.name, json.dumps(said, separators=(",", ":")))
