"""An event as the fields of a file: what a reader of `events/` takes back whole."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, cast

from geotimeline.formats.yaml.fields import OWN
from geotimeline.model.recurring_names import is_occurrence
from geotimeline.model.vocabulary import EVENT_ITSELF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from geotimeline.formats.yaml.scalars import Writable
    from geotimeline.model.event import Claim, Event, Extra, Relation, Source

Fields = dict[str, "Writable"]


def event_fields(event: Event, claims: Iterable[Claim]) -> Fields:
    """Give the fields of an event, but for its claims; what says nothing is left out.

    Args:
        event: The event.
        claims: Claims that will stand beside them, for the sources that these name.
    """
    place = event.place
    written: dict[str, Writable] = {
        "id": event.id,
        "uid": event.uid,
        "title": event.title,
        "type": event.type,
        "actors": [
            _said({"id": actor.id, "name": actor.name, "role": actor.role})
            for actor in event.actors
        ],
        "place": _said({"name": place.name, "country": place.country}) if place else {},
        "timezone": event.timezone,
        "tags": event.tags,
        "relations": [_relation(relation) for relation in event.relations],
        "recurs": str(event.recurs or ""),
        "expect": [status.value for status in event.expect],
        "merged": [
            {"uid": merger.uid, "recorded": _instant(merger.recorded)}
            for merger in event.merged
        ],
        "codes": event.codes,
        "url": event.url,
        "notes": event.notes,
        "lint-ignore": [code.value for code in event.lint_ignore],
        "sources": _sources(claims),
    }
    return _said(written) | _own(event.extra)


def claim_fields(claim: Claim, event: Event) -> Fields:
    """Give the fields of a claim; what says nothing is left out.

    A source that has an id is named by it: its own fields stand in those of the event.
    """
    written: dict[str, Writable] = {
        "id": claim.id,
        "date": str(claim.follows or "") or (claim.date.text if claim.date else ""),
        "status": claim.status.value,
        **_stage(claim, event),
        "by": _said({"name": claim.by.name, "role": claim.by.role}) if claim.by else "",
        "said": claim.said.text if claim.said else "",
        "source": _source(claim.source),
        "quote": claim.quote,
        "reliability": claim.reliability,
        "credibility": claim.credibility,
        "recorded": _instant(claim.recorded),
        "duration": str(claim.duration or ""),
        "supersedes": claim.supersedes,
        "retracts": claim.retracts,
        "disputes": claim.disputes,
        "url": claim.url,
        "notes": claim.notes,
    }
    return _said(written) | _own(claim.extra)


def _said(fields: Mapping[str, Writable]) -> Fields:
    return {name: value for name, value in fields.items() if value}


def _own(extra: Mapping[str, Extra]) -> Fields:
    """Give the user's own fields, which are texts, lists and mappings as read."""
    found = cast("Mapping[str, Writable]", extra)
    return {name: value for name, value in found.items() if name.startswith(OWN)}


def _stage(claim: Claim, event: Event) -> Fields:
    if claim.milestone == EVENT_ITSELF:
        return {}
    name = "occurrence" if is_occurrence(event, claim.milestone) else "milestone"
    return {name: claim.milestone}


def _relation(relation: Relation) -> Fields:
    stage = "" if relation.milestone == EVENT_ITSELF else f"#{relation.milestone}"
    return {relation.kind.value: f"{relation.target}{stage}"}


def _source(source: Source | None) -> Writable:
    if source is None or source.id:
        return source.id if source else ""
    return source_fields(source)


def _sources(claims: Iterable[Claim]) -> Fields:
    named = [claim.source for claim in claims if claim.source and claim.source.id]
    return {source.id: source_fields(source) for source in named}


def source_fields(source: Source) -> Fields:
    """Give the fields of a source that is written out; its id is not one of them."""
    return _said(
        {
            "title": source.title,
            "publisher": source.publisher,
            "url": source.url,
            "published": source.published.text if source.published else "",
        }
    )


def _instant(instant: datetime | None) -> str:
    if instant is None:
        return ""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
