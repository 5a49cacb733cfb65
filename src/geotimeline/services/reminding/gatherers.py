"""What gathers digests: for a pass over a ledger, and for a look ahead without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import State
from geotimeline.model.zones import EARLIEST, LATEST
from geotimeline.planning.steering import HELD_BACK
from geotimeline.services.delivering.holding_back import HoldingBack
from geotimeline.services.reminding.gathering import Gatherer, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.planning.reminders import Identity
    from geotimeline.services.data.loading import Loaded


def gatherer_for(
    loaded: Loaded, ledger: Ledger, opened: Mapping[str, Entry], *, now: datetime
) -> Gatherer:
    """Make what gathers in a planning pass.

    Args:
        loaded: Says who wants which digest, and who is not to be told when.
        ledger: Knows which digests are over.
        opened: What it holds unsent, by key.
        now: The present instant.
    """
    known = _Known(ledger, opened)
    quiet = HoldingBack(loaded.alerts)

    def goes_at(identity: Identity, due_at: datetime) -> datetime:
        entry = opened.get(identity.key)
        if entry is not None and entry.note.startswith(HELD_BACK):
            return entry.not_before  # somebody wants it then
        return _after_quiet(quiet, identity, due_at, now)

    return Gatherer(loaded.wishes, now, known.standing, goes_at)


def gatherer_ahead(loaded: Loaded) -> Gatherer:
    """Make what gathers in a forecast, where no digest is known yet."""
    quiet = HoldingBack(loaded.alerts)
    return Gatherer(
        loaded.wishes,
        EARLIEST,
        lambda _: Standing.NEW,
        lambda identity, due_at: _after_quiet(quiet, identity, due_at, EARLIEST),
    )


def _after_quiet(
    quiet: HoldingBack, identity: Identity, due_at: datetime, now: datetime
) -> datetime:
    at = max(due_at, now)
    later = quiet.not_before(identity, at, expires_at=LATEST)
    return due_at if later == at else later


class _Known:
    """How digests stand in a ledger, each looked up once."""

    def __init__(self, ledger: Ledger, opened: Mapping[str, Entry]) -> None:
        self._ledger = ledger
        self._opened = opened
        self._found: dict[str, Standing] = {}

    def standing(self, identity: Identity) -> Standing:
        key = identity.key
        if key not in self._found:
            self._found[key] = self._look_up(key)
        return self._found[key]

    def _look_up(self, key: str) -> Standing:
        entry = self._opened.get(key)
        if entry is not None:
            is_free = not entry.attempts and entry.state is not State.CLAIMED
            return Standing.OPEN if is_free else Standing.OVER
        state = self._ledger.states([key]).get(key)
        return Standing.NEW if state in (None, State.SUPERSEDED) else Standing.OVER
