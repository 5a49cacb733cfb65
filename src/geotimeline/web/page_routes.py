"""The page at `/`, and what is said where there is no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse
from starlette.routing import Route

from geotimeline.web.answers import answer, misdirected, plain
from geotimeline.web.pages import headers, telling_page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from geotimeline.web.site import Site


def page_routes(site: Site) -> list[Route]:
    """Give what is answered."""

    async def front(request: Request) -> Response:
        base_url = site.base_url(request)
        if base_url is None:
            return misdirected()
        body = await site.publisher.front_page(base_url)
        fields = {"Cache-Control": "no-cache", **headers(script=True)}
        return answer(request, body, fields)

    return [Route("/", front)]


def not_found(request: Request, _: Exception) -> Response:
    """Say that there is nothing, to people on a page and to programs in a line."""
    if "text/html" not in request.headers.get("accept", ""):
        return plain(404, "There is nothing here.")
    page = telling_page("There is nothing here", "The address may be incomplete.")
    fields = {"Cache-Control": "no-store", **headers()}
    return HTMLResponse(page, 404, headers=fields)
