"""Rows of a timeline as nodes of schema.org; docs/exports.md says what each carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from geotimeline.formats.jsonld.dates import (
    end_date,
    previous_start_dates,
    start_date,
)
from geotimeline.formats.jsonld.sources import said_by
from geotimeline.formats.web_addresses import web_address
from geotimeline.model.lapse import has_lapsed
from geotimeline.model.recurring_names import is_occurrence
from geotimeline.model.vocabulary import EVENT_ITSELF, RelationKind, Status
from geotimeline.model.window_edtf import window_edtf
from geotimeline.model.words import belief_lines, title_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.formats.json import Json
    from geotimeline.model.event import Event, Place
    from geotimeline.model.past import Past
    from geotimeline.model.timeline import Row, Timeline

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
"""What the Library of Congress calls the datatype of uncertain dates."""

_STATUSES = {
    Status.PLANNED: "EventScheduled",
    Status.CONFIRMED: "EventScheduled",
    Status.HELD: "EventScheduled",
    Status.CANCELLED: "EventCancelled",
    Status.POSTPONED: "EventPostponed",
}  # of what is merely possible schema.org has no word


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the node of a row depends on besides the row.

    Attributes:
        base: What stands before the name of an event in its identity.
        timeline: All events: those that others are part of, and series.
        past: What was believed before.
        today: The instant, in UTC, at which a closed window counts as lapsed.
    """

    base: str
    timeline: Timeline
    past: Past
    today: datetime

    def identity(self, event: Event, milestone: str = EVENT_ITSELF) -> str:
        """Give the `@id` of one milestone of an event."""
        name = quote(event.stable_uid, safe="", errors="surrogatepass")
        if milestone == EVENT_ITSELF:
            return f"{self.base}{name}"
        return f"{self.base}{name}#{quote(milestone, safe='')}"


def node_of(row: Row, around: Surroundings) -> dict[str, Json]:
    """Give the node of a row: an Event, or for a statistic a CreativeWork."""
    event, belief = row.event, row.belief
    return {
        "@type": "CreativeWork" if event.is_period else "Event",
        "@id": around.identity(event, belief.milestone),
        "additionalType": event.type,
        "name": title_words(event, belief.milestone),
        "description": "\n".join(belief_lines(row, around.today)),
        **(_period(row) if event.is_period else _dates(row, around)),
        "keywords": list(event.tags),
        "about": [
            {
                "@type": "Thing",
                "name": actor.name or actor.id,
                "identifier": actor.id,
                "description": actor.role,
            }
            for actor in event.actors
        ],
        "subjectOf": [said_by(claim) for claim in belief.counting],
        "url": web_address(event.url),
        "additionalProperty": list(_own(row, around.today)),
    }


def _period(row: Row) -> dict[str, Json]:
    """Say of which period a statistic speaks; it is no event, and has no place."""
    return {"temporalCoverage": _edtf(row)}


def _dates(row: Row, around: Surroundings) -> dict[str, Json]:
    event, belief = row.event, row.belief
    start = start_date(belief.window, event)
    turns = () if around.past.was_told_at_once(row) else around.past.turns(row)
    previous = previous_start_dates(turns, start)
    duration = belief.window.duration
    return {
        "eventStatus": _status(belief.status, start, previous),
        "startDate": start,
        "previousStartDate": list(previous),
        "endDate": end_date(belief.window),
        "duration": None if duration is None else str(duration),
        "location": _location(event.place) if event.place else None,
        "superEvent": list(_wholes(row, around)),
    }


def _status(status: Status, start: str | None, previous: tuple[str, ...]) -> Json:
    """Give what schema.org calls a status; moved to a known date is rescheduled."""
    word = _STATUSES.get(status)
    to_come = status is Status.POSTPONED or status.is_forecast
    if start and to_come and (previous or status is Status.POSTPONED):
        word = "EventRescheduled"
    return f"https://schema.org/{word}" if word else None


def _location(place: Place) -> dict[str, Json]:
    country = place.country
    address = {"@type": "PostalAddress", "addressCountry": country}
    return {
        "@type": "Place",
        "name": place.name or country,
        "address": address if country else None,
    }


def _wholes(row: Row, around: Surroundings) -> Iterator[dict[str, Json]]:
    """Yield what an event is part of: by its relations, and as a stage of itself."""
    if row.belief.milestone != EVENT_ITSELF:
        yield {"@id": around.identity(row.event)}
    for relation in row.event.relations:
        whole = around.timeline.by_id.get(relation.target)
        if relation.kind is RelationKind.PART_OF and whole is not None:
            yield {"@id": around.identity(whole, relation.milestone)}


def _own(row: Row, today: datetime) -> Iterator[dict[str, Json]]:
    """Yield what schema.org has no words for."""
    event, belief = row.event, row.belief
    yield property_value("date", _edtf(row), kind=EDTF)
    yield property_value("status", belief.status.value)
    if belief.is_contradicted:
        yield property_value("contradicted", value=True)
    if has_lapsed(event, belief, now=today):
        yield property_value("lapsed", value=True)
    if is_occurrence(event, belief.milestone):
        yield property_value("occurrence", belief.milestone)


def property_value(name: str, value: Json, *, kind: str = "") -> dict[str, Json]:
    """Give a PropertyValue; `kind` is the IRI of what the value means."""
    return {"@type": "PropertyValue", "name": name, "propertyID": kind, "value": value}


def _edtf(row: Row) -> str:
    event, window = row.event, row.belief.window
    return window_edtf(window, event.timezone, is_period=event.is_period)
