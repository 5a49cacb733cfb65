"""The port through which a timeline becomes text for other programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from geotimeline.model.timeline import Row
    from geotimeline.planning.reminders import Reminder


def _silence(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export, and how.

    Attributes:
        rows: What is believed, in the order in which it is to appear.
        now: The instant of the export, in UTC; bytes may depend on its UTC day only.
        title: Name of the whole.
        description: What it is about; may be empty.
        colour: A CSS colour by its name; empty for none.
        address: URL at which it is published; empty where that is not known.
        options: The exporter's own options, as text, checked by the exporter.
        reminders: The reminders that rules ask for, by event id and milestone, where
            the user wants them exported too.
        warn: Called with a sentence about what was left out.
    """

    rows: tuple[Row, ...]
    now: datetime
    title: str = "Timeline"
    description: str = ""
    colour: str = ""
    address: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    reminders: Mapping[tuple[str, str], tuple[Reminder, ...]] = field(
        default_factory=dict
    )
    warn: Callable[[str], None] = _silence


class ExportOptionError(Exception):
    """An option has a value that the exporter does not know."""


class Exporter(Protocol):
    """Writes rows of a timeline as text.

    An exporter is a class without constructor arguments; its entry point names the
    class.

    Attributes:
        media_type: What a web server would call the text.
        options: The names it understands in `ExportRequest.options`, with help.
    """

    media_type: ClassVar[str]
    options: ClassVar[Mapping[str, str]]

    def export(self, request: ExportRequest) -> Iterator[str]:
        """Give the text piece by piece, so that memory does not grow with it.

        Raises:
            ExportOptionError: An option cannot be understood; nothing was given yet.
        """
        ...
