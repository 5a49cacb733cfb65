"""How a feed is named on the command line, and where it is served."""

from __future__ import annotations

from typing import Annotated

import typer

from geotimeline.cli import completing

FeedName = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="Name of the feed.", autocompletion=completing.feeds
    ),
]
ServedAt = Annotated[
    str,
    typer.Option(
        "--url",
        metavar="URL",
        help="Where people reach `serve`, such as behind a proxy; for links.",
        show_default="public-url of alerts/settings.yaml",
    ),
]


def served_at(url: str) -> str:
    """Read such an address, without its final slash; empty stays empty.

    Raises:
        BadParameter: It is no http or https URL.
    """
    from geotimeline.formats.alerts.settings import web_address

    try:
        return web_address(url) if url else ""
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--url") from error
