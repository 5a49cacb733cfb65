"""Options that several commands share, each declared once.

Use the module in annotations (`now: options.Now = None`): Typer reads them when it
runs.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import completing
from geotimeline.cli.points_in_time import read_first_day, read_instant, read_last_day

if TYPE_CHECKING:
    from geotimeline.interfaces.clock import Clock

HERE = Path()
"""The data folder where nobody says another: the current one."""

EVERYTHING = ""
"""The query that asks for all events."""

Data = Annotated[
    Path,
    typer.Option(
        "--data",
        readable=False,  # where it is not, a line says so: no fault of the command line
        envvar="GEOTIMELINE_DATA",
        help="Folder that holds events/ and alerts/.",
        show_default="the current folder",
        metavar="DIR",
    ),
]
Now = Annotated[
    datetime | None,
    typer.Option(
        "--now",
        parser=read_instant,
        help="Answer as of this instant, such as 2025-11-25T09:00Z.",
        show_default="the present",
        metavar="INSTANT",
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        parser=read_instant,
        help="As it was believed at this instant; a day is its 00:00 UTC.",
        show_default="as it is believed at --now",
        metavar="INSTANT",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="End with 1 for warnings too.")]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON, stable between releases.")
]
State = Annotated[
    Path | None,
    typer.Option(
        "--state",
        readable=False,  # the same
        envvar="GEOTIMELINE_STATE",
        help="Folder that keeps the ledger: what was sent.",
        show_default="one for each data folder, below the user's state folder",
        metavar="DIR",
    ),
]
Query = Annotated[
    str,
    typer.Argument(
        metavar="QUERY",
        help="Which events, such as 'type:visit actor:IN -status:cancelled'.",
        autocompletion=completing.query_fields,
        show_default="all",
    ),
]
EventId = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="Id of the event.", autocompletion=completing.event_ids
    ),
]
Before = Annotated[
    str,
    typer.Option(
        "--before",
        metavar="ID",
        help="Only what may begin before this event, or its ID#milestone.",
        autocompletion=completing.event_ids,
        show_default=False,
    ),
]
After = Annotated[
    str,
    typer.Option(
        "--after",
        metavar="ID",
        help="Only what may begin after this event, or its ID#milestone.",
        autocompletion=completing.event_ids,
        show_default=False,
    ),
]
FirstDay = Annotated[
    date | None,
    typer.Option(
        "--from",
        parser=read_first_day,
        help="First day, inclusive: 2025-12-04, or 2025-12 for the first of it.",
        show_default=False,
        metavar="DAY",
    ),
]
LastDay = Annotated[
    date | None,
    typer.Option(
        "--to",
        parser=read_last_day,
        help="Last day, inclusive: 2025-12-04, or 2025-12 for the last of it.",
        show_default=False,
        metavar="DAY",
    ),
]
SpanStart = Annotated[
    datetime | None,
    typer.Option(
        "--from",
        parser=read_instant,
        metavar="INSTANT",
        help="Start of the span, inclusive; a day is its 00:00 UTC.",
        show_default="now",
    ),
]
SpanEnd = Annotated[
    datetime | None,
    typer.Option(
        "--to",
        parser=read_instant,
        metavar="INSTANT",
        help="End of the span, exclusive; a day is its 00:00 UTC.",
        show_default="90 days after its start",
    ),
]
ReplayEnd = Annotated[
    datetime | None,
    typer.Option(
        "--until",
        parser=read_instant,
        metavar="INSTANT",
        help="Replay: end before this instant.",
        show_default="when nothing more happens",
    ),
]
NewFolder = Annotated[
    Path, typer.Argument(metavar="DIR", help="The folder; made if absent.")
]


def clock(now: datetime | None) -> Clock:
    """Give the clock that a command goes by: still at `--now`, else the machine's."""
    from geotimeline.adapters.clock import FixedClock, SystemClock

    return SystemClock() if now is None else FixedClock(now)


def present(now: datetime | None) -> datetime:
    """Give the instant that a command answers for, in UTC."""
    return clock(now).now()
