"""The port through which a timeline becomes text for other programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, ClassVar, Protocol

from geotimeline.model.past import Past
from geotimeline.model.query import EVERYTHING, Query
from geotimeline.model.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geotimeline.model.timeline import Row
    from geotimeline.planning.reminders import Reminder


NO_EVENTS = Timeline(())
"""The timeline of a request that has nothing but its rows."""


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
        categories: What sort of calendar it is.
        address: URL at which it is published; empty where that is not known.
        options: The exporter's own options, as text, checked by the exporter.
        reminders: The reminders that rules ask for, by event id and milestone, where
            the user wants them exported too.
        warn: Called with a sentence about what was left out.
        timeline: All events, also those that were not asked for: what changed in
            time may have come through them.
        query: Which of them were asked for.
        as_of: Claims known from later on are left out, in UTC; None for `now`.
    """

    rows: tuple[Row, ...]
    now: datetime
    title: str = "Timeline"
    description: str = ""
    colour: str = ""
    categories: tuple[str, ...] = ()
    address: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    reminders: Mapping[tuple[str, str], tuple[Reminder, ...]] = field(
        default_factory=dict
    )
    warn: Callable[[str], None] = _silence
    timeline: Timeline = NO_EVENTS
    query: Query = EVERYTHING
    as_of: datetime | None = None

    @property
    def today(self) -> datetime:
        """00:00 of the UTC day of the export; windows closed by then have lapsed."""
        return datetime.combine(self.now.astimezone(UTC).date(), time(), UTC)

    @property
    def known_until(self) -> datetime:
        """The instant, in UTC, as of which beliefs are told."""
        return self.as_of or self.now

    def past(self) -> Past:
        """Look back on the rows: what was believed of each before."""
        return Past.of(self.timeline, self.rows, as_of=self.known_until)


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
