"""What the claims known at some moment add up to (DESIGN §4).

1. A claim that is retracted or superseded steps aside; so does a speaker's older claim
   where a newer one of the same speaker cannot be true together with it.
2. `held` sets every forecast aside, `postponed` all that is older.
3. What remains is intersected. Where nothing is left, the claims contradict each
   other: the newest stands, and the belief says so.
4. The status is that of the newest remaining claim.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.model.dating import window_of
from geotimeline.model.folding import folded
from geotimeline.model.following_trails import Trail, counted, sighted_at
from geotimeline.model.setting_aside import Aside, Read, remaining
from geotimeline.model.vocabulary import EVENT_ITSELF, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from geotimeline.model.event import Claim, Event
    from geotimeline.model.vocabulary import RelationKind
    from geotimeline.model.window import Window


class Bounding(NamedTuple):
    """A bound that a relation to another event gives, never written back.

    Attributes:
        kind: How the event stands to the other, seen from itself.
        event: Id of the other event.
        milestone: Stage of the other event.
        first: Nothing before this day, if it bounds the beginning.
        last: Nothing after this day, if it bounds the end.
    """

    kind: RelationKind
    event: str
    milestone: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of one milestone of an event.

    Attributes:
        event: Id of the event.
        milestone: Its stage; `event` is the event itself.
        window: When it may begin, and end.
        status: That of the newest claim that counts.
        counting: The claims that count, newest first.
        aside: The claims that do not count, each with the reason.
        contradicting: Claims that count but cannot be true with the newest; where all
            agree with it, those that cannot be true with each other.
        first_set_by: Claim that last moved the first possible day; empty if it is
            open, or set by a relation.
        last_set_by: The same for the last possible day.
        instant_set_by: The same for the exact beginning.
        boundings: What relations to other events took away from the window.
        trails: Where that lay in turn from which claims count their dates.
    """

    event: str
    milestone: str
    window: Window
    status: Status
    counting: tuple[Claim, ...]
    aside: tuple[Aside, ...] = ()
    contradicting: tuple[Claim, ...] = ()
    first_set_by: str = ""
    last_set_by: str = ""
    instant_set_by: str = ""
    boundings: tuple[Bounding, ...] = ()
    trails: tuple[Trail, ...] = ()

    @property
    def newest(self) -> Claim:
        """The newest claim that counts; it gives the status."""
        return self.counting[0]

    @property
    def is_contradicted(self) -> bool:
        """Whether claims that count cannot all be true."""
        return bool(self.contradicting)


class Step(NamedTuple):
    """A belief, and what led to it.

    Attributes:
        at: When it came to be, in UTC; `ALWAYS` where nothing says when.
        belief: What was believed from then on.
        entered: The claims that became known at that instant, oldest said first; none
            where it changed through another event or milestone.
    """

    at: datetime
    belief: Belief
    entered: tuple[Claim, ...]


def belief(
    event: Event,
    *,
    as_of: datetime,
    milestone: str = EVENT_ITSELF,
    trails: Sequence[Trail] = (),
) -> Belief | None:
    """Fold the claims about a milestone that were known at an instant.

    Relations to other events are not looked at: `Timeline.rows` does that.

    Args:
        event: The event.
        as_of: An instant in UTC; claims known from later on are left out.
        milestone: Which stage.
        trails: Where that lies from which claims count their dates; without them such
            a claim gives no date.

    Returns:
        The belief, or None if nothing was known yet.
    """
    told = history(event, as_of=as_of, milestone=milestone, trails=trails)
    steps = deque(told, maxlen=1)
    return steps[0].belief if steps else None


def glimpse(
    event: Event,
    *,
    as_of: datetime,
    milestone: str = EVENT_ITSELF,
    trails: Sequence[Trail] = (),
) -> Belief | None:
    """Give what `belief` gives, folded once: which claim set a bound is not looked for.

    It is for those who compare windows and statuses of many instants.
    """
    reads = (read for read in _read(event, milestone) if read.claim.known_from <= as_of)
    known = sorted(reads, key=_newness)
    if not known:
        return None
    seen = _seen(trails, known, as_of) if trails else ()
    return _fold(event, milestone, counted(known, event, seen) if seen else known, seen)


def history(
    event: Event,
    *,
    as_of: datetime,
    milestone: str = EVENT_ITSELF,
    trails: Sequence[Trail] = (),
) -> Iterator[Step]:
    """Give every belief in turn, as each instant at which something changed left it.

    Claims that became known at the same instant enter together. Relations to other
    events are not looked at.

    Args:
        event: The event.
        as_of: An instant in UTC; claims known from later on are left out.
        milestone: Which stage.
        trails: Where that lies from which claims count their dates; without them such
            a claim gives no date.
    """
    reads = sorted(_read(event, milestone), key=_newness)
    found: Belief | None = None
    instants = {read.claim.known_from for read in reads}
    for instant in sorted(instants | sighted_at(trails) if trails else instants):
        if instant > as_of:
            break
        known = [read for read in reads if read.claim.known_from <= instant]
        entered = [r.claim for r in known if r.claim.known_from == instant]
        seen = _seen(trails, known, instant) if trails else ()
        if not entered and instant not in sighted_at(seen):
            continue  # what a claim counts from moved before the claim was known
        known = counted(known, event, seen) if seen else known
        found = _with_setters(_fold(event, milestone, known, seen), found)
        yield Step(instant, found, tuple(entered))


def _seen(
    trails: Sequence[Trail], known: Sequence[Read], at: datetime
) -> tuple[Trail, ...]:
    """Give what was known at an instant of the trails of claims known by then."""
    ids = {read.claim.id for read in known}
    return tuple(trail.until(at) for trail in trails if trail.claim in ids)


def known_instants(event: Event) -> tuple[datetime, ...]:
    """Give the instants at which something new was known of an event, in order."""
    return tuple(sorted({claim.known_from for claim in event.claims}))


def _newness(read: Read) -> tuple[date, datetime, str]:
    return read.claim.newness


def _read(event: Event, milestone: str) -> Iterable[Read]:
    for claim in event.claims:
        if claim.milestone == milestone:
            window = None
            if claim.date is not None:
                window = window_of(claim.date, event, claim.duration)
            yield Read(claim, window)


def _fold(
    event: Event, milestone: str, known: Sequence[Read], trails: tuple[Trail, ...]
) -> Belief:
    """Fold what is known, oldest first."""
    counting, aside = remaining(known)
    found = folded(counting)
    return Belief(
        event=event.id,
        milestone=milestone,
        window=found.window,
        status=_status(counting),
        counting=tuple(read.claim for read in reversed(counting)),
        aside=aside,
        contradicting=found.contradicting,
        first_set_by=found.first_set_by,
        last_set_by=found.last_set_by,
        instant_set_by=found.instant_set_by,
        trails=trails,
    )


def _status(counting: Sequence[Read]) -> Status:
    """Give the status of the newest claim; an outcome outweighs every forecast."""
    held = any(read.claim.status is Status.HELD for read in counting)
    return next(
        read.claim.status
        for read in reversed(counting)
        if not (held and read.claim.status.is_forecast)
    )


def _with_setters(new: Belief, old: Belief | None) -> Belief:
    """Keep the name of the claim that set a bound for as long as the bound stays."""
    if old is None:
        return new
    before, now = old.window, new.window
    return replace(
        new,
        first_set_by=(old if before.first == now.first else new).first_set_by,
        last_set_by=(old if before.last == now.last else new).last_set_by,
        instant_set_by=(old if before.instant == now.instant else new).instant_set_by,
    )
