"""Revisions against the ledger's memory: what to tell, and what to remember as told."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.interfaces.entries import TOLD_STATES
from geotimeline.model.outlook import Outlook
from geotimeline.planning.reminders import ESCALATED, FALLBACK, MOVED, ON
from geotimeline.planning.telling import News, announcements, news
from geotimeline.planning.told import Remembered, Told
from geotimeline.services.delivering.falling_back import first_way
from geotimeline.services.messages.composing import read_payload
from geotimeline.services.reminding.overtaken import NOTHING, Overtaken, overtaken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.ledger import Ledger
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
        moved: The milestones whose days have changed since the last pass.
        remembered: What had been told of each milestone until this pass.
        overtaken: What is unsent and says what is not believed any more.
    """

    reminders: tuple[Reminder, ...]
    remember: tuple[tuple[str, str], ...]
    moved: frozenset[Key]
    remembered: Mapping[Key, Remembered]
    overtaken: Overtaken = NOTHING


def announce(
    rows: Iterable[Row],
    rules: Sequence[Rule],
    ledger: Ledger,
    *,
    now: datetime,
    opened: Iterable[Entry] = (),
    being_told: Collection[str] = (),
) -> Announced:
    """Find what has changed since it was last told; nothing is written here.

    On the first pass ever, what is found is taken as known: no flood.

    Args:
        rows: What is believed.
        rules: The user's rules.
        ledger: Remembers what was told.
        now: The present instant.
        opened: What the ledger holds unsent.
        being_told: Keys of what digests tell that are being sent.
    """
    told = {
        _key(name): _read(value) for name, value in ledger.recall_all(_PREFIX).items()
    }
    changed = news(rows, told)
    moved = frozenset(one.key for one in changed if one.is_of_date)
    remember = [(_name(one), _written(one, now)) for one in changed]
    if ledger.recall(_STARTED) is None:
        return Announced((), ((_STARTED, "yes"), *remember), moved, told)
    moved_on = [one for one in changed if one.last]
    old = overtaken(moved_on, opened, ledger, being_told=being_told)
    if moved_on:
        being_told = {*being_told, *_told_instead(ledger)}
    reached = {one.key: _reached(one, ledger, being_told) for one in moved_on}
    reminders = announcements(changed, rules, reached, now=now, untold=old.untold)
    return Announced(reminders, tuple(remember), moved, told, old)


def _reached(
    change: News, ledger: Ledger, being_told: Collection[str]
) -> tuple[Told, ...]:
    """Give what each was told last of a milestone that has changed."""
    if change.last is None:
        return ()
    event, milestone = change.key
    told: dict[tuple[str, str], Told] = {}
    entries = {one.key: one for one in ledger.entries(event=event)}
    reached = (
        one
        for one in entries.values()
        if one.may_have_been_told or one.key in being_told
    )
    for entry in sorted(reached, key=_when_sent):
        # Who was reached another way hears of it the same way, if that is still needed.
        identity = first_way(entry, entries).identity
        names_a_date = identity.bound.partition("=")[0] in _BOUNDS
        if identity.milestone == milestone and (
            names_a_date or identity.moment in _NAME_DATES
        ):
            to = (identity.recipient, identity.channel)
            outlook = change.last.at(_when_sent(entry))
            told[to] = Told(identity.rule, *to, outlook)
    return tuple(told.values())


def _told_instead(ledger: Ledger) -> Iterator[str]:
    """Yield the keys of what a digest was to tell and its fallback told."""
    for entry in ledger.entries(states=TOLD_STATES, event=""):
        if entry.identity.moment == FALLBACK:
            yield from (one.key for one in read_payload(entry.payload).members)


_NAME_DATES = (ON, MOVED, ESCALATED)
_BOUNDS = frozenset({"first", "last", "start", "end"})


def _when_sent(entry: Entry) -> datetime:
    return entry.sent_at or entry.not_before


def _name(change: News) -> str:
    return _PREFIX + _BETWEEN.join(change.key)


def _key(name: str) -> Key:
    event, _, milestone = name.partition(_BETWEEN)
    return event, milestone


def _written(change: News, now: datetime) -> str:
    last = change.last or Remembered(change.new, -1)
    kept = last.followed_by(change.new, at=now)
    since = [[at.isoformat(), outlook.written()] for at, outlook in kept.since]
    return json.dumps({"number": kept.number, "since": since})


def _read(value: str) -> Remembered:
    written = json.loads(value)
    since = tuple(
        (datetime.fromisoformat(at), Outlook.read(outlook))
        for at, outlook in written["since"]
    )
    return Remembered(since[-1][1], int(written["number"]), since)
