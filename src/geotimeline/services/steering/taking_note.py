"""Acknowledging and putting off a matter: what would have followed does not come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import State
from geotimeline.planning.reminders import ESCALATED, FALLBACK
from geotimeline.services.delivering.falling_back import origin_of
from geotimeline.services.matters import following, matter_with
from geotimeline.services.steering.leaving_digests import members_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.interfaces.steering import Acknowledgement
    from geotimeline.services.matters import Matter

_TAKEN = "somebody acknowledged it"
_UNSENT = (State.PLANNED, State.WAITING)


def take_note(ledger: Ledger, word: Acknowledgement) -> bool:
    """Acknowledge a message; with one that followed from another, that one too.

    With a digest, what it tells is acknowledged. What is still to come only because
    nobody had acknowledged is closed at once, and does not wait for the next plan.

    Returns:
        Whether there was anything to take note of, as `Ledger.acknowledge` says.

    Raises:
        LedgerError: It cannot be written down. Doing it again completes it.
    """
    found = [one for one in ledger.with_key(word.key) if one.key == word.key]
    if not found:
        return False
    for member in members_of(ledger, found[0]):
        take_note(ledger, replace(word, key=member.key))
    if not found[0].identity.event:
        return _of_digest(ledger, found[0], word)
    matter = matter_with(ledger, found[0])
    if found[0] not in matter.originals or found[0].identity.moment == FALLBACK:
        for one in matter.told:
            ledger.acknowledge(replace(word, key=one.key))
    taken = ledger.acknowledge(word)
    if taken:
        follow_ups = (
            one
            for one in (*following(matter), *_other_ways(matter, word.key))
            if one.key != word.key
        )
        _close(ledger, follow_ups, _TAKEN, now=word.at)
    return taken


def _of_digest(ledger: Ledger, entry: Entry, word: Acknowledgement) -> bool:
    """Acknowledge what is about no event, and the digest that it went instead of."""
    if entry.identity.moment == FALLBACK:
        for first in ledger.with_key(origin_of(entry)):
            for member in members_of(ledger, first):
                take_note(ledger, replace(word, key=member.key))
            ledger.acknowledge(replace(word, key=first.key))
    taken = ledger.acknowledge(word)
    if taken:
        unsent = ledger.entries(states=_UNSENT, event="")
        instead = (
            one
            for one in unsent
            if one.identity.moment == FALLBACK and origin_of(one) == word.key
        )
        _close(ledger, instead, _TAKEN, now=word.at)
    return taken


def _other_ways(matter: Matter, key: str) -> Iterator[Entry]:
    """Yield what was to go another way than the message that is acknowledged."""
    for entry in matter.entries:
        if entry.identity.moment == FALLBACK and origin_of(entry) == key:
            yield entry


def put_off(
    ledger: Ledger, keys: Iterable[str], *, until: datetime, now: datetime, note: str
) -> None:
    """Let nothing follow from what was snoozed before it is told again.

    What would have said it again until then is not sent; escalations are counted anew
    by the next plan, from when it is told.

    Args:
        ledger: The ledger.
        keys: What was snoozed.
        until: Until when.
        now: The present instant.
        note: Who asked, in words.

    Raises:
        LedgerError: It cannot be written down.
    """
    snoozed = [one for key in keys for one in ledger.with_key(key) if one.key == key]
    for matter in (matter_with(ledger, one) for one in snoozed):
        early = (
            one
            for one in following(matter)
            if one.not_before <= until and one not in snoozed
        )
        _close(ledger, early, note, now=now, repetitions=State.EXPIRED)


def _close(
    ledger: Ledger,
    entries: Iterable[Entry],
    note: str,
    *,
    now: datetime,
    repetitions: State = State.SUPERSEDED,
) -> None:
    """Close what follows; what is superseded comes back where the plan asks for it."""
    close = tuple(
        (
            one.key,
            State.SUPERSEDED if one.identity.moment == ESCALATED else repetitions,
            note,
        )
        for one in entries
    )
    if close:
        ledger.apply(Changes(ledger.last_planned_at() or now, close=close))
