"""News that has not gone out when its date changes again.

What was true when it was written is not any more: it is closed, and what it would have
told is told in one message with what changed since.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import Entry, State
from geotimeline.model.overturning import overturns
from geotimeline.planning.reminders import FALLBACK, MOVED, ON, SNOOZED
from geotimeline.services.delivering.falling_back import origin_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.model.bounding import Key
    from geotimeline.model.outlook import Outlook
    from geotimeline.planning.telling import Address, News, Untold

_CHANGED = "it changed again before this was told"


@dataclass(frozen=True, slots=True)
class Overtaken:
    """What says of changed milestones what is not believed any more.

    Attributes:
        entries: Unsent; those that silences hold among them.
        untold: By milestone, what was expected before the news that nobody can have
            heard, for each to whom it was to go.
    """

    entries: tuple[Entry, ...]
    untold: Mapping[Key, Untold]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of what is unsent."""
        return frozenset(entry.key for entry in self.entries)

    @property
    def close(self) -> tuple[tuple[str, State, str], ...]:
        """What is to be closed, as `Changes` has it."""
        return tuple(
            (one.key, State.SUPERSEDED, _CHANGED)
            for one in self.entries
            if one.state is not State.SILENCED
        )

    @property
    def insert(self) -> tuple[Entry, ...]:
        """What is to be inserted: what a silence holds can be closed only so."""
        return tuple(
            replace(one, state=State.SUPERSEDED, note=_CHANGED)
            for one in self.entries
            if one.state is State.SILENCED
        )


NOTHING = Overtaken((), {})
"""Where nothing changed."""


def overtaken(
    changed: Iterable[News],
    opened: Iterable[Entry],
    ledger: Ledger,
    *,
    being_told: Collection[str],
) -> Overtaken:
    """Find the news that is no longer to be told as it stands.

    Args:
        changed: What has changed since it was last told.
        opened: What the ledger holds unsent.
        ledger: Knows what silences hold, and for what fallbacks stand; only read.
        being_told: Keys of what digests tell that are being sent: that stays.
    """
    news = {one.key: one for one in changed}
    if not news:
        return NOTHING
    found = [
        (entry, first)
        for entry in (*opened, *ledger.silenced_entries())
        if (entry.identity.event, entry.identity.milestone) in news
        and entry.key not in being_told
        and entry.state is not State.CLAIMED
        and (first := _first_way(entry, ledger)).identity.moment in (ON, MOVED)
        and _is_over(entry, first, news)
    ]
    unheard = tuple(_unheard(found, ledger))
    return Overtaken(
        tuple(entry for entry, _ in found),
        {key: dict(_untold(one, unheard)) for key, one in news.items()},
    )


def _unheard(found: Iterable[tuple[Entry, Entry]], ledger: Ledger) -> Iterator[Entry]:
    """Yield the news that nobody can have heard, neither itself nor another way.

    What a process left behind when it died is open here, and claimed in the ledger.
    """
    pairs = tuple(found)
    states = ledger.states([one.key for pair in pairs for one in pair])
    for pair in pairs:
        in_hand = any(states.get(one.key) is State.CLAIMED for one in pair)
        if not in_hand and not any(one.may_have_been_told for one in pair):
            yield pair[1]


def _is_over(entry: Entry, first: Entry, news: Mapping[Key, News]) -> bool:
    """Whether it is not to be told; what was told once may be repeated while it holds.

    Args:
        entry: What is unsent.
        first: The news that it tells.
        news: What has changed.
    """
    change = news[entry.identity.event, entry.identity.milestone]
    if entry.identity.moment != SNOOZED or change.last is None:
        return True
    told = [one for _, one in change.last.since if one.label == first.identity.bound]
    return any(overturns(one, change.new) for one in told[-1:])


def _first_way(entry: Entry, ledger: Ledger) -> Entry:
    """Give the news for which a fallback or a snoozed message stands; else itself."""
    if entry.identity.moment not in (FALLBACK, SNOOZED):
        return entry
    return next(iter(ledger.with_key(origin_of(entry))), entry)


def _untold(
    change: News, unheard: Iterable[Entry]
) -> Iterator[tuple[Address, Outlook | None]]:
    """Yield what was expected before the oldest news of a rule, for each address."""
    last = change.last
    if last is None:
        return
    newest_first = sorted(unheard, key=lambda one: -one.identity.number)
    for identity in (one.identity for one in newest_first):
        is_its_own = (identity.event, identity.milestone) == change.key
        if is_its_own and identity.moment == ON:
            address = identity.rule, identity.recipient, identity.channel
            yield address, last.before(identity.number)
