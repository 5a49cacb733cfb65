"""The commands of geotimeline, and the options that stand before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from geotimeline import __version__
from geotimeline.cli.lazy import LazyGroup, group
from geotimeline.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar


class _Program(LazyGroup):
    places: ClassVar[Mapping[str, str]] = {
        "list": "geotimeline.cli.list:list_events",
        "show": "geotimeline.cli.show:show_event",
        "why": "geotimeline.cli.why:why_event",
        "changes": "geotimeline.cli.changes:show_changes",
        "slips": "geotimeline.cli.slips:show_slips",
        "claim": "geotimeline.cli.claim:claim",
        "add": "geotimeline.cli.add:add_event",
        "check": "geotimeline.cli.check:check_data",
        "alerts": "geotimeline.cli.alerts:app",
        "run": "geotimeline.cli.run:run",
        "status": "geotimeline.cli.status:show_status",
        "serve": "geotimeline.cli.serve:serve_feeds",
        "feeds": "geotimeline.cli.feeds:app",
        "service": "geotimeline.cli.service:app",
        "export": "geotimeline.cli.export:export_timeline",
        "push": "geotimeline.cli.push:app",
        "import": "geotimeline.cli.imports:app",
        "plugins": "geotimeline.cli.plugins:list_plugins",
        "init": "geotimeline.cli.init:init_folder",
    }


def _version(asked: bool) -> None:  # noqa: FBT001 (Typer calls it so)
    if asked:
        say(f"geotimeline {__version__}")
        raise typer.Exit


def _before_commands(
    *,
    _version_asked: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    """Events with uncertain dates: listed, reminded of, and in your calendar.

    Dates are kept as they were said ("before the end of the year") and never pinned
    to a false day. Start with `geotimeline init FOLDER --example`.
    """


def program() -> Any:  # noqa: ANN401 (click's Command; see cli.lazy)
    """Build the command line."""
    app = group(_Program, "geotimeline", _before_commands, add_completion=True)
    return typer.main.get_command(app)
