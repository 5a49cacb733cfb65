"""One milestone of an event as a VEVENT (RFC 5545 §3.6.1)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from geotimeline.formats.ical.content_lines import (
    basic,
    escaped,
    folded,
    one_line,
    text_line,
    uri_line,
)
from geotimeline.formats.ical.identities import uid_of
from geotimeline.formats.ical.placing import LeftOut
from geotimeline.formats.ical.sequence import EPOCH, placement_of, sequence_of
from geotimeline.formats.ical.titles import entry_title
from geotimeline.model.lapse import has_lapsed
from geotimeline.model.postponing import known_claims
from geotimeline.model.vocabulary import EVENT_ITSELF
from geotimeline.model.window_edtf import window_edtf
from geotimeline.model.words import belief_lines, title_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from geotimeline.formats.ical.placing import Placement, Uncertain
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event, Place
    from geotimeline.model.timeline import Row


def entry(
    row: Row, uncertain: Uncertain, today: datetime, alarms: Iterable[str] = ()
) -> tuple[str, ...] | LeftOut:
    """Write a milestone as the content lines of a VEVENT.

    Args:
        row: The milestone, and what is believed of it.
        uncertain: What becomes of a beginning that is not known to the day.
        today: 00:00 UTC of the day of the export; windows closed by then have lapsed.
        alarms: Content lines of its VALARMs.

    Returns:
        Folded lines without line ends, or why it has no place in a calendar.
    """
    placement, put_off = placement_of(row.event, row.belief, uncertain)
    if isinstance(placement, LeftOut):
        return placement
    return tuple(_lines(row, uncertain, today, placement, put_off, alarms))


def _lines(
    row: Row,
    uncertain: Uncertain,
    today: datetime,
    placement: Placement,
    put_off: bool,  # noqa: FBT001 (the same)
    alarms: Iterable[str],
) -> Iterator[str]:
    event, belief = row.event, row.belief
    stamp = basic(_last_recorded(belief))
    lapsed = has_lapsed(event, belief, now=today)
    name = title_words(event, belief.milestone)
    title = entry_title(name, belief, placement, lapsed=lapsed, put_off=put_off)
    yield "BEGIN:VEVENT"
    yield folded(f"UID:{uid_of(event.stable_uid, belief.milestone)}")
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{sequence_of(event, belief, uncertain)}"
    yield from time_lines(placement.start, placement.end)
    yield text_line("SUMMARY", one_line(title))
    yield f"STATUS:{belief.status.icalendar}"
    yield "TRANSP:TRANSPARENT"
    yield from _details(event, belief)
    yield text_line("DESCRIPTION", _description(row, today))
    yield from _own_lines(event, belief)
    yield from alarms
    yield "END:VEVENT"


def time_lines(start: date, end: date | None) -> Iterator[str]:
    """Yield DTSTART and DTEND; the end is exclusive, and left out where unknown."""
    kind = "" if isinstance(start, datetime) else ";VALUE=DATE"
    yield f"DTSTART{kind}:{basic(start)}"
    if end is not None:
        yield f"DTEND{kind}:{basic(end)}"


def _last_recorded(belief: Belief) -> datetime:
    """Give the time of the last word on it: never the clock, so bytes stay the same."""
    recorded = [c.recorded for c in known_claims(belief) if c.recorded is not None]
    return max(recorded, default=EPOCH)


def _details(event: Event, belief: Belief) -> Iterator[str]:
    categories = dict.fromkeys((event.type, *event.tags))
    yield folded("CATEGORIES:" + ",".join(escaped(one_line(c)) for c in categories))
    if event.place is not None and (where := _place_words(event.place)):
        yield text_line("LOCATION", one_line(where))
    address = event.url or belief.newest.url
    if address and (line := uri_line("URL", address)):
        yield line


def _place_words(place: Place) -> str:
    return ", ".join(filter(None, (place.name, place.country)))


def _description(row: Row, today: datetime) -> str:
    lines = belief_lines(row, today)
    return "\n".join((*lines, row.event.notes) if row.event.notes else lines)


def _own_lines(event: Event, belief: Belief) -> Iterator[str]:
    """Yield what only we read back: clients keep X- properties and do not show them."""
    edtf = window_edtf(belief.window, event.timezone, is_period=event.is_period)
    yield text_line("X-GEOTIMELINE-EDTF", edtf)
    yield f"X-GEOTIMELINE-STATUS:{belief.status.value}"
    yield text_line("X-GEOTIMELINE-ID", event.id)
    if belief.milestone != EVENT_ITSELF:
        yield text_line("X-GEOTIMELINE-MILESTONE", belief.milestone)
