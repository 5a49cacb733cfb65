"""Digests in a planning pass: entered, kept true until their first try, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import Entry, State
from geotimeline.interfaces.gathering import Gathering
from geotimeline.planning.reminders import DIGEST
from geotimeline.planning.steering import (
    EMPTY,
    HELD_BACK,
    IN_DIGEST,
    LET_GO,
    QUIET_HOURS,
    RETRIED,
)
from geotimeline.services.messages.composing import as_payload
from geotimeline.services.messages.composing_digests import compose_digest
from geotimeline.services.reminding.gathering import Candidate, Gatherer, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from geotimeline.interfaces.changes import Changes
    from geotimeline.services.messages.telling_order import TellingOrder

Refresh = tuple[str, str, "datetime", "datetime", "datetime"]

_BY_HAND = (HELD_BACK, RETRIED, LET_GO)
_UNSENT = (State.PLANNED, State.WAITING)


def is_digest(entry: Entry) -> bool:
    """Whether an entry tells others."""
    return entry.identity.moment == DIGEST


def being_told(opened: Iterable[Entry], *, now: datetime) -> frozenset[str]:
    """Give the keys of what stands in digests that were tried and have not ended.

    It may have arrived, and so counts as told; nothing of it changes until then. The
    same holds for what is told by something that goes instead of a digest.
    """
    opened = tuple(opened)
    sealed = {entry.key for entry in opened if _is_sealed(entry, now)}
    return frozenset(entry.key for entry in opened if entry.digest in sealed)


def _is_sealed(entry: Entry, now: datetime) -> bool:
    """Whether an entry tells, if anything, what it told before."""
    if entry.state is State.CLAIMED:
        return True
    is_tried = entry.attempts > 0 or not is_digest(entry)
    return is_tried and entry.expires_at > now


def told_together(
    changes: Changes,
    opened: Mapping[str, Entry],
    gatherer: Gatherer,
    order: TellingOrder,
    worded: Callable[[Entry], Entry],
) -> Changes:
    """Give a plan's changes with what is told together in digests.

    Args:
        changes: What the plan asks of the ledger, each message going by itself.
        opened: What the ledger holds unsent, by key, without what is being told.
        gatherer: Says what is told together.
        order: In which order it is told.
        worded: Gives an entry in the words of its template.
    """
    alone = {entry.key: entry for entry in _unsent(changes, opened)}
    wanted = gatherer.wanted(map(_candidate, alone.values()))
    return _Telling(
        changes,
        opened,
        tuple(
            (
                worded(_digest(one, alone, gatherer, order, changes.planned_at)),
                frozenset(one.members),
            )
            for one in wanted
        ),
    ).changed()


def _unsent(changes: Changes, opened: Mapping[str, Entry]) -> Iterator[Entry]:
    """Yield what is to be sent, as it would go by itself."""
    yield from (entry for entry in changes.insert if entry.state in _UNSENT)
    closed = {key for key, _, _ in changes.close}
    refreshed = {one[0]: one for one in changes.refresh}
    for entry in opened.values():
        is_by_hand = entry.note.startswith(_BY_HAND)
        is_free = entry.state in _UNSENT and not entry.attempts and not is_by_hand
        if is_free and entry.key not in closed and not is_digest(entry):
            yield _refreshed(entry, refreshed.get(entry.key))


def _refreshed(entry: Entry, refresh: Refresh | None) -> Entry:
    if refresh is None:
        return entry
    _, payload, due_at, not_before, expires_at = refresh
    return replace(
        entry,
        payload=payload,
        due_at=due_at,
        not_before=not_before,
        expires_at=expires_at,
    )


def goes_alone(entry: Entry, changes: Changes) -> bool:
    """Whether an entry goes by itself, once the changes are made."""
    gathered = {one.digest: one.members for one in changes.gather}
    if any(entry.key in members for members in gathered.values()):
        return False
    is_over = any(key == entry.digest for key, _, _ in changes.close)
    return not entry.digest or is_over or entry.digest in gathered


def _candidate(entry: Entry) -> Candidate:
    return Candidate(
        entry.key,
        entry.identity,
        since=max(entry.due_at, entry.created_at),
        at=entry.not_before,
        expires_at=entry.expires_at,
    )


def _digest(
    wanted: Wanted,
    entries: Mapping[str, Entry],
    gatherer: Gatherer,
    order: TellingOrder,
    now: datetime,
) -> Entry:
    members = [entries[key] for key in wanted.members]
    key, due_at = wanted.identity.key, wanted.due_at
    messages = order.messages(members)
    message = compose_digest(key, messages, reason=wanted.reason, due_at=due_at)
    not_before = gatherer.goes_at(wanted.identity, due_at)
    is_held = not_before > due_at
    return Entry(
        identity=wanted.identity,
        key=key,
        due_at=due_at,
        not_before=not_before,
        expires_at=max(entry.expires_at for entry in members),
        payload=as_payload(message),
        state=State.WAITING if is_held else State.PLANNED,
        created_at=now,
        priority=max(entry.priority for entry in members),
        note=f"{QUIET_HOURS} {not_before:%Y-%m-%d %H:%M} UTC" if is_held else "",
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """The digests of one pass, held against what the ledger has.

    Attributes:
        changes: What is asked of the ledger, each message going by itself.
        opened: What it holds unsent, by key.
        digests: Each digest that is to be, with the keys of what it tells.
    """

    changes: Changes
    opened: Mapping[str, Entry]
    digests: tuple[tuple[Entry, frozenset[str]], ...]

    def changed(self) -> Changes:
        """Give the changes with the digests; what is so already is not asked for."""
        wanted = {digest.key for digest, _ in self.digests}
        of_digests = [one for one in self.changes.close if self._is_digest(one[0])]
        others = [one for one in self.changes.close if not self._is_digest(one[0])]
        new = (digest for digest, _ in self.digests if digest.key not in self.opened)
        return replace(
            self.changes,
            insert=(*self.changes.insert, *new),
            refresh=(*self._of_members(), *self._of_digests()),
            # What a digest lets go may be closed itself: so digests come first.
            close=(*self._emptied(wanted), *of_digests, *others),
            gather=tuple(self._gathered()),
        )

    def _is_digest(self, key: str) -> bool:
        return key in self.opened and is_digest(self.opened[key])

    def _of_members(self) -> Iterator[Refresh]:
        """Yield what changes, but not when those go that wait for a digest."""
        waits = {key: digest for digest, keys in self.digests for key in keys}
        for one in self.changes.refresh:
            key, payload, due_at, _, expires_at = one
            if key not in waits:
                yield one
                continue
            known, digest = self.opened[key], waits[key]
            new = (payload, due_at, expires_at)
            if new != (known.payload, known.due_at, known.expires_at):
                yield key, payload, due_at, digest.not_before, expires_at

    def _of_digests(self) -> Iterator[Refresh]:
        for digest, _ in self.digests:
            known = self.opened.get(digest.key)
            if known is not None and _facts(known) != _facts(digest):
                yield digest.key, *_facts(digest)

    def _emptied(self, wanted: set[str]) -> Iterator[tuple[str, State, str]]:
        for entry in self.opened.values():
            is_free = entry.state in _UNSENT and not entry.attempts
            if is_digest(entry) and is_free and entry.key not in wanted:
                yield entry.key, State.SUPERSEDED, EMPTY

    def _gathered(self) -> Iterator[Gathering]:
        told = {entry.key: entry for entry in self.opened.values() if entry.digest}
        for digest, keys in self.digests:
            now = {key for key, entry in told.items() if entry.digest == digest.key}
            waits = {told[key].not_before for key in now} == {digest.not_before}
            if now != keys or not waits:
                at = digest.not_before
                note = f"{IN_DIGEST} {at:%Y-%m-%d %H:%M} UTC"
                yield Gathering(digest.key, tuple(sorted(keys)), at, note)


def _facts(entry: Entry) -> tuple[str, datetime, datetime, datetime]:
    return entry.payload, entry.due_at, entry.not_before, entry.expires_at
