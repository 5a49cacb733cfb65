"""Where feeds are found: /feeds/NAME.ics, and /feeds/TOKEN/NAME.ics if private."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from geotimeline.formats.ical.options import VALUES, Options
from geotimeline.interfaces.exporters import ExportOptionError
from geotimeline.services.decisions import decided
from geotimeline.web.admission import may_read, shown_token
from geotimeline.web.answers import answer, misdirected, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from geotimeline.planning.feeds import Feed
    from geotimeline.web.site import Site

_FIELDS = {
    # Always asked again, answered with 304: a slip is seen at the client's next look.
    "Cache-Control": "public, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
_FIELDS_OF_PRIVATE = _FIELDS | {"Cache-Control": "private, no-cache"}


def feed_routes(site: Site) -> list[Route]:
    """Give what is answered."""

    async def calendar(request: Request) -> Response:
        feed = site.publisher.feeds().get(request.path_params["name"])
        answered = await _calendar(site, feed, request)
        site.answered[answered.status_code] += 1
        _note(feed, request, answered)
        return answered

    return [
        Route("/feeds/{name}.ics", calendar),
        Route("/feeds/{token}/{name}.ics", calendar),
    ]


async def _calendar(site: Site, feed: Feed | None, request: Request) -> Response:
    if not site.is_asked(request):
        return misdirected()
    if not may_read(feed, shown_token(request)) or feed is None:
        return plain(404, "There is no such feed.")
    try:
        options = _options(request, feed)
    except ExportOptionError as error:
        return plain(400, f"{error}\n\npossible here:{_possible_words(feed)}")
    body = await site.publisher.calendar(feed, options)
    return answer(request, body, _FIELDS_OF_PRIVATE if feed.is_private else _FIELDS)


def _options(request: Request, feed: Feed) -> Mapping[str, str]:
    """Read the options in an address.

    Raises:
        ExportOptionError: One is unknown, stands twice, or is not the reader's choice.
    """
    asked = request.query_params
    if len(asked.multi_items()) > len(asked):
        message = "an option stands twice"
        raise ExportOptionError(message)
    Options.read(asked)
    for name, value in asked.items():
        if value not in _possible(feed)[name]:
            message = f"this feed says {name}={feed.options[name]}"
            raise ExportOptionError(message)
    return dict(asked)


def _possible(feed: Feed) -> Mapping[str, tuple[str, ...]]:
    """Give what an address may choose: not what the feed withholds from its readers."""
    withheld = {"claims": ("no",)} if feed.options.get("claims") == "no" else {}
    return {**VALUES, **withheld}


def _possible_words(feed: Feed) -> str:
    possible = _possible(feed).items()
    return "".join(f"\n  {name}={'|'.join(values)}" for name, values in possible)


def _note(feed: Feed | None, request: Request, answered: Response) -> None:
    """Log the request without what the client made up, and without tokens."""
    name = feed.name if feed else "?"
    token = "•••/" if "token" in request.path_params else ""
    decided(
        "asked",
        method=request.method,
        path=f"/feeds/{token}{name}.ics",
        status=answered.status_code,
        coding=answered.headers.get("content-encoding"),
    )
