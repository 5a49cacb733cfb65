"""`geotimeline alerts silence`: tell nothing of some events for a while."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import completing, options
from geotimeline.cli.alerts import naming
from geotimeline.cli.output import say, say_json, tell

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.services.scheduling.workbench import Workbench


def silence_alerts(  # noqa: PLR0913 (a command's options)
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY",
            help="Which events, such as 'type:exercise'; '' for all.",
            autocompletion=completing.query_fields,
            show_default=False,
        ),
    ] = "",
    *,
    until: naming.SilenceEnd = None,
    since: naming.SilenceStart = None,
    why: Annotated[
        str, typer.Option("--why", metavar="TEXT", help="What it is for.")
    ] = "",
    by: naming.By = "",
    listed: Annotated[
        bool, typer.Option("--list", help="Show every silence that is not over.")
    ] = False,
    end: Annotated[
        int | None,
        typer.Option(
            "--end", metavar="ID", help="End this silence now.", show_default=False
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="With --list: as JSON, also what is over.")
    ] = False,
    data: options.Data = options.HERE,
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Tell nothing of some events for a while; or list silences, or end one.

    What it holds and is still of use when it ends is sent then. Before it ends, the
    channels that it keeps quiet are told so once.

    Examples:
      geotimeline alerts silence type:exercise --until 2026-01-10 --why "our own"
      geotimeline alerts silence --list
      geotimeline alerts silence --end 3
    """
    from geotimeline.services.scheduling.workbench import Workbench

    logging.getLogger("geotimeline").addHandler(logging.NullHandler())
    if sum((listed, end is not None, until is not None)) != 1:
        message = "give one of --until (with a QUERY), --list and --end"
        raise typer.BadParameter(message)
    at, workbench = options.present(now), Workbench.at(data, state)
    if listed:
        _list(workbench, at, as_json=as_json)
    elif end is not None:
        _end(workbench, end, at)
    elif until is not None:
        starts = since or at
        if until <= max(starts, at):
            message = "--until must lie after --from, and in the future"
            raise typer.BadParameter(message)
        _add(workbench, query, starts, until, at, by=by, why=why)


def _list(workbench: Workbench, now: datetime, *, as_json: bool) -> None:
    from geotimeline.formats.reminders.silence_text import silence_as_json, silence_line

    with workbench.existing_ledger() as ledger:
        silences = ledger.silences()
    if as_json:
        say_json([silence_as_json(one, now=now) for one in silences])
        return
    lasting = [one for one in silences if one.until > now]
    for one in lasting:
        say(silence_line(one, now=now))
    if not lasting:
        tell("nothing is silenced")


def _end(workbench: Workbench, number: int, now: datetime) -> None:
    from geotimeline.services.data.loading import load
    from geotimeline.services.steering.steering import end_silence

    with workbench.existing_ledger() as ledger:
        back = end_silence(load(workbench.folder), ledger, number, now=now)
    naming.say_entries(back)
    tell(f"silence {number} has ended; {naming.counted(back)} planned again")


def _add(
    workbench: Workbench,
    query: str,
    starts: datetime,
    ends: datetime,
    now: datetime,
    *,
    by: str,
    why: str,
) -> None:
    from geotimeline.formats.reminders.silence_text import silence_line
    from geotimeline.services.data.loading import load
    from geotimeline.services.steering.steering import silence

    loaded = load(workbench.folder)
    with workbench.ledger() as ledger:
        made = silence(
            loaded, ledger, query, starts=starts, ends=ends, now=now, by=by, why=why
        )
    say(silence_line(made.silence, now=now))
    naming.say_entries(made.held)
    tell(
        f"{naming.counted(made.held)} held; to end it: "
        f"geotimeline alerts silence --end {made.silence.number}"
    )
