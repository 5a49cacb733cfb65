"""What the shell offers behind TAB. Data that cannot be read offers nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from geotimeline.errors import GeotimelineError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geotimeline.services.data.loading import Loaded

Offer = tuple[str, str]
"""What can be written, and what it means."""

_QUERY_FIELDS = {
    "actor:": "who takes part",
    "by:": "who said it",
    "id:": "the event's id",
    "milestone:": "the stage",
    "place:": "where",
    "source:": "where it can be read",
    "status:": "possible, planned, confirmed, held, postponed, cancelled",
    "tag:": "your own words",
    "type:": "visit, exercise, sanction, …",
}

_STATUSES = {
    "possible": "it may be",
    "planned": "somebody means to",
    "confirmed": "those concerned say so",
    "held": "it took place, or is in force",
    "postponed": "put off; the date, if any, is the new one",
    "cancelled": "it will not be",
}


def event_ids(ctx: Any, args: list[str], incomplete: str) -> list[Offer]:  # noqa: ANN401, ARG001 (Typer's signature)
    """Offer the ids of the data folder's events, with their titles."""
    loaded = _loaded(ctx)
    events = loaded.timeline if loaded else ()
    return _starting(incomplete, ((event.id, event.title) for event in events))


def statuses(ctx: Any, args: list[str], incomplete: str) -> list[Offer]:  # noqa: ANN401, ARG001 (Typer's signature)
    """Offer what can be said of an event."""
    return _starting(incomplete, _STATUSES.items())


def channels(ctx: Any, args: list[str], incomplete: str) -> list[Offer]:  # noqa: ANN401, ARG001 (Typer's signature)
    """Offer the channels of alerts/, with their notifiers."""
    loaded = _loaded(ctx)
    named = loaded.alerts.channels.values() if loaded else ()
    return _starting(incomplete, ((one.name, one.notifier) for one in named))


def feeds(ctx: Any, args: list[str], incomplete: str) -> list[Offer]:  # noqa: ANN401, ARG001 (Typer's signature)
    """Offer the feeds of alerts/, with their titles."""
    loaded = _loaded(ctx)
    named = loaded.alerts.feeds.values() if loaded else ()
    return _starting(incomplete, ((one.name, one.heading) for one in named))


def query_fields(ctx: Any, args: list[str], incomplete: str) -> list[Offer]:  # noqa: ANN401, ARG001 (Typer's signature)
    """Offer the fields of the query language."""
    return _starting(incomplete, _QUERY_FIELDS.items())


def exporters(ctx: Any, args: list[str], incomplete: str) -> list[Offer]:  # noqa: ANN401, ARG001 (Typer's signature)
    """Offer the formats that are built in."""
    known = {
        "atom": "what moved, for feed readers",
        "csv": "a table for spreadsheets",
        "ical": "a calendar",
        "json": "the timeline for programs",
        "jsonld": "events in the words of schema.org",
        "markdown": "a brief for people",
    }
    return _starting(incomplete, known.items())


def _starting(incomplete: str, offers: Iterable[Offer]) -> list[Offer]:
    return [offer for offer in offers if offer[0].startswith(incomplete)]


def _loaded(ctx: Any) -> Loaded | None:  # noqa: ANN401 (click's Context)
    """Read the data folder named so far; problems in it are not for this moment."""
    from geotimeline.services.data.loading import read

    try:
        loaded, _ = read(Path(ctx.params.get("data") or Path()))
    except GeotimelineError:
        return None
    return loaded
