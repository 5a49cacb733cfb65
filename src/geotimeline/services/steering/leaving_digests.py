"""Digests after somebody steered what they tell: without it, while they are untried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import Entry, State
from geotimeline.interfaces.gathering import Gathering
from geotimeline.planning.steering import EMPTY
from geotimeline.services.messages.composing import as_payload, read_payload
from geotimeline.services.messages.composing_digests import compose_digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from geotimeline.interfaces.ledger import Ledger

_UNSENT = (State.PLANNED, State.WAITING)


def members_of(ledger: Ledger, entry: Entry) -> tuple[Entry, ...]:
    """Give what a digest tells, in its order; nothing for all else."""
    told = read_payload(entry.payload).members
    found = (one for message in told for one in ledger.with_key(message.key))
    return tuple(one for one in found if one.digest == entry.key)


def leave_digests(ledger: Ledger, entries: Iterable[Entry], *, now: datetime) -> None:
    """Take out of untried digests what does not wait for them any more.

    Args:
        ledger: Where they stand.
        entries: What was steered, as it stood before.
        now: The present instant.
    """
    planned_at = ledger.last_planned_at() or now
    for key in sorted({entry.digest for entry in entries} - {""}):
        for digest in ledger.with_key(key):
            if digest.state in _UNSENT and not digest.attempts:
                ledger.apply(_without_gone(ledger, digest, planned_at))


def _without_gone(ledger: Ledger, digest: Entry, planned_at: datetime) -> Changes:
    """Give the changes by which a digest tells only what still waits for it.

    It is told in the usual words until the next plan, which knows of templates.
    """
    waiting = [one for one in members_of(ledger, digest) if one.state in _UNSENT]
    if not waiting:
        closed = (digest.key, State.SUPERSEDED, EMPTY)
        return Changes(planned_at, close=(closed,))
    keys = tuple(one.key for one in waiting)
    told = read_payload(digest.payload)
    message = compose_digest(
        digest.key,
        [one for one in told.members if one.key in keys],
        reason=told.reason,
        due_at=told.due_at,
    )
    instants = digest.due_at, digest.not_before, digest.expires_at
    return Changes(
        planned_at,
        refresh=((digest.key, as_payload(message), *instants),),
        gather=(Gathering(digest.key, keys, digest.not_before, waiting[0].note),),
    )
