"""What is to be told together, and when: the digests that a plan asks for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from itertools import count, groupby
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.model.zones import LATEST
from geotimeline.planning.digests import AtOnce, Scheduled
from geotimeline.planning.reminders import DIGEST, Identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from geotimeline.planning.wishes import Wishes

_MOMENT = timedelta(microseconds=1)


class Standing(Enum):
    """How a digest stands in the ledger."""

    NEW = auto()  # unknown, or asked for once more
    OPEN = auto()  # unsent and untried: it may tell more
    OVER = auto()  # tried, sent or given up: it tells nothing else


class Candidate(NamedTuple):
    """What may be told together with others.

    Attributes:
        key: Key of the message.
        identity: The parts of it.
        since: From when on it waits to be told: since it was due, or became known.
        at: When it would go by itself.
        expires_at: From here on it is stale.
    """

    key: str
    identity: Identity
    since: datetime
    at: datetime
    expires_at: datetime


class Wanted(NamedTuple):
    """A digest that is to be.

    Attributes:
        identity: The parts of its key.
        due_at: When it is told, in UTC.
        reason: Why things are told together, in words.
        members: Keys of what it tells, at least one.
    """

    identity: Identity
    due_at: datetime
    reason: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Puts together what is to be told together.

    Attributes:
        wishes: Say which digest a message belongs to.
        now: The present instant; what is overdue is due now.
        standing: Says how a digest stands, by the parts of its key.
        goes_at: Says when a digest may go that is told at an instant.
    """

    wishes: Wishes
    now: datetime
    standing: Callable[[Identity], Standing]
    goes_at: Callable[[Identity, datetime], datetime]

    def wanted(self, candidates: Iterable[Candidate]) -> tuple[Wanted, ...]:
        """Give the digests that are to be; what is in none of them goes by itself."""
        found: dict[Identity, Wanted] = {}
        for one in self._digests(candidates):
            same = found.get(one.identity)
            members = (*same.members, *one.members) if same else one.members
            found[one.identity] = (same or one)._replace(members=members)
        return tuple(found.values())

    def _digests(self, candidates: Iterable[Candidate]) -> Iterator[Wanted]:
        crowds = defaultdict[tuple[str, str, AtOnce], list[Candidate]](list)
        for one in candidates:
            digest = self.wishes.digest_of(one.identity)
            if isinstance(digest, Scheduled):
                yield from self._scheduled(one, digest)
            elif isinstance(digest, AtOnce):
                place = one.identity.recipient, one.identity.channel
                crowds[*place, digest].append(one)
        for (_, _, digest), crowd in crowds.items():
            yield from self._at_once(crowd, digest)

    def _scheduled(self, one: Candidate, digest: Scheduled) -> Iterator[Wanted]:
        """Yield the digest of one message, unless it would be stale by then."""
        identity, due_at = self._next(one, digest)
        if self.goes_at(identity, due_at) < one.expires_at:
            yield Wanted(identity, due_at, f"digest, {digest}", (one.key,))

    def _next(self, one: Candidate, digest: Scheduled) -> tuple[Identity, datetime]:
        """Find the next digest that can still tell it.

        One that is overdue, after a time in which nothing ran, still can; one of the
        past that nobody planned cannot.
        """
        due_at = digest.next_at(one.since)
        identity = _identity(one, due_at)
        if due_at < self.now and self.standing(identity) is not Standing.OPEN:
            due_at = digest.next_at(self.now)
            identity = _identity(one, due_at)
        while due_at < LATEST and self.standing(identity) is Standing.OVER:
            due_at = digest.next_at(due_at + _MOMENT)
            identity = _identity(one, due_at)
        return identity, due_at

    def _at_once(self, crowd: Sequence[Candidate], digest: AtOnce) -> Iterator[Wanted]:
        """Yield a digest for each instant at which too many would go.

        All that is overdue goes at the same instant, now.
        """
        by_instant = sorted(crowd, key=lambda one: (one.at, one.key))
        for _, group in groupby(by_instant, lambda one: max(one.at, self.now)):
            together = tuple(group)
            if len(together) > digest.more_than:
                due_at = together[-1].at
                keys = tuple(one.key for one in together)
                identity = self._unused(together[0], due_at)
                yield Wanted(identity, due_at, str(digest), keys)

    def _unused(self, one: Candidate, due_at: datetime) -> Identity:
        """Give the first digest of an instant that can still tell something."""
        numbered = (_identity(one, due_at, number) for number in count())
        return next(i for i in numbered if self.standing(i) is not Standing.OVER)


def _identity(one: Candidate, due_at: datetime, number: int = 0) -> Identity:
    """Give the digest of an instant for who is told this: whoever asked for it."""
    return Identity(
        event="",
        milestone="",
        rule="",
        moment=DIGEST,
        bound=f"digest={due_at:%Y-%m-%dT%H:%M:%SZ}",
        claim="",
        recipient=one.identity.recipient,
        channel=one.identity.channel,
        number=number,
    )
