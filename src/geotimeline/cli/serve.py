"""`geotimeline serve`: feeds that people subscribe to, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.feeds import naming
from geotimeline.cli.foreground import LogFormat, LogOption, log_for, on_signals
from geotimeline.cli.output import flush, say
from geotimeline.errors import MissingExtraError

if TYPE_CHECKING:
    from geotimeline.interfaces.clock import Clock
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.services.data.holding import HeldData
    from geotimeline.services.data.refreshing import Refreshing
    from geotimeline.web.site import Site


def serve_feeds(
    *,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Address of this machine to listen at; 0.0.0.0 is all of them.",
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(metavar="PORT", help="Port; 0 lets the system choose.")
    ] = 8098,
    url: naming.ServedAt = "",
    metrics: Annotated[
        bool, typer.Option("--metrics", help="Answer /metrics too.")
    ] = False,
    log_format: LogOption = LogFormat.TEXT,
    data: options.Data = options.HERE,
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Serve the feeds of alerts/feeds.yaml and a page about them, until Ctrl-C.

    Files may change meanwhile; an edit with problems leaves the last good feeds as they
    are, and /health says so. The address of the page is printed.

    Examples:
      geotimeline serve
      geotimeline serve --host 0.0.0.0 --port 80 --url https://desk.example.org
    """
    from geotimeline.adapters.redaction import Redactor
    from geotimeline.services.data.holding import HeldData
    from geotimeline.services.data.refreshing import Refreshing
    from geotimeline.services.scheduling.workbench import Workbench

    clock = options.clock(now)
    log_for(Redactor(), clock, as_json=log_format is LogFormat.JSON)
    held = HeldData(data)
    refreshing = Refreshing(held)
    with Workbench.at(data, state).existing_ledger() as ledger:
        remembering = ledger if now is None else None
        site = _site(held, clock, host, port, url, remembering)
        _serve(site, refreshing, metrics=metrics)


def _serve(site: Site, refreshing: Refreshing, *, metrics: bool) -> None:
    from geotimeline.web.app import serving_site

    with serving_site(site, metrics=metrics) as served:
        on_signals(refreshing.stop)
        say(site.home(served))
        flush()
        refreshing.run()


def _site(
    held: HeldData, clock: Clock, host: str, port: int, url: str, ledger: Ledger | None
) -> Site:
    try:
        from geotimeline.web.publishing import Publisher
        from geotimeline.web.serving import Address
        from geotimeline.web.site import Site
    except ModuleNotFoundError as error:
        raise MissingExtraError("http", error.name, by="serve") from error
    try:
        address = Address.of(host, port)
    except ValueError as error:
        message = f"expected an address such as 127.0.0.1, and a port; {error}"
        raise typer.BadParameter(message, param_hint="--host, --port") from error
    return Site(Publisher(held, clock, ledger), address, naming.served_at(url))
