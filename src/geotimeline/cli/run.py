"""`geotimeline run`: the scheduler in the foreground, or a replay."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.foreground import LogFormat, LogOption, log_for, on_signals
from geotimeline.errors import MissingExtraError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import datetime

    from geotimeline.services.data.holding import HeldData
    from geotimeline.services.delivering.delivery import Delivery
    from geotimeline.services.scheduling.watching import Watching
    from geotimeline.services.scheduling.workbench import Workbench


def run(  # noqa: PLR0913 (a command's options)
    *,
    speed: Annotated[
        float | None,
        typer.Option(
            min=0,
            metavar="SECONDS",
            help="Replay: so many seconds pass in each; 0 does not wait at all.",
            show_default="1",
        ),
    ] = None,
    until: options.ReplayEnd = None,
    deliver: Annotated[
        bool,
        typer.Option("--deliver", help="Replay: send through other channels too."),
    ] = False,
    log_format: LogOption = LogFormat.TEXT,
    http: Annotated[
        str,
        typer.Option(
            metavar="HOST:PORT",
            help="Serve feeds, /health, /metrics and /ack; PORT alone is 127.0.0.1.",
            show_default="nowhere",
        ),
    ] = "",
    second_instance: Annotated[
        bool,
        typer.Option(
            "--second-instance", help="Run beside another one on the same ledger."
        ),
    ] = False,
    data: options.Data = options.HERE,
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Run the scheduler until Ctrl-C or SIGTERM; files may change meanwhile.

    With --now it is a replay: the clock starts there and goes at --speed, the ledger is
    thrown away at the end, and only the console is told unless --deliver is given.

    Examples:
      geotimeline run
      geotimeline run --log-format json 2>> decisions.jsonl
      geotimeline run --http 127.0.0.1:8099
      geotimeline run --now 2025-11-25T09:00Z --speed 86400
    """
    from geotimeline.services.scheduling.workbench import Workbench

    workbench = Workbench.at(data, state)
    as_json = log_format is LogFormat.JSON
    if now is None:
        if until is not None or deliver or speed is not None:
            message = "--speed, --until, --deliver belong to a replay; give --now too"
            raise typer.BadParameter(message)
        _run_live(workbench, as_json=as_json, alone=not second_instance, http=http)
    elif http:
        message = "a replay answers nobody; give --http without --now"
        raise typer.BadParameter(message)
    else:
        real_time = 1.0 if speed is None else speed
        _replay(workbench, now, real_time, until, deliver=deliver, as_json=as_json)


def _run_live(workbench: Workbench, *, as_json: bool, alone: bool, http: str) -> None:
    from geotimeline.services.delivering.holding_channels import HeldChannels
    from geotimeline.services.scheduling.running import Running
    from geotimeline.services.scheduling.watching import Watching

    clock = options.clock(None)
    log_for(workbench.redactor, clock, as_json=as_json)
    lock = workbench.alone(since=clock.now()) if alone else nullcontext()
    with lock, workbench.ledger() as ledger:
        held = HeldChannels(
            workbench.folder, environ=workbench.environ, redactor=workbench.redactor
        )
        delivery = workbench.delivery(
            held.loaded, ledger, clock, notifiers=held.notifiers
        )
        watching = Watching(workbench, delivery)
        running = Running(held, delivery, watching)
        on_signals(running.stop)
        answering = (
            _served(http, workbench, held, delivery, watching)
            if http
            else nullcontext()
        )
        with answering:
            running.run()


def _served(
    where: str,
    workbench: Workbench,
    held: HeldData,
    delivery: Delivery,
    watching: Watching,
) -> AbstractContextManager[object]:
    """Prepare to answer HTTP for as long as the scheduler runs."""
    try:
        from geotimeline.web.app import serving_site
        from geotimeline.web.desk import Desk
        from geotimeline.web.publishing import Publisher
        from geotimeline.web.serving import Address
        from geotimeline.web.site import Site
    except ModuleNotFoundError as error:
        raise MissingExtraError("http", error.name, by="--http") from error
    try:
        address = Address.parse(where)
    except ValueError as error:
        message = f"expected HOST:PORT such as 127.0.0.1:8099, not {where!r}"
        raise typer.BadParameter(message) from error
    links = workbench.links(delivery.settings)
    desk = Desk(delivery.ledger, delivery.clock, links, watching.health)
    site = Site(Publisher(held, delivery.clock, delivery.ledger), address)
    return serving_site(site, desk, metrics=True)


def _replay(
    workbench: Workbench,
    now: datetime,
    speed: float,
    until: datetime | None,
    *,
    deliver: bool,
    as_json: bool,
) -> None:
    import threading

    from geotimeline.model.zones import LATEST
    from geotimeline.services.data.loading import load
    from geotimeline.services.scheduling.replaying import SteppingClock, replay

    clock = SteppingClock(now)
    log_for(workbench.redactor, clock, as_json=as_json)
    loaded = load(workbench.folder)
    delivery = workbench.rehearsal(loaded, clock, deliver=deliver)
    stop = threading.Event()
    on_signals(stop.set)
    replay(loaded, delivery, clock, speed=speed, until=until or LATEST, stop=stop)
