"""How it goes: /health, and /metrics where it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from geotimeline.errors import LedgerError, StalePlanError, StaleTickError
from geotimeline.formats.json import instant_as_json
from geotimeline.formats.reminders.health_text import health_as_json
from geotimeline.formats.reminders.metrics_text import (
    MEDIA_TYPE,
    feed_metrics_text,
    metrics_text,
)
from geotimeline.web.answers import misdirected, plain

if TYPE_CHECKING:
    from starlette.requests import Request

    from geotimeline.web.desk import Desk
    from geotimeline.web.site import Site


def vital_routes(site: Site, desk: Desk | None, *, metrics: bool) -> list[Route]:
    """Give what is answered; in threads, since the ledger may wait."""

    def health(request: Request) -> Response:
        return _health(site, desk) if site.is_asked(request) else misdirected()

    def numbers(request: Request) -> Response:
        return _metrics(site, desk) if site.is_asked(request) else misdirected()

    routes = [Route("/health", health)]
    if metrics:
        routes.append(Route("/metrics", numbers))
    return routes


def _health(site: Site, desk: Desk | None) -> Response:
    """Say how it goes; 503 only for what a new start could mend."""
    publisher = site.publisher
    edition, problems = publisher.latest(), publisher.held.problems
    told: dict[str, object] = {"ok": True, "trouble": None}
    status = 200
    if desk is not None:
        try:
            health = desk.health()
        except LedgerError as error:
            return JSONResponse({"ok": False, "trouble": _ledger_words(error)}, 503)
        told = _for_strangers(health_as_json(health))
        is_stuck = isinstance(health.trouble, StaleTickError | StalePlanError)
        status = 503 if is_stuck else 200
    if problems and told["ok"]:
        told |= {"ok": False, "trouble": _trouble_words(problems)}
    told["data"] = {
        "events": len(edition.loaded.timeline),
        "served_since": instant_as_json(edition.since),
        "problems": problems,
        "edited": sum(map(len, publisher.edits.values())),  # which: only the log says
    }
    return JSONResponse(told, status)


def _trouble_words(problems: int) -> str:
    counted = "1 problem" if problems == 1 else f"{problems} problems"
    return (
        f"the data has {counted}, so the last good data is served; "
        "`geotimeline check` names them"
    )


def _metrics(site: Site, desk: Desk | None) -> Response:
    publisher = site.publisher
    text = feed_metrics_text(
        dict(site.answered), builds=publisher.builds, problems=publisher.held.problems
    )
    try:
        text = (metrics_text(desk.health()) if desk else "") + text
    except LedgerError as error:
        return plain(503, _ledger_words(error))
    return Response(text, media_type=MEDIA_TYPE)


def _for_strangers(told: dict[str, Any]) -> dict[str, Any]:  # plain JSON
    """Leave out what receivers and programs said: it may name files of this machine."""
    channels = told["channels"].items()
    return told | {
        "channels": {name: one | {"last_error": ""} for name, one in channels}
    }


def _ledger_words(error: LedgerError) -> str:
    """Say what is wrong with the ledger, and not where it lies."""
    return f"the ledger cannot be used: {error.reason}"
