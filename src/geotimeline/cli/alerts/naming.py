"""Arguments and options that the steering commands share."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import completing
from geotimeline.cli.output import say
from geotimeline.cli.points_in_time import read_instant
from geotimeline.errors import InstantSyntaxError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geotimeline.interfaces.entries import Entry


def _read_length(text: str) -> timedelta:
    from geotimeline.planning import steering

    try:
        return steering.read_length(text)
    except ValueError as error:
        expected = "a length of time such as 30min, 4h, 2d or 1w"
        raise InstantSyntaxError(text, expected) from error


Name = Annotated[
    str,
    typer.Argument(
        metavar="KEY|EVENT",
        help="The beginning of a key (6 digits or more), or the id of an event.",
        autocompletion=completing.event_ids,
    ),
]
By = Annotated[
    str,
    typer.Option(
        "--by", envvar="USER", metavar="NAME", help="Who asks.", show_default=False
    ),
]
Length = Annotated[
    timedelta,
    typer.Argument(
        parser=_read_length, metavar="LENGTH", help="How long: 30min, 4h, 2d or 1w."
    ),
]
Within = Annotated[
    timedelta | None,
    typer.Option(
        "--within",
        parser=_read_length,
        metavar="LENGTH",
        help="No scheduler need run if `alerts send` ended so lately: 10min, 2h.",
        show_default="by `passes` of settings.yaml",
    ),
]
SilenceEnd = Annotated[
    datetime | None,
    typer.Option(
        "--until",
        parser=read_instant,
        metavar="INSTANT",
        help="When it ends, exclusive; a day is its 00:00 UTC.",
        show_default=False,
    ),
]
SilenceStart = Annotated[
    datetime | None,
    typer.Option(
        "--from",
        parser=read_instant,
        metavar="INSTANT",
        help="When it begins, inclusive.",
        show_default="now",
    ),
]


def say_entries(entries: Iterable[Entry]) -> None:
    """Print entries as `alerts log` does."""
    from geotimeline.formats.reminders.ledger_text import entry_lines

    for entry in entries:
        for line in entry_lines(entry):
            say(line)


def counted(entries: Iterable[Entry]) -> str:
    """Count reminders in words."""
    count = len(tuple(entries))
    return f"{count} reminder{'' if count == 1 else 's'}"
