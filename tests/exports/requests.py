"""What is asked of an exporter, made in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from geotimeline.interfaces.exporters import ExportRequest
from geotimeline.model.query import Query
from geotimeline.model.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.interfaces.exporters import Exporter
    from geotimeline.model.event import Event

NOW = datetime(2025, 11, 28, 9, tzinfo=UTC)
LATE = datetime(9999, 1, 1, tzinfo=UTC)


def request_of(
    *events: Event,
    now: datetime = NOW,
    as_of: datetime = LATE,
    query: str = "",
    options: Mapping[str, str] | None = None,
) -> ExportRequest:
    """Ask for events as they are believed when all of their claims are known."""
    timeline = Timeline(events)
    wanted = Query.parse(query)
    return ExportRequest(
        timeline.rows(as_of=as_of, query=wanted),
        now=now,
        options=options or {},
        timeline=timeline,
        query=wanted,
        as_of=as_of,
    )


def text_of(exporter: Exporter, request: ExportRequest) -> str:
    return "".join(exporter.export(request))


def warnings_of(exporter: Exporter, request: ExportRequest) -> list[str]:
    """Give what an exporter says of what it left out."""
    said: list[str] = []
    text_of(exporter, replace(request, warn=said.append))
    return said
