"""Options that say what somebody said of an event; `claim` and `add` share them.

Use the module in annotations (`by: stating.By = ""`): Typer reads them when it runs.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

import typer

from geotimeline.cli import completing
from geotimeline.cli.points_in_time import read_instant
from geotimeline.errors import EdtfSyntaxError

_RULE = re.compile("[0-9]+ ?[a-z]+ (before|after) .+")


def read_edtf(text: str) -> str:
    """Give a text that is an EDTF date.

    Raises:
        EdtfSyntaxError: It is none; says at which column, and what was expected.
    """
    from geotimeline.edtf import parse

    parse(text)
    return text


def read_date(text: str) -> str:
    """Give a text that is an EDTF date, or may be a rule such as `90d after in-force`.

    Raises:
        EdtfSyntaxError: It is neither.
    """
    try:
        return read_edtf(text)
    except EdtfSyntaxError:
        if _RULE.fullmatch(text):
            return text  # what it refers to, only the reader of the file can tell
        raise


Date = Annotated[
    str | None,
    typer.Option(
        parser=read_date,
        metavar="EDTF",
        help="When it begins, such as 2025-12, '[..2025-12-31]', or from/to.",
        show_default=False,
    ),
]
Status = Annotated[
    str,
    typer.Option(
        metavar="STATUS",
        help="possible, planned, confirmed, held, postponed or cancelled.",
        autocompletion=completing.statuses,
        show_default="planned",
    ),
]
By = Annotated[
    str, typer.Option(metavar="NAME", help="Who said it.", show_default=False)
]
Role = Annotated[
    str,
    typer.Option(
        metavar="ROLE", help="What makes that person worth quoting.", show_default=False
    ),
]
Said = Annotated[
    str | None,
    typer.Option(
        parser=read_edtf,
        metavar="EDTF",
        help="When it was said, such as 2025-11-28 or 2025-11.",
        show_default=False,
    ),
]
Source = Annotated[
    str,
    typer.Option(
        metavar="ID|TITLE|URL",
        help="Where it can be read: id of a known source, or one in words.",
        show_default=False,
    ),
]
Quote = Annotated[
    str,
    typer.Option(metavar="TEXT", help="The dating words, as said.", show_default=False),
]
Duration = Annotated[
    str,
    typer.Option(
        metavar="DURATION", help="How long it lasts, such as P2D.", show_default=False
    ),
]
Url = Annotated[
    str,
    typer.Option(metavar="URL", help="Address of the statement.", show_default=False),
]
Notes = Annotated[
    str,
    typer.Option(metavar="TEXT", help="What you want to add.", show_default=False),
]
Recorded = Annotated[
    datetime | None,
    typer.Option(
        parser=read_instant,
        metavar="INSTANT",
        help="When you learnt of it.",
        show_default="now",
    ),
]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run", help="Show what would be written and what it does; write nothing."
    ),
]
