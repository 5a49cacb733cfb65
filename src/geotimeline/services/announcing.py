"""Revisions against the ledger's memory: what to tell, and what to remember as told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.interfaces.ledger import State
from geotimeline.model.outlook import Outlook
from geotimeline.planning.reminders import MOVED, ON
from geotimeline.planning.telling import (
    News,
    Remembered,
    Told,
    announcements,
    news,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from geotimeline.interfaces.ledger import Entry, Ledger
    from geotimeline.model.bounding import Key
    from geotimeline.model.timeline import Row
    from geotimeline.planning.reminders import Reminder
    from geotimeline.planning.rules import Rule

_STARTED = "tells revisions"
_PREFIX = "told "
_BETWEEN = "\x1f"


class Announced(NamedTuple):
    """What a pass has to say of revisions.

    Attributes:
        reminders: Messages that are due at once.
        remember: Facts for the ledger, to be kept together with the messages.
    """

    reminders: tuple[Reminder, ...]
    remember: tuple[tuple[str, str], ...]


def announce(
    rows: Iterable[Row], rules: Sequence[Rule], ledger: Ledger, *, now: datetime
) -> Announced:
    """Find what has changed since it was last told; nothing is written here.

    On the first pass ever, what is found is taken as known: no flood.
    """
    told = {
        _key(name): _read(value) for name, value in ledger.recall_all(_PREFIX).items()
    }
    changed = news(rows, told)
    remember = [(_name(change), _written(change)) for change in changed]
    if ledger.recall(_STARTED) is None:
        return Announced((), ((_STARTED, "yes"), *remember))
    reached = {_row_key(one.row): _reached(one, ledger) for one in changed if one.moved}
    return Announced(announcements(changed, rules, reached, now=now), tuple(remember))


def _reached(change: News, ledger: Ledger) -> tuple[Told, ...]:
    """Give the date of a milestone that each was told last.

    Whom a rule's own `on` has told of a revision it will tell again, and is left out.
    """
    event, milestone = _row_key(change.row)
    sent = ledger.entries(states=[State.SENT, State.ACKED], event=event)
    ours = [entry for entry in sent if entry.identity.milestone == milestone]
    told: dict[tuple[str, str], Told] = {}
    for identity in (entry.identity for entry in sorted(ours, key=_when_sent)):
        to = (identity.recipient, identity.channel)
        bound, _, date = identity.bound.partition("=")
        if identity.moment == ON:
            told.pop(to, None)
        elif identity.moment == MOVED:
            _, _, window = identity.bound.partition(" ")  # behind the status
            told[to] = Told(identity.rule, *to, window)
        elif bound in {"first", "last", "start", "end"}:
            told[to] = Told(identity.rule, *to, date)
    return tuple(told.values())


def _when_sent(entry: Entry) -> datetime:
    return entry.sent_at or entry.due_at


def _row_key(row: Row) -> Key:
    return row.event.id, row.belief.milestone


def _name(change: News) -> str:
    return _PREFIX + _BETWEEN.join(_row_key(change.row))


def _key(name: str) -> Key:
    event, _, milestone = name.partition(_BETWEEN)
    return event, milestone


def _written(change: News) -> str:
    return json.dumps({"number": change.number, "outlook": change.new.written()})


def _read(value: str) -> Remembered:
    written: Mapping[str, object] = json.loads(value)
    outlook = written["outlook"]
    if not isinstance(outlook, dict):
        raise TypeError(outlook)
    return Remembered(Outlook.read(outlook), int(str(written["number"])))
