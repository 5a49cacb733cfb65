"""Why somebody was, or was not, told: the life of reminders, read from the ledger."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from geotimeline.errors import NotFoundError
from geotimeline.interfaces.entries import State
from geotimeline.interfaces.lives import Answer, Life
from geotimeline.planning.plan import not_planned
from geotimeline.planning.reminders import FALLBACK, FOLLOWING, SNOOZED
from geotimeline.services.delivering.falling_back import origin_of
from geotimeline.services.delivering.gates import Gates
from geotimeline.services.matters import matter_with
from geotimeline.services.messages.composing import read_payload
from geotimeline.services.steering.finding import find

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.services.data.loading import Loaded


def ask(loaded: Loaded, ledger: Ledger, name: str, *, now: datetime) -> Answer:
    """Tell the life of the reminder whose key begins so, or of all of an event.

    With a reminder stands what followed from it: because nobody acknowledged it, or
    because its channel failed.

    Raises:
        NotFoundError: Neither the ledger nor the data knows the name.
    """
    is_event = any(event.id == name for event in loaded.timeline)
    try:
        found = find(ledger, name)
    except NotFoundError:
        if not is_event:
            raise
        return _answer(loaded, ledger, (), name, now)
    if found.is_event:
        return _answer(loaded, ledger, found.entries, name, now)
    meant = _with_what_followed(ledger, found.entries)
    return Answer(_lives(loaded, ledger, meant, now))


_FOLLOWING = (*FOLLOWING, FALLBACK, SNOOZED)


def _with_what_followed(
    ledger: Ledger, entries: tuple[Entry, ...]
) -> tuple[Entry, ...]:
    found = {
        one.key: one
        for entry in entries
        for one in (entry, *_about_the_same(ledger, entry))
        if one.key == entry.key or one.identity.moment in _FOLLOWING
    }
    return tuple(found.values())


def _about_the_same(ledger: Ledger, entry: Entry) -> Iterator[Entry]:
    """Yield what belongs to the matter of an entry, or rests on a digest."""
    yield from matter_with(ledger, entry).entries
    if not entry.identity.event:
        for one in ledger.entries(event=""):
            if origin_of(one) == entry.key:
                yield one


def _answer(
    loaded: Loaded,
    ledger: Ledger,
    entries: tuple[Entry, ...],
    event: str,
    now: datetime,
) -> Answer:
    rows = [row for row in loaded.timeline.rows(as_of=now) if row.event.id == event]
    rules = loaded.alerts.rules
    asked = any(
        rule.match.matches(row.event, row.belief) for row in rows for rule in rules
    )
    return Answer(
        lives=_lives(loaded, ledger, entries, now),
        not_planned=not_planned(rows, rules),
        is_unasked=not asked,
    )


def _lives(
    loaded: Loaded, ledger: Ledger, entries: tuple[Entry, ...], now: datetime
) -> tuple[Life, ...]:
    gates = Gates(ledger, loaded.alerts.channels, loaded.settings.rest)
    told_in = _told_in(ledger) if entries else {}
    return tuple(
        Life(
            entry,
            ledger.attempts(entry.key),
            ledger.acknowledgement(entry.key),
            _waits_for(entry, gates, now),
            told_in.get(entry.key, ()),
        )
        for entry in entries
    )


def _told_in(ledger: Ledger) -> Mapping[str, tuple[Entry, ...]]:
    """Give what told messages together, or was to, by the keys of what it told."""
    found = defaultdict[str, tuple["Entry", ...]](tuple)
    for entry in ledger.entries(event=""):  # what tells several is about no event
        for member in read_payload(entry.payload).members:
            found[member.key] += (entry,)
    return found


def _waits_for(entry: Entry, gates: Gates, now: datetime) -> str:
    """Say what keeps its channel from being given what is due."""
    is_due = entry.state in (State.PLANNED, State.WAITING) and entry.not_before <= now
    channel = entry.identity.channel
    obstacle = gates.obstacle(channel, now) if is_due else None
    return "" if obstacle is None else f"{channel}: {obstacle.words}"
