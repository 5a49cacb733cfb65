"""Rows of a timeline as JSON-LD with the words of schema.org, for search engines."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, ClassVar

from geotimeline.formats.jsonld.events import Surroundings, node_of, property_value
from geotimeline.formats.jsonld.schedules import schedule_of
from geotimeline.interfaces.export_options import expect_known, iri
from geotimeline.model.belief import belief as believed
from geotimeline.model.recurring_names import is_occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from geotimeline.formats.json import Json
    from geotimeline.interfaces.exporters import ExportRequest
    from geotimeline.model.event import Event

CONTEXT = "https://schema.org"
BASE = "urn:geotimeline:event:"
RULE = "https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10"

# `<` would let a text end the script element of a page; surrogates have no UTF-8.
_ESCAPED = re.compile("[<\ud800-\udfff]")


class JsonLdExporter:
    """Writes a graph with one node for each milestone of an event."""

    media_type: ClassVar[str] = "application/ld+json"
    options: ClassVar[Mapping[str, str]] = {
        "base": f"what stands before an event's name in its @id, an IRI: else {BASE}"
    }

    def export(self, request: ExportRequest) -> Iterator[str]:
        """Give the graph node by node; bytes depend on the UTC day of `now` only.

        Raises:
            ExportOptionError: An option cannot be understood; nothing was given yet.
        """
        expect_known(request.options, self.options)
        return _pieces(request, iri(request.options, "base") or BASE)


def _pieces(request: ExportRequest, base: str) -> Iterator[str]:
    around = Surroundings(base, request.timeline, request.past(), request.today)
    before = f'{{"@context": "{CONTEXT}", "@graph": ['
    for node in _nodes(request, around):
        yield f"{before}\n{_written(node)}"
        before = ","
    yield f"{before}]}}\n" if before != "," else "\n]}\n"


def _nodes(request: ExportRequest, around: Surroundings) -> Iterator[Json]:
    """Yield the nodes of all rows, each series before the first of its occurrences."""
    series: set[str] = set()
    for row in request.rows:
        event = row.event
        if is_occurrence(event, row.belief.milestone) and event.id not in series:
            series.add(event.id)
            yield _series(event, request, around)
        yield node_of(row, around)


def _series(event: Event, request: ExportRequest, around: Surroundings) -> Json:
    if event.recurs is None:  # the caller has looked; this keeps the type honest
        return {}
    first = _first_day(event, request)
    return {
        "@type": "EventSeries",
        "@id": around.identity(event),
        "name": " ".join(event.title.split()),
        "eventSchedule": schedule_of(event.recurs, first, event.timezone),
        "additionalProperty": property_value("recurs", event.recurs.text, kind=RULE),
    }


def _first_day(event: Event, request: ExportRequest) -> date | None:
    """Give the day on which a series begins, if it is known to the day."""
    whole = request.timeline.by_id.get(event.id, event)
    found = believed(whole, as_of=request.known_until)
    window = None if found is None else found.window
    return window.first if window and window.first == window.last else None


def _written(node: Json) -> str:
    text = json.dumps(_known(node), ensure_ascii=False)
    return _ESCAPED.sub(lambda one: f"\\u{ord(one[0]):04x}", text)


def _known(value: Json) -> Json:
    """Leave out what is not known: schema.org has no null, and "" says nothing."""
    if isinstance(value, dict):
        told = ((name, _known(inner)) for name, inner in value.items())
        return {name: inner for name, inner in told if inner not in (None, "", [], {})}
    if isinstance(value, list):
        return [inner for inner in map(_known, value) if inner not in (None, {})]
    return value
