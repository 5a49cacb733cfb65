"""Entries for tests, made in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import Entry, State
from geotimeline.planning.reminders import Identity

if TYPE_CHECKING:
    from geotimeline.interfaces.entries import Claimed
    from geotimeline.interfaces.ledger import Ledger

NOON = datetime(2025, 11, 27, 12, tzinfo=UTC)
LEASE_SECONDS = 60.0
ONE_SECOND = timedelta(seconds=1)
ONE_DAY = timedelta(days=1)


def make_entry(
    event: str = "visit",
    due_at: datetime = NOON,
    *,
    channel: str = "console",
    **fields: Any,  # noqa: ANN401 (whatever fields `Entry` has)
) -> Entry:
    """Make a planned entry that stays useful for a day.

    Args:
        event: Id of the event; the key follows from it and from the channel.
        due_at: When it is due, and from when on it may be claimed.
        channel: Name of the channel.
        fields: Any other fields of `Entry`.
    """
    identity = Identity(
        event=event,
        milestone="event",
        rule="visits",
        moment="7d before first",
        bound="first=2025-12-04",
        claim="c1",
        recipient="",
        channel=channel,
    )
    entry = Entry(
        identity=identity,
        key=identity.key,
        due_at=due_at,
        not_before=due_at,
        expires_at=due_at + ONE_DAY,
        payload='{"title": "Визит 🇮🇳"}',
        state=State.PLANNED,
        created_at=NOON - ONE_DAY,
    )
    return replace(entry, **fields)


def insert(ledger: Ledger, *entries: Entry) -> None:
    """Apply a plan that does nothing but insert."""
    ledger.apply(Changes(planned_at=NOON, insert=entries))


def reopen(ledger: Ledger, *entries: Entry) -> None:
    """Apply a plan that still asks for what was abandoned, from `not_before` on."""
    again = tuple((entry.key, entry.not_before) for entry in entries)
    ledger.apply(Changes(planned_at=NOON, reopen=again))


def claim(
    ledger: Ledger,
    now: datetime = NOON,
    *,
    owner: str = "here",
    limit: int = 100,
) -> tuple[Claimed, ...]:
    """Claim what is due, with a lease of `LEASE_SECONDS`."""
    return ledger.claim(now=now, owner=owner, lease_seconds=LEASE_SECONDS, limit=limit)


def claim_one(ledger: Ledger, now: datetime = NOON) -> Claimed:
    """Claim the one entry that is due."""
    (claimed,) = claim(ledger, now)
    return claimed


def only_entry(ledger: Ledger) -> Entry:
    """Give the one entry that the ledger holds."""
    (entry,) = ledger.entries()
    return entry


def events(found: tuple[Claimed, ...]) -> list[str]:
    """Name the events of what was claimed, in order."""
    return [claimed.entry.identity.event for claimed in found]
