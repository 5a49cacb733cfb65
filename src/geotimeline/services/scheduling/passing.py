"""One pass over what is due now, as cron makes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import OPEN_STATES, Entry, State
from geotimeline.planning.catchup import Verdict
from geotimeline.services.data.loading import load
from geotimeline.services.delivering.gates import Gates
from geotimeline.services.health.tallying import Tallies
from geotimeline.services.health.vital_signs import keep_pass
from geotimeline.services.reminding.following_up import is_followed
from geotimeline.services.reminding.replanning import changes_for, replan
from geotimeline.services.reminding.told_together import goes_alone

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from pathlib import Path

    from geotimeline.interfaces.clock import Clock
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.services.data.loading import Loaded
    from geotimeline.services.delivering.delivery import Delivery

_MOST_READS = 5  # under `--now` in the past, the last plan stays in the future


@dataclass(frozen=True, slots=True)
class Passed:
    """What a pass did, or would do.

    Attributes:
        sent: Entries that were sent, or would be.
        failed: Entries that were tried and will be tried again, or are dead.
        waiting: Entries that are due and that their channel cannot be given now.
        taken_as_known: How many were already past on a first run.
    """

    sent: tuple[Entry, ...]
    failed: tuple[Entry, ...] = ()
    waiting: tuple[Entry, ...] = ()
    taken_as_known: int = 0


def one_pass(loaded: Loaded, delivery: Delivery) -> Passed:
    """Plan, send what is due, and wait until every attempt has ended."""
    ledger, now = delivery.ledger, delivery.clock.now()
    changes = replan(loaded, ledger, now=now)
    delivery.fall_back()
    due = [entry for entry in ledger.open_entries() if entry.not_before <= now]
    tallies = Tallies()
    delivery.observe = tallies.note
    delivery.send_all()
    tallies.save(ledger)
    if due and is_followed(loaded.alerts.rules):
        replan(loaded, ledger, now=delivery.clock.now())
    keep_pass(delivery.clock.now(), ledger)
    return replace(_passed(ledger, due), taken_as_known=_known(changes.insert))


def _passed(ledger: Ledger, due: Collection[Entry]) -> Passed:
    """Say what became of what was due; what others have in hand is their affair.

    Of what is told together, the digest.
    """
    sent: list[Entry] = []
    failed: list[Entry] = []
    waiting: list[Entry] = []
    tried = {before.key: before.attempts for before in due}
    found = (entry for key in tried for entry in ledger.with_key(key))
    for entry in (one for one in found if not one.digest):
        if entry.state is State.SENT:
            sent.append(entry)
        elif entry.state in OPEN_STATES and entry.attempts == tried[entry.key]:
            waiting.append(entry)
        elif entry.state is not State.CLAIMED:
            failed.append(entry)
    return Passed(tuple(sent), tuple(failed), tuple(waiting))


def loaded_since_last_plan(folder: Path, ledger: Ledger, clock: Clock) -> Loaded:
    """Read the data so that nobody has planned with newer files since.

    A pass of cron that had read its files before an edit, and planned after a running
    scheduler had told of it, would tell the old dates as news.
    """
    for _ in range(_MOST_READS):
        began = clock.now()
        loaded = load(folder)
        planned_at = ledger.last_planned_at()
        if planned_at is None or planned_at <= began:
            return loaded
    return load(folder)


def rehearse(loaded: Loaded, ledger: Ledger, *, now: datetime) -> Passed:
    """Say what `one_pass` would send now; nothing is sent and nothing is written."""
    changes = changes_for(loaded, ledger, now=now)
    closed = {key for key, _, _ in changes.close}
    fresh = {key: not_before for key, _, _, not_before, _ in changes.refresh}
    opened = [entry for entry in ledger.open_entries() if entry.key not in closed]
    entered = [entry for entry in changes.insert if entry.state in OPEN_STATES]
    due = [
        entry
        for entry in (*opened, *entered)
        if entry.not_before <= now < entry.expires_at and entry.key not in fresh
    ]
    due += [one for one in opened if one.key in fresh and fresh[one.key] <= now]
    gates = Gates(ledger, loaded.alerts.channels, loaded.settings.rest)
    alone = (entry for entry in due if goes_alone(entry, changes))
    through, waiting = gates.divide(alone, now=now)
    return Passed(through, waiting=waiting, taken_as_known=_known(changes.insert))


def _known(entries: tuple[Entry, ...]) -> int:
    return sum(entry.note == Verdict.FIRST_RUN.value for entry in entries)
