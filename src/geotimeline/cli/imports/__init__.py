"""`geotimeline import`: other people's calendars and tables as events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.cli.lazy import LazyGroup, group

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar


class _Import(LazyGroup):
    places: ClassVar[Mapping[str, str]] = {
        "ical": "geotimeline.cli.imports.ical:import_calendar",
        "csv": "geotimeline.cli.imports.csv:import_table",
    }


def _before_commands() -> None:
    """Take events from other people's calendars and tables."""


app = group(_Import, "import", _before_commands)
