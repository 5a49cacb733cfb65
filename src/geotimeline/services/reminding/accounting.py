"""A plan held against the ledger: what of it was sent already, or will not be."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import State
from geotimeline.planning.reminders import FALLBACK, FOLLOWING
from geotimeline.planning.steering import Hush
from geotimeline.services.delivering.falling_back import origin_of
from geotimeline.services.reminding.silencing import silence_note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.services.reminding.forecasting import Forecast

_UNTOLD = (State.EXPIRED, State.SUPERSEDED, State.SILENCED, State.DEAD)


@dataclass(frozen=True, slots=True)
class Account:
    """What the ledger knows of a plan.

    Attributes:
        has_ledger: Whether there is a ledger that has ever seen a plan.
        known: What it knows of planned reminders, by key.
        hushed: Which silence will hold what is planned and unknown to it, by key.
        ways: What went, or is to go, through another channel instead, by the key of
            what is planned.
        following: What follows in the span from what was sent, such as an escalation.
        fallen: What is due in the span, is not planned any more, and was not told.
    """

    has_ledger: bool
    known: Mapping[str, Entry]
    hushed: Mapping[str, str]
    ways: Mapping[str, Sequence[Entry]]
    following: tuple[Entry, ...]
    fallen: tuple[Entry, ...]


def account(
    planned: Forecast,
    ledger: Ledger,
    *,
    since: datetime,
    until: datetime,
    now: datetime,
) -> Account:
    """Hold a plan for a span against the ledger; nothing is written."""
    keys = [reminder.key for reminder in planned.reminders]
    known = {entry.key: entry for key in keys for entry in ledger.with_key(key)}
    opened = ledger.open_entries()
    untold = ledger.entries(states=_UNTOLD)
    return Account(
        has_ledger=ledger.last_planned_at() is not None,
        known=known,
        hushed=_hushed(planned, Hush(ledger.silences(), now=now), known),
        ways=_ways(known, ledger),
        following=tuple(
            entry
            for entry in opened
            if entry.identity.moment in FOLLOWING and since <= entry.due_at < until
        ),
        fallen=tuple(
            entry
            for entry in untold
            if since <= entry.due_at < until and entry.key not in known
        ),
    )


def _ways(known: Mapping[str, Entry], ledger: Ledger) -> Mapping[str, Sequence[Entry]]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    tried = (one for one in known.values() if one.attempts)
    for event in {one.identity.event for one in tried}:
        for entry in ledger.entries(event=event):
            if entry.identity.moment == FALLBACK:
                found[origin_of(entry)].append(entry)
    return found


def _hushed(
    planned: Forecast, hush: Hush, known: Mapping[str, Entry]
) -> Mapping[str, str]:
    notes: dict[str, str] = {}
    for reminder in planned.reminders:
        row = planned.rows[reminder.identity.event, reminder.identity.milestone]
        silence = hush.over(row, reminder.due_at)
        if silence is not None and reminder.key not in known:
            notes[reminder.key] = silence_note(silence)
    return notes
