"""The desk of tests/services, and people who steer it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.services.conftest import Desk, make_desk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geotimeline.interfaces.entries import Entry, State

__all__ = ["make_desk"]


def at(text: str) -> datetime:
    """Read `2025-12-01 09:00`, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def states(desk: Desk) -> Sequence[State]:
    """Give the states of all entries, oldest due first."""
    return [entry.state for entry in desk.ledger.entries()]


def only(desk: Desk, state: State) -> Entry:
    """Give the one entry in a state."""
    (entry,) = desk.ledger.entries(states=[state])
    return entry
