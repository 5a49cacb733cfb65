"""Rows of a timeline as JSON, stable between releases (docs/json.md)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, ClassVar

from geotimeline.interfaces.export_options import expect_known
from geotimeline.model.lapse import lapses_at
from geotimeline.model.postponing import known_claims
from geotimeline.model.vocabulary import status_words
from geotimeline.model.window_edtf import window_edtf
from geotimeline.model.words import window_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from geotimeline.edtf import DaySet
    from geotimeline.interfaces.exporters import ExportRequest
    from geotimeline.model.belief import Belief, Bounding
    from geotimeline.model.event import Claim, Event, Source
    from geotimeline.model.timeline import Row
    from geotimeline.model.window import Window

Json = object  # what `json.dumps` writes: text, numbers, None, lists and mappings


@dataclass(frozen=True, slots=True)
class JsonExporter:
    """Writes a JSON list with one object per row, each on a line of its own."""

    media_type: ClassVar[str] = "application/json"
    options: ClassVar[Mapping[str, str]] = {}

    def export(self, request: ExportRequest) -> Iterator[str]:
        """Give the list row by row; bytes depend on the UTC day of `now` only.

        Raises:
            ExportOptionError: An option was given; there is none.
        """
        expect_known(request.options, self.options)
        return _pieces(request)


def row_as_json(row: Row, now: datetime) -> dict[str, Json]:
    """Give a row as plain JSON values; docs/json.md says what each means.

    Args:
        row: A milestone of an event, and what is believed of it.
        now: The instant, in UTC, at which a closed window counts as lapsed.
    """
    event, belief = row.event, row.belief
    lapses = lapses_at(event, belief)
    return {
        "id": event.id,
        "uid": event.stable_uid,
        "title": event.title,
        "type": event.type,
        "milestone": belief.milestone,
        "status": belief.status.value,
        "status_words": status_words(belief.status, event.type),
        "window": window_as_json(belief.window, event),
        "lapsed": lapses is not None and lapses <= now,
        "lapses_at": instant_as_json(lapses),
        "contradicted": belief.is_contradicted,
        "narrowed_by": [bounding_as_json(bounding) for bounding in belief.boundings],
        "claims": _claims(belief),
        **_surroundings(event),
    }


def _pieces(request: ExportRequest) -> Iterator[str]:
    before, today = "[", request.today
    for row in request.rows:
        yield f"{before}\n{json.dumps(row_as_json(row, today), ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def window_as_json(window: Window, event: Event) -> dict[str, Json]:
    """Give a window as plain JSON values; docs/json.md says what each means."""
    edtf = window_edtf(window, event.timezone, is_period=event.is_period)
    words = window_words(window, event.timezone, is_period=event.is_period)
    return {
        "edtf": edtf,
        "words": words,
        "first": _day(window.first),
        "last": _day(window.last),
        "days": window.size,
        "instant": instant_as_json(window.instant),
        "ends": _ends(window.last_days),
        "duration": None if window.duration is None else str(window.duration),
        "uncertain": window.qualifiers.uncertain,
        "approximate": window.qualifiers.approximate,
    }


def _ends(days: DaySet | None) -> Json:
    if days is None:
        return None
    return {"first": _day(days.first), "last": _day(days.last)}


def _claims(belief: Belief) -> list[Json]:
    """Give the claims known, newest first, each with what became of it."""
    reasons = {aside.claim.id: aside.reason.value for aside in belief.aside}
    against = {claim.id for claim in belief.contradicting}
    known = sorted(known_claims(belief), key=lambda claim: claim.newness, reverse=True)
    return [
        {
            **claim_as_json(claim),
            "counts": claim.id not in reasons,
            "aside": reasons.get(claim.id),
            "contradicts_newest": claim.id in against,
        }
        for claim in known
    ]


def claim_as_json(claim: Claim) -> dict[str, Json]:
    """Give a claim as plain JSON values; docs/json.md says what each means."""
    by = claim.by
    return {
        "id": claim.id,
        "date": None if claim.date is None else claim.date.text,
        "follows": None if claim.follows is None else str(claim.follows),
        "status": claim.status.value,
        "by": None if by is None else {"name": by.name, "role": by.role},
        "said": None if claim.said is None else claim.said.text,
        "source": None if claim.source is None else _source(claim.source),
        "quote": claim.quote,
        "reliability": claim.reliability,
        "credibility": claim.credibility,
        "recorded": instant_as_json(claim.recorded),
        "duration": None if claim.duration is None else str(claim.duration),
        "supersedes": list(claim.supersedes),
        "retracts": list(claim.retracts),
        "disputes": list(claim.disputes),
        "url": claim.url,
        "notes": claim.notes,
        "extra": dict(claim.extra),
    }


def _source(source: Source) -> dict[str, Json]:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "published": None if source.published is None else source.published.text,
    }


def bounding_as_json(bounding: Bounding) -> dict[str, Json]:
    """Say which relation left which days, as plain JSON values."""
    return {
        "relation": bounding.kind.value,
        "event": bounding.event,
        "milestone": bounding.milestone,
        "first": _day(bounding.first),
        "last": _day(bounding.last),
    }


def _surroundings(event: Event) -> dict[str, Json]:
    place = event.place
    return {
        "actors": [
            {"id": actor.id, "name": actor.name, "role": actor.role}
            for actor in event.actors
        ],
        "place": place and {"name": place.name, "country": place.country},
        "timezone": event.timezone,
        "recurs": None if event.recurs is None else str(event.recurs),
        "tags": list(event.tags),
        "relations": [
            {
                "relation": relation.kind.value,
                "event": relation.target,
                "milestone": relation.milestone,
            }
            for relation in event.relations
        ],
        "codes": dict(event.codes),
        "url": event.url,
        "notes": event.notes,
        "extra": dict(event.extra),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def instant_as_json(instant: datetime | None) -> str | None:
    """Write an instant in UTC to the second: `2025-11-25T09:00:00Z`."""
    if instant is None:
        return None
    return f"{instant.astimezone(UTC).replace(tzinfo=None).isoformat()[:19]}Z"
