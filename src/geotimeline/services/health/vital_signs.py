"""Whether the scheduler is alive and does its work: what `status` and monitors read."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import OPEN_STATES, Entry, State
from geotimeline.interfaces.vitals import Health, Pulse
from geotimeline.services.delivering.gates import Gates
from geotimeline.services.health.standings import standings
from geotimeline.services.health.tallying import tallies

if TYPE_CHECKING:
    from geotimeline.interfaces.ledger import Ledger

_PULSE = "pulse"
_PASSED = "passed"
_A_DAY = timedelta(days=1)


def examine(
    ledger: Ledger,
    *,
    holder: str | None,
    now: datetime,
    pulse: Pulse | None = None,
    within: timedelta | None = None,
    gates: Gates | None = None,
) -> Health:
    """Find out how a scheduler fares, from what it wrote into its ledger.

    Args:
        ledger: The ledger; only read.
        holder: Who holds the scheduler's lock.
        now: The present instant.
        pulse: What the scheduler knows of itself; what it wrote down if None.
        within: How old the last pass of `alerts send` may be where no scheduler runs;
            None where one should.
        gates: The channels, and what they may be given now; none if None.

    Raises:
        LedgerError: It cannot be read.
    """
    gates = gates or Gates(ledger, {})
    entries = ledger.open_entries()
    due = [entry for entry in entries if _is_due(entry, now)]
    overdue, waiting = gates.divide(due, now=now)
    dead = ledger.dead_since(now - _A_DAY)
    states = Counter(entry.state for entry in entries)
    return Health(
        at=now,
        holder=holder,
        pulse=pulse or _read(ledger.recall(_PULSE)),
        planned_at=ledger.last_planned_at(),
        next_due=ledger.next_due(),
        queue={state: states[state] for state in State if state in OPEN_STATES},
        overdue=len(overdue),
        dead=sum(dead.values()),
        channels=tallies(ledger),
        standings=standings(gates, waiting, dead, now=now),
        passed_at=_instant(ledger.recall(_PASSED)),
        within=within,
    )


def keep(pulse: Pulse, ledger: Ledger) -> None:
    """Write down that a scheduler lives.

    Raises:
        LedgerError: It cannot be written.
    """
    fields = {
        "started_at": pulse.started_at.isoformat(),
        "tick_at": pulse.tick_at.isoformat(),
        "tick_seconds": pulse.tick.total_seconds(),
    }
    ledger.remember(_PULSE, json.dumps(fields))


def keep_pass(at: datetime, ledger: Ledger) -> None:
    """Write down that a pass of `alerts send` has come to its end.

    Raises:
        LedgerError: It cannot be written.
    """
    ledger.remember(_PASSED, at.isoformat())


def _is_due(entry: Entry, now: datetime) -> bool:
    is_held = entry.state is State.CLAIMED or bool(entry.digest)
    return not is_held and entry.not_before <= now < entry.expires_at


def _read(text: str | None) -> Pulse | None:
    if text is None:
        return None
    fields = json.loads(text)
    return Pulse(
        datetime.fromisoformat(fields["started_at"]),
        datetime.fromisoformat(fields["tick_at"]),
        timedelta(seconds=fields["tick_seconds"]),
    )


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
