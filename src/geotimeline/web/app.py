"""The application behind `serve` and `run --http`, put together."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette

from geotimeline.services.decisions import decided
from geotimeline.web.desk import desk_routes
from geotimeline.web.feed_routes import feed_routes
from geotimeline.web.page_routes import not_found, page_routes
from geotimeline.web.serving import serving
from geotimeline.web.vital_routes import vital_routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.web.desk import Desk
    from geotimeline.web.serving import Address
    from geotimeline.web.site import Site


def make_app(site: Site, desk: Desk | None = None, *, metrics: bool) -> Starlette:
    """Make the application.

    Args:
        site: Where feeds come from.
        desk: Where acknowledgements go; None where no scheduler is at work.
        metrics: Whether /metrics is answered.
    """
    routes = [
        *page_routes(site),
        *feed_routes(site),
        *vital_routes(site, desk, metrics=metrics),
        *(desk_routes(desk) if desk else ()),
    ]
    app = Starlette(routes=routes, exception_handlers={404: not_found})
    app.router.redirect_slashes = False  # calendar clients do not all follow
    return app


@contextmanager
def serving_site(
    site: Site, desk: Desk | None = None, *, metrics: bool
) -> Iterator[Address]:
    """Answer during the `with` block; say where, and who can read what.

    Raises:
        AddressError: Somebody listens there already, or it is not ours.
    """
    with serving(make_app(site, desk, metrics=metrics), site.bound) as served:
        decided("listening", at=served, reachable=_reach(served))
        if served.is_open_to_others:
            _warn(site, served)
        yield served


def _reach(served: Address) -> str:
    if served.is_open_to_others:
        return "from other machines, as its firewall lets them"
    return "from this machine alone"


def _warn(site: Site, served: Address) -> None:
    why = "other machines can reach it, and it does not encrypt"
    open_feeds = [
        one.name for one in site.publisher.feeds().values() if not one.is_private
    ]
    names = ", ".join(open_feeds)
    decided(
        "open to others",
        level=logging.WARNING,
        at=served,
        why=why,
        unprotected=f"feeds without a token: {names}" if names else "",
    )
