"""`geotimeline init`: a new data folder."""

from __future__ import annotations

from typing import Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.output import say, tell


def init_folder(
    folder: options.NewFolder = options.HERE,
    *,
    example: Annotated[
        bool, typer.Option("--example", help="Copy the example events and rules.")
    ] = False,
) -> None:
    """Make a folder with events/, alerts/ and a README; nothing is overwritten.

    Examples:
      geotimeline init desk --example
      geotimeline init .
    """
    from geotimeline.services.writing.initialising import init

    for name in init(folder, with_example=example):
        say(str(folder / name))
    there = "" if folder == options.HERE else f"cd {folder} && "
    tell(f"next: {there}geotimeline {'list' if example else 'check'}")
