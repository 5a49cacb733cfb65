"""Falling back: a message that its channel does not take goes through another one.

The message that goes instead is a reminder of its own, with its own key. It rests on
the key of the first, and falls away with it while it is unsent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import Entry, State
from geotimeline.planning.reminders import FALLBACK
from geotimeline.planning.steering import FROM_PLAN, ONE_OFF, QUIET_HOURS
from geotimeline.services.decisions import decided
from geotimeline.services.messages.composing import as_payload, read_payload
from geotimeline.services.messages.sending_words import compose_again

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.planning.falling_back import Fallback
    from geotimeline.planning.reminders import Identity
    from geotimeline.services.delivering.gates import Gates
    from geotimeline.services.delivering.holding_back import HoldingBack

_NEW = (None, State.SUPERSEDED)
_UNSENT = (State.PLANNED, State.WAITING)


def instead_of(
    entry: Entry, error: str, holding: HoldingBack, *, now: datetime
) -> Entry | None:
    """Make the message that goes through the fallback of an entry's channel.

    Args:
        entry: What could not be sent.
        error: Why, in words without secrets.
        holding: Knows the channels, and when people want quiet.
        now: The present instant.

    Returns:
        None where the channel has no fallback.
    """
    channel = holding.alerts.channels.get(entry.identity.channel)
    if channel is None or channel.fallback is None:
        return None
    identity = _identity(entry, channel.fallback)
    why = f"through {identity.channel}, because {channel.name} failed: {error}"
    told = read_payload(entry.payload)
    message = compose_again(identity.key, told, due_at=told.due_at, why=why)
    at = holding.not_before(identity, now, expires_at=entry.expires_at)
    return Entry(
        identity=identity,
        key=identity.key,
        due_at=entry.due_at,
        not_before=at,
        expires_at=entry.expires_at,
        payload=as_payload(message),
        state=State.PLANNED if at <= now else State.WAITING,
        created_at=now,
        priority=entry.priority,
        note=why if at <= now else f"{QUIET_HOURS} {at:%Y-%m-%d %H:%M} UTC",
    )


def fall_back(
    ledger: Ledger, gates: Gates, holding: HoldingBack, *, now: datetime
) -> int:
    """Let what has waited too long for a channel that fails go through its fallback.

    What a channel refuses for good is seen to when that is written down.

    Returns:
        How many messages go another way from now on.

    Raises:
        LedgerError: The ledger cannot be used; nothing was changed then.
    """
    names = [name for name, one in holding.alerts.channels.items() if one.fallback]
    errors = {name: error for name in names if (error := gates.failing(name))}
    if not errors:
        return 0
    made = [
        instead
        for entry in ledger.open_entries()
        if (why := errors.get(entry.identity.channel))
        and _has_waited(entry, ledger, holding, now)
        and (instead := instead_of(entry, why, holding, now=now))
    ]
    known = ledger.states([one.key for one in made])
    fresh = tuple(one for one in made if known.get(one.key) in _NEW)
    if fresh:
        ledger.apply(Changes(ledger.last_planned_at() or now, insert=fresh))
    for one in fresh:
        log_fallback(one)
    return len(fresh)


def log_fallback(instead: Entry) -> None:
    """Log that a message goes another way."""
    decided(
        "fallback",
        key=instead.key,
        instead=origin_of(instead),
        event=instead.identity.event,
        channel=instead.identity.channel,
        why=instead.note,
    )


def first_way(entry: Entry, known: Mapping[str, Entry]) -> Entry:
    """Give the message that a fallback stands for, if it is known; else itself."""
    if entry.identity.moment != FALLBACK:
        return entry
    return known.get(origin_of(entry), entry)


def origin_of(entry: Entry) -> str:
    """Give the key of the message that a fallback stands for."""
    return entry.identity.bound.partition("=")[2]


def still_missed(
    missed: Mapping[tuple[str, str], Sequence[Entry]],
    ledger: Ledger,
    holding: HoldingBack,
) -> Mapping[tuple[str, str], Sequence[Entry]]:
    """Leave out what went, or goes, another way: that is told, or missed, there."""
    channels = holding.alerts.channels
    ways = {
        entry.key: _identity(_teller(entry, ledger), channel.fallback).key
        for entries in missed.values()
        for entry in entries
        if (channel := channels.get(entry.identity.channel)) and channel.fallback
    }
    known = ledger.states(tuple(ways.values()))
    left = {
        to: [one for one in entries if ways.get(one.key) not in known]
        for to, entries in missed.items()
    }
    return {to: entries for to, entries in left.items() if entries}


def _teller(entry: Entry, ledger: Ledger) -> Entry:
    """Give the digest that was to tell an entry, if one was; else the entry itself."""
    found = ledger.with_key(entry.digest) if entry.digest else ()
    return next(iter(found), entry)


def _identity(entry: Entry, fallback: Fallback) -> Identity:
    """Give what makes up the key of the message that goes instead."""
    return replace(
        entry.identity,
        moment=FALLBACK,
        bound=_bound(entry),
        channel=fallback.to,
        number=0,
    )


def _bound(entry: Entry) -> str:
    """Say what it rests on: where fallbacks follow each other, on the first message."""
    if entry.identity.moment == FALLBACK:
        return entry.identity.bound
    kind = FROM_PLAN if entry.identity.is_from_plan else ONE_OFF
    return f"{kind}={entry.key}"


def _has_waited(
    entry: Entry, ledger: Ledger, holding: HoldingBack, now: datetime
) -> bool:
    """Whether its use is at risk if it waits any longer for its channel.

    What a digest tells goes the way of its digest.
    """
    if entry.digest or entry.state not in _UNSENT or now >= entry.expires_at:
        return False
    fallback = holding.alerts.channels[entry.identity.channel].fallback
    if fallback is None or (entry.not_before > now and not entry.attempts):
        return False
    attempts = ledger.attempts(entry.key) if entry.attempts else ()
    began = attempts[0].at if attempts else entry.not_before
    return fallback.due(began, expires_at=entry.expires_at) <= now
