"""Unsettled matters: told, not acknowledged, and still what is believed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from geotimeline.model.outlook import Outlook
from geotimeline.model.overturning import overturns
from geotimeline.model.revision import RevisionKind, revisions
from geotimeline.planning.matters import matter_of
from geotimeline.planning.reminders import MOVED, ON
from geotimeline.services.matters import Matter, matters_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.model.bounding import Key
    from geotimeline.model.timeline import Row
    from geotimeline.planning.reminders import Identity, Reminder
    from geotimeline.planning.rules import Rule
    from geotimeline.planning.told import Remembered

_LOOK_BACK = timedelta(days=60)  # the longest wait, and late sending before it
_CHANGES = (ON, MOVED)
_OVERTAKES = (RevisionKind.HELD, RevisionKind.REINSTATED)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a pass knows of what was told.

    Attributes:
        now: The present instant.
        rules: The user's rules.
        rows: What is believed, by event id and milestone.
        planned: All that the plan asks for.
        remembered: What was told of each milestone when it changed.
        opened: What the ledger holds unsent, by key.
    """

    now: datetime
    rules: Sequence[Rule]
    rows: Mapping[Key, Row]
    planned: Sequence[Reminder]
    remembered: Mapping[Key, Remembered]
    opened: Mapping[str, Entry]


def unsettled(
    standing: Standing, ledger: Ledger, rules: Container[str]
) -> Iterator[Matter]:
    """Yield the matters of some rules from which something may follow.

    Args:
        standing: What the pass knows.
        ledger: Knows what was sent, and acknowledged; only read.
        rules: Names of the rules.
    """
    looked_at = ledger.last_planned_at()
    planned = {_without_claim(one.identity) for one in standing.planned}
    for event in _events(standing, rules):
        matters = matters_of(ledger, event, looked_at=looked_at)
        for matter in _lasting(standing, matters, planned):
            if matter.first.identity.rule in rules and not matter.is_acknowledged:
                yield matter


def _events(standing: Standing, rules: Container[str]) -> Iterable[str]:
    """Name the events of which something may follow, each once."""
    past = standing.now - _LOOK_BACK
    led = (
        one.identity.event
        for one in standing.planned
        if one.identity.rule in rules and past < one.expires_at
        if one.due_at <= standing.now
    )
    changed = (
        event
        for (event, _), memory in standing.remembered.items()
        if memory.since and memory.since[-1][0] > past
    )
    opened = (one.identity.event for one in standing.opened.values())
    return dict.fromkeys(event for event in (*led, *changed, *opened) if event)


def _lasting(
    standing: Standing, matters: Iterable[Matter], planned: Container[Identity]
) -> Iterator[Matter]:
    """Yield the matters of an event that are still what is believed."""
    newest: dict[object, Matter] = {}  # a date that moved there and back is told anew
    for matter in matters:
        identity = matter.first.identity
        if identity.moment in _CHANGES:
            newest[identity.milestone, identity.rule] = matter
        elif _without_claim(identity) in planned:
            newest[_without_claim(identity)] = matter
    for matter in newest.values():
        identity = matter.first.identity
        if identity.moment not in _CHANGES or _still_holds(standing, identity):
            yield matter


def _without_claim(identity: Identity) -> Identity:
    return replace(matter_of(identity), claim="")


def _still_holds(standing: Standing, identity: Identity) -> bool:
    """Whether what a message about a change said is still expected."""
    key = identity.event, identity.milestone
    row, memory = standing.rows.get(key), standing.remembered.get(key)
    if row is None or memory is None:
        return False
    now = Outlook.of(row.belief)
    told = [one for _, one in memory.since if one.label == identity.bound]
    return bool(told) and not (
        overturns(told[-1], now)
        or any(one.kind in _OVERTAKES for one in revisions(told[-1], now))
    )
