"""Revisions: what changed from one outlook to the next, typed and sized.

Sizes are measured on the start, in days, and are intervals where bounds are uncertain:
a visit on 4 or 5 December that is now expected for 12 to 15 January slipped by 38 to 42
days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.edtf import DaySet
    from geotimeline.model.outlook import Outlook


class RevisionKind(Enum):
    """What a change is called (DESIGN §1), and four for changes that it leaves out."""

    NEW = "new"
    NARROWED = "narrowed"
    WIDENED = "widened"
    SLIPPED = "slipped"
    ADVANCED = "advanced"
    LENGTHENED = "lengthened"
    SHORTENED = "shortened"
    CONFIRMED = "confirmed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    HELD = "held"
    CONTRADICTED = "contradicted"
    RESOLVED = "resolved"
    TIMED = "timed"
    FIRMED = "firmed"
    WEAKENED = "weakened"
    REINSTATED = "reinstated"

    @property
    def moves(self) -> bool:
        """Whether what was told of the date no longer holds."""
        return self in _MOVES


_MOVES = frozenset(
    {
        RevisionKind.SLIPPED,
        RevisionKind.ADVANCED,
        RevisionKind.POSTPONED,
        RevisionKind.CANCELLED,
    }
)


@dataclass(frozen=True, slots=True)
class Size:
    """How far something moved, in days; both ends inclusive.

    Attributes:
        least: The least that is possible; None where it is without limit.
        most: The most that is possible; None where it is without limit.
    """

    least: int | None
    most: int | None

    def may_reach(self, days: int) -> bool:
        """Whether it possibly is at least so many days."""
        return self.most is None or self.most >= days


@dataclass(frozen=True, slots=True)
class Revision:
    """One change from an outlook to the next.

    Attributes:
        kind: What sort of change.
        size: How far it slipped, advanced, lengthened, shortened; None for others.
        before: Days that were possible, for narrowed and widened; None where open.
        after: Days that are possible, for narrowed and widened; None where open.
    """

    kind: RevisionKind
    size: Size | None = None
    before: int | None = None
    after: int | None = None


def revisions(old: Outlook | None, new: Outlook) -> tuple[Revision, ...]:
    """Name every change from one outlook to the next.

    Two that differ differ in at least one named way; equal ones in none. Slipped and
    advanced are mirror images, and so are narrowed and widened, lengthened and
    shortened, contradicted and resolved.

    Args:
        old: What was expected before; None if nothing was.
        new: What is expected now.
    """
    if old is None:
        return (Revision(RevisionKind.NEW, after=new.starts.size),)
    if old == new:
        return ()
    return (
        *_of_status(old, new),
        *_of_start(old, new),
        *_of_length(old, new),
        *_of_agreement(old, new),
    )


def _of_status(old: Outlook, new: Outlook) -> Iterator[Revision]:
    if old.status is new.status:
        if new.status is Status.POSTPONED and old.starts != new.starts:
            yield Revision(RevisionKind.POSTPONED)  # once more
        return
    named = _NAMED.get(new.status)
    if named is not None:
        yield Revision(named)
    elif old.status in _ENDED:
        yield Revision(RevisionKind.REINSTATED)
    else:
        rises = _RANK.index(new.status) > _RANK.index(old.status)
        yield Revision(RevisionKind.FIRMED if rises else RevisionKind.WEAKENED)


_NAMED = {
    Status.CONFIRMED: RevisionKind.CONFIRMED,
    Status.HELD: RevisionKind.HELD,
    Status.POSTPONED: RevisionKind.POSTPONED,
    Status.CANCELLED: RevisionKind.CANCELLED,
}
_ENDED = (Status.POSTPONED, Status.CANCELLED, Status.HELD)
_RANK = (Status.POSSIBLE, Status.PLANNED, Status.CONFIRMED)


def _of_start(old: Outlook, new: Outlook) -> Iterator[Revision]:
    before, after = old.starts, new.starts
    if before == after:
        if old.instant != new.instant:
            yield Revision(RevisionKind.TIMED)
        return
    common = before & after
    if common == after:
        yield Revision(RevisionKind.NARROWED, before=before.size, after=after.size)
    elif common == before:
        if new.status is not Status.POSTPONED:  # an unknown window is what that means
            yield Revision(RevisionKind.WIDENED, before=before.size, after=after.size)
    elif _place(before) < _place(after):
        yield Revision(RevisionKind.SLIPPED, size=_distance(before, after))
    else:
        yield Revision(RevisionKind.ADVANCED, size=_distance(after, before))


def _of_length(old: Outlook, new: Outlook) -> Iterator[Revision]:
    """Yield what changed of how long it lasts, as far as both said it."""
    if old.ends == new.ends:
        return
    before, after = _length(old), _length(new)
    if before == after and (old.starts != new.starts or not before):
        return  # it moved as a whole
    if after is None or (before is not None and _rank(after, new) < _rank(before, old)):
        yield Revision(RevisionKind.SHORTENED, size=_difference(after, before))
    else:
        yield Revision(RevisionKind.LENGTHENED, size=_difference(before, after))


def _of_agreement(old: Outlook, new: Outlook) -> Iterator[Revision]:
    if new.contradicted and not old.contradicted:
        yield Revision(RevisionKind.CONTRADICTED)
    elif old.contradicted and not new.contradicted:
        yield Revision(RevisionKind.RESOLVED)


def _place(days: DaySet) -> tuple[int, tuple[tuple[date, date], ...]]:
    """Give what tells the earlier of two sets: their bounds, then their days."""
    first, last = days.first or date.min, days.last or date.max
    spans = tuple((s.first or date.min, s.last or date.max) for s in days.spans)
    return first.toordinal() + last.toordinal(), spans


def _distance(earlier: DaySet, later: DaySet) -> Size:
    """Give by how many days the later set lies after the earlier; at least none."""
    least = most = None
    if earlier.last is not None and later.first is not None:
        least = max((later.first - earlier.last).days, 0)
    if earlier.first is not None and later.last is not None:
        most = (later.last - earlier.first).days
    return Size(0 if least is None else least, most)


_Length = tuple[int, int | None]  # fewest and most days; None without limit


def _length(outlook: Outlook) -> _Length | None:
    """Give how many days it lasts beyond its first; None where nothing is said."""
    ends, starts = outlook.ends, outlook.starts
    if ends is None:
        return None
    least, most = 0, None
    if ends.first is not None and starts.last is not None:
        least = max((ends.first - starts.last).days, 0)
    if ends.last is not None and starts.first is not None:
        most = (ends.last - starts.first).days
    return least, most


def _rank(length: _Length, outlook: Outlook) -> tuple[float, object]:
    """Give what tells the shorter of two: fewest and most days, then the days."""
    ends = outlook.ends
    most = float("inf") if length[1] is None else length[1]
    return length[0] + most, () if ends is None else _place(ends)


def _difference(shorter: _Length | None, longer: _Length | None) -> Size:
    if shorter is None or longer is None:
        return Size(None, None)
    least = None if shorter[1] is None else max(longer[0] - shorter[1], 0)
    most = None if longer[1] is None else longer[1] - shorter[0]
    return Size(least, most)
