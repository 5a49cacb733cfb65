"""Forecasts, the dates that were named for something to come, and what came of them.

A forecast is measured against what the milestone's date is known to be: the day on
which it was held, or the window to which it was moved since. docs/changes.md defines
every outcome.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from geotimeline.model.belief import belief as believed
from geotimeline.model.dating import window_of
from geotimeline.model.lapse import has_lapsed
from geotimeline.model.outlook import Outlook
from geotimeline.model.postponing import known_claims
from geotimeline.model.revision import RevisionKind, Size, revisions
from geotimeline.model.setting_aside import AsideReason
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Claim, Event
    from geotimeline.model.window import Window


class Outcome(Enum):
    """What became of a forecast."""

    KEPT = "kept"
    SLIPPED = "slipped"
    ADVANCED = "advanced"
    CANCELLED = "cancelled"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Forecast:
    """A date that was named for something to come, and what became of it.

    Attributes:
        event: The event.
        claim: The claim that names the date.
        outcome: What became of it.
        size: By how many days it slipped or advanced; None for other outcomes.
    """

    event: Event
    claim: Claim
    outcome: Outcome
    size: Size | None = None


def forecasts(
    events: Iterable[Event], *, as_of: datetime, now: datetime
) -> Iterator[Forecast]:
    """Give every forecast among the claims known at an instant, with its outcome.

    Statistics are left out, since their date is a period; so are dates that relations
    imply, since nobody named them.

    Args:
        events: Where to look.
        as_of: An instant in UTC; claims known from later on are left out.
        now: The instant, in UTC, at which a closed window counts as lapsed.
    """
    for event in events:
        for milestone in () if event.is_period else event.milestones:
            found = believed(event, as_of=as_of, milestone=milestone)
            if found is not None:
                yield from _of_milestone(event, found, now)


def _of_milestone(event: Event, belief: Belief, now: datetime) -> Iterator[Forecast]:
    reasons = {aside.claim.id: aside.reason for aside in belief.aside}
    for claim in sorted(known_claims(belief), key=lambda claim: claim.newness):
        if claim.date is None or not _looks_ahead(claim.status):
            continue
        named = window_of(claim.date, event, claim.duration)
        found = _moved(belief, named, reasons.get(claim.id))
        if found is None:
            found = _unmoved(event, belief, named, now)
        yield Forecast(event, claim, *found)


def _looks_ahead(status: Status) -> bool:
    return status.is_forecast or status is Status.POSTPONED


_Found = tuple[Outcome, Size | None]
_UNKNOWN: _Found = (Outcome.UNKNOWN, None)


def _moved(belief: Belief, named: Window, reason: AsideReason | None) -> _Found | None:
    """Say what is known to have become of a date; None while it may still hold.

    Args:
        belief: What is believed of the milestone.
        named: The date, as a window.
        reason: Why its claim stepped aside; None where it counts.
    """
    if reason is AsideReason.RETRACTED:
        return _UNKNOWN
    if _is_held_on_known_days(belief):
        return _against_held(named, belief.window)
    if reason is None:
        return None
    if belief.window.is_unknown and belief.status is Status.POSTPONED:
        return Outcome.SLIPPED, Size(0, None)  # put off, nobody says until when
    if named.starts & belief.window.starts:
        return None
    return _distance(named, belief.window)


def _unmoved(event: Event, belief: Belief, named: Window, now: datetime) -> _Found:
    if belief.status is Status.CANCELLED:
        return Outcome.CANCELLED, None
    nobody_says = belief.status is Status.HELD  # held, but not on which day
    if nobody_says or has_lapsed(event, replace(belief, window=named), now=now):
        return _UNKNOWN
    return Outcome.OPEN, None


def _is_held_on_known_days(belief: Belief) -> bool:
    return any(
        claim.status is Status.HELD and claim.date is not None
        for claim in belief.counting
    )


def _against_held(named: Window, held: Window) -> _Found:
    common = named.starts & held.starts
    if not common:
        return _distance(named, held)
    return (Outcome.KEPT, None) if common == held.starts else _UNKNOWN


def _distance(named: Window, actual: Window) -> _Found:
    """Say which way the date went, and how far, for windows that share no day."""
    (revision,) = revisions(_start_alone(named), _start_alone(actual))
    later = revision.kind is RevisionKind.SLIPPED
    return Outcome.SLIPPED if later else Outcome.ADVANCED, revision.size


def _start_alone(window: Window) -> Outlook:
    return Outlook(window.starts, None, None, Status.PLANNED)
