"""Revisions in plain words: "narrowed 31 → 2 days", "slipped at least 28 days"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.edtf.calendar_words import DASH
from geotimeline.model.following_words import anchor_words
from geotimeline.model.revision import RevisionKind
from geotimeline.model.vocabulary import status_words
from geotimeline.model.window_words import day_and_hour_words
from geotimeline.model.words import bounding_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geotimeline.model.belief import Belief, Bounding
    from geotimeline.model.event import Event
    from geotimeline.model.revision import Revision, Size
    from geotimeline.model.turns import Turn

_AS_WRITTEN = (
    RevisionKind.NEW,
    RevisionKind.CONFIRMED,
    RevisionKind.CANCELLED,
    RevisionKind.CONTRADICTED,
)
_OF_DAYS = (RevisionKind.NARROWED, RevisionKind.WIDENED)


def turn_words(turn: Turn) -> str:
    """Say all that changed at once: "narrowed 31 → 2 days; confirmed".

    Where no claim entered, what did it is named: "narrowed 61 → 31 days by: before
    ru-in-visit", "slipped 10 days, following in-force". "nothing changed" where claims
    only repeated what was believed.
    """
    said = "; ".join(
        revision_words(one, turn.event, turn.belief) for one in turn.revisions
    )
    if not said:
        return "nothing changed"
    if turn.entered:
        return said
    return said + _anchor_words(turn) + _relation_words(turn.belief, turn.before)


def revision_words(revision: Revision, event: Event, belief: Belief) -> str:
    """Say one revision, in the words of the event's type.

    Args:
        revision: What changed.
        event: The event.
        belief: What is believed of it since.
    """
    kind = revision.kind
    if kind in _AS_WRITTEN:
        return kind.value
    if kind in _OF_DAYS:
        return f"{kind.value}{_count_words(revision.before, revision.after)}"
    if revision.size is not None:
        return _moved_words(kind, size_words(revision.size), belief)
    return _status_revision(kind, event, belief)


def size_words(size: Size) -> str:
    """Say how many days: "up to 14 days", "at least 28 days"; "" where it is open.

    A size that is not bounded below may be nothing at all.
    """
    least, most = size.least or 0, size.most
    if most is None:
        return f"at least {_days(least)}" if least else ""
    if least == most:
        return _days(most)
    return f"{least}{DASH}{_days(most)}" if least else f"up to {_days(most)}"


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def _count_words(before: int | None, after: int | None) -> str:
    """Say how many days were and are possible; None is a window without an end."""
    if before is None:
        return ", still open" if after is None else f" from open to {_days(after)}"
    if after is None:
        return f" from {_days(before)} to open"
    return f" {before} → {_days(after)}"


def _moved_words(kind: RevisionKind, size: str, belief: Belief) -> str:
    ends = belief.window.last_days
    if size:
        return f"{kind.value} {size}"
    if kind is RevisionKind.LENGTHENED and ends is not None and ends.last is not None:
        return "its end is now known"
    if kind is RevisionKind.SHORTENED and ends is None:
        return "its end is no longer known"
    return f"{kind.value}, by how much is open"


def _status_revision(kind: RevisionKind, event: Event, belief: Belief) -> str:
    if kind is RevisionKind.HELD:
        return status_words(belief.status, event.type)
    if kind is RevisionKind.POSTPONED:
        return "postponed, no new date" if belief.window.is_unknown else "postponed"
    if kind is RevisionKind.RESOLVED:
        return "no longer contradicted"
    if kind is RevisionKind.TIMED:
        return _timed_words(event, belief)
    return f"{kind.value}: now {belief.status.value}"  # firmed, weakened, reinstated


def _timed_words(event: Event, belief: Belief) -> str:
    instant = belief.window.instant
    if instant is None:
        return "the hour is no longer known"
    return f"timed: {day_and_hour_words(instant, event.timezone)}"


def _anchor_words(turn: Turn) -> str:
    """Name that from which dates are counted, if it changed at this turn."""
    moved = [t for t in turn.belief.trails if t.last and t.last.at == turn.at]
    named = dict.fromkeys(anchor_words(trail, turn.belief) for trail in moved)
    return f", following {' and '.join(named)}" if named else ""


def _relation_words(belief: Belief, before: Belief | None) -> str:
    """Name what another event took away, or else what it no longer does."""
    were: tuple[Bounding, ...] = () if before is None else before.boundings
    now = [one for one in belief.boundings if one not in were] or belief.boundings
    if now:
        return f" by: {_listed(now)}"
    return f"; no longer bounded by: {_listed(were)}" if were else ""


def _listed(boundings: Iterable[Bounding]) -> str:
    return ", ".join(dict.fromkeys(map(bounding_words, boundings)))
