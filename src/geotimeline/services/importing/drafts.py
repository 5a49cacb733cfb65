"""The files of an import as they would be, gathered before any is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geotimeline.adapters.atomic_file import Change
from geotimeline.errors import StatementError
from geotimeline.model.timeline import Timeline

if TYPE_CHECKING:
    from geotimeline.model.event import Event
    from geotimeline.services.writing.drafting import DraftingTable


@dataclass(slots=True)
class Drafts:
    """Files that are to be written, and the events in them.

    Attributes:
        table: The data folder, and how a file of it is read.
        old: What each file that changes says now; None where there is none.
        new: What it shall say.
        events: The events of those files, by path.
    """

    table: DraftingTable
    old: dict[str, str | None] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)
    events: dict[str, tuple[Event, ...]] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """Give what a file says, or would say by now.

        Raises:
            DataError: It cannot be read, or somebody has just broken it.
        """
        return self.new[path] if path in self.new else self.table.text(path)

    def put(self, path: str, text: str, what: str, *, is_new: bool = False) -> None:
        """Take what a file shall say.

        Args:
            path: The file, relative to the data folder.
            text: What it shall say.
            what: What is added, in words.
            is_new: Whether there is no such file yet.

        Raises:
            StatementError: The file would have problems.
            DataError: It cannot be read any more.
        """
        events = self._read(path, text, what)
        if path not in self.old:
            self.old[path] = None if is_new else self.table.text(path)
        self.new[path] = text
        self.events[path] = events

    def read(self, path: str, text: str, title: str) -> Event:
        """Read a file of one event, and write none.

        Raises:
            StatementError: The file would have problems.
        """
        (event,) = self._read(path, text, f"the event {title!r}")
        return event

    def _read(self, path: str, text: str, what: str) -> tuple[Event, ...]:
        read = self.table.read(path, text)
        if read.problems:
            faults = ((one.where or path, one.message) for one in read.problems)
            raise StatementError(what, *faults)
        return read.events

    @property
    def timeline(self) -> Timeline:
        """All events as they would be."""
        known = self.table.loaded.timeline
        stay = [event for event in known if event.path not in self.events]
        return Timeline(
            (*stay, *(e for path in self.events for e in self.events[path]))
        )

    @property
    def changes(self) -> tuple[Change, ...]:
        """The files to be written."""
        folder = self.table.loaded.folder
        return tuple(
            Change(folder / path, self.old[path], text)
            for path, text in self.new.items()
        )
