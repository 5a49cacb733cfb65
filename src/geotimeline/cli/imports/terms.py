"""Options that every import shares.

Use the module in annotations (`into: terms.Into = ""`): Typer reads them when it runs.
"""

from __future__ import annotations

from typing import Annotated

import typer

Place = Annotated[
    str,
    typer.Argument(
        metavar="FILE|URL",
        help="A file, an address (https, http, webcal), or - for standard input.",
    ),
]
Into = Annotated[
    str,
    typer.Option(
        metavar="FOLDER",
        help="Folder below events/ for files of new events.",
        show_default="the name of the calendar or table",
    ),
]
EventType = Annotated[
    str,
    typer.Option(
        "--type",
        metavar="TYPE",
        help="The type of new events.",
        show_default="what the entry says, else event",
    ),
]
Tag = Annotated[
    list[str] | None,
    typer.Option(
        metavar="WORD", help="A tag for new events; again for more.", show_default=False
    ),
]
Name = Annotated[
    str,
    typer.Option(
        metavar="TEXT",
        help="What the calendar or table is called.",
        show_default="as it calls itself",
    ),
]
MaxSize = Annotated[
    int,
    typer.Option(
        metavar="MIB", min=1, max=1024, help="Refuse what is larger than so many MiB."
    ),
]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run", "--preview", help="Show what would be taken; write nothing."
    ),
]
DEFAULT_MAX_SIZE = 10
MIB = 2**20
