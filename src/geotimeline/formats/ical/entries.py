"""One milestone of an event as an entry of a calendar: values, not yet text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.formats.ical.content_lines import one_line
from geotimeline.formats.ical.identities import uid_of
from geotimeline.formats.ical.placing import LeftOut, placement_of
from geotimeline.formats.ical.sequence import EPOCH, sequence_of
from geotimeline.formats.ical.titles import entry_title
from geotimeline.model.following_trails import sighted_at
from geotimeline.model.postponing import known_claims
from geotimeline.model.vocabulary import EVENT_ITSELF
from geotimeline.model.window_edtf import window_edtf
from geotimeline.model.words import belief_lines, lapse_words, title_words

if TYPE_CHECKING:
    from datetime import date, datetime

    from geotimeline.formats.ical.placing import Uncertain
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event
    from geotimeline.model.timeline import Row


@dataclass(frozen=True, slots=True)
class Entry:
    """What a VEVENT (RFC 5545 §3.6.1) says; texts are not escaped yet.

    Attributes:
        uid: Stable identity.
        stamp: When it was last revised, in UTC.
        sequence: Number of the revision of start, end or status.
        start: First day, or instant in UTC.
        end: The day after the last, or the instant of the end; None if unknown.
        title: One line.
        status: TENTATIVE, CONFIRMED or CANCELLED.
        description: Several lines.
        categories: Its type and tags.
        place: Where; may be empty.
        url: A page about it; may be empty.
        own: What only we read back, by the names of X- properties.
        alarms: The lines of its VALARMs, not folded yet.
    """

    uid: str
    stamp: datetime
    sequence: int
    start: date
    end: date | None
    title: str
    status: str
    description: str
    categories: tuple[str, ...] = ()
    place: str = ""
    url: str = ""
    own: tuple[tuple[str, str], ...] = ()
    alarms: tuple[str, ...] = ()


def entry_of(row: Row, uncertain: Uncertain, today: datetime) -> Entry | LeftOut:
    """Make the entry of a milestone, or say why it has no place in a calendar.

    Args:
        row: The milestone, and what is believed of it.
        uncertain: What becomes of a beginning that is not known to the day.
        today: 00:00 UTC of the day of the export; windows closed by then have lapsed.
    """
    event, belief = row.event, row.belief
    placement, put_off = placement_of(event, belief, uncertain)
    if isinstance(placement, LeftOut):
        return placement
    title = entry_title(
        title_words(event, belief.milestone),
        belief,
        placement,
        lapsed=bool(lapse_words(row, today)),
        put_off=put_off,
    )
    return Entry(
        uid=uid_of(event.stable_uid, belief.milestone),
        stamp=_last_recorded(belief),
        sequence=sequence_of(event, belief, uncertain),
        start=placement.start,
        end=placement.end,
        title=one_line(title),
        status=belief.status.icalendar,
        description=_description(row, today),
        categories=tuple(map(one_line, dict.fromkeys((event.type, *event.tags)))),
        place=_place_words(event),
        url=event.url or belief.newest.url,
        own=_own(event, belief),
    )


def _last_recorded(belief: Belief) -> datetime:
    """Give the time of the last word on it: never the clock, so bytes stay the same."""
    recorded = {c.recorded for c in known_claims(belief) if c.recorded is not None}
    return max(recorded | sighted_at(belief.trails), default=EPOCH)


def _description(row: Row, today: datetime) -> str:
    lines = belief_lines(row, today)
    return "\n".join((*lines, row.event.notes) if row.event.notes else lines)


def _place_words(event: Event) -> str:
    place = event.place
    return (
        one_line(", ".join(filter(None, (place.name, place.country)))) if place else ""
    )


def _own(event: Event, belief: Belief) -> tuple[tuple[str, str], ...]:
    edtf = window_edtf(belief.window, event.timezone, is_period=event.is_period)
    own = (("EDTF", edtf), ("STATUS", belief.status.value), ("ID", event.id))
    if belief.milestone == EVENT_ITSELF:
        return own
    return (*own, ("MILESTONE", belief.milestone))
