"""A file of events as it would be, read before it is written."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.adapters import event_files
from geotimeline.adapters.atomic_file import digest, write_atomically
from geotimeline.errors import DataError, Problem, StatementError
from geotimeline.formats.events.files import (
    SHARED_SOURCES,
    read_event_file,
    read_sources_file,
    shared_names,
)
from geotimeline.formats.events.source_names import source_names
from geotimeline.formats.yaml.tree import LARGEST_FILE_BYTES
from geotimeline.model.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geotimeline.formats.events.files import EventsRead
    from geotimeline.model.event import Source
    from geotimeline.services.data.loading import Loaded

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_AROUND_A_FIELD = re.compile(r"(?:events\[[0-9]+\]\.)?(?:claims\[[0-9]+\]\.?)?")
_NO_END = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as it would be; nothing is written yet.

    Attributes:
        folder: The data folder.
        path: The file, relative to it.
        old: What it says now; None where there is none.
        new: What it shall say.
        before: The events as they are.
        after: The events as they would be.
    """

    folder: Path
    path: str
    old: str | None
    new: str
    before: Timeline
    after: Timeline

    @property
    def diff(self) -> str:
        """What would change, as a unified diff that `patch -p1` takes."""
        names = (
            "/dev/null" if self.old is None else f"a/{self.path}",
            f"b/{self.path}",
        )
        old, new = _lines(self.old or ""), _lines(self.new)
        return "".join(
            line if line.endswith("\n") else f"{line}\n{_NO_END}"
            for line in difflib.unified_diff(old, new, *names)
        )

    def write(self) -> None:
        """Write the file.

        Raises:
            FileChangedError: Somebody else has changed it meanwhile.
            FileWriteError: It cannot be written.
        """
        read = None if self.old is None else digest(self.old)
        write_atomically(self.folder / self.path, self.new, read)


@dataclass(frozen=True, slots=True)
class DraftingTable:
    """A data folder, with what is needed to read a file of it anew.

    Attributes:
        loaded: The folder.
        sources: Its shared sources, by id.
    """

    loaded: Loaded
    sources: Mapping[str, Source]

    @classmethod
    def of(cls, loaded: Loaded) -> DraftingTable:
        """Set one up; shared sources that cannot be read are none."""
        found: Mapping[str, Source] = {}
        if (loaded.folder / SHARED_SOURCES).is_file():
            found, _ = read_sources_file(_text(loaded.folder, SHARED_SOURCES))
        return cls(loaded, found)

    def text(self, path: str) -> str:
        """Give the text of a file, as it is at this moment.

        Raises:
            DataError: It cannot be read, or somebody has just broken it.
        """
        text = _text(self.loaded.folder, path)
        problems = self.read(path, text).problems
        if problems:
            raise DataError(problems)
        return text

    def known_sources(self, text: str = "", event_id: str = "") -> tuple[str, ...]:
        """Give the ids of the sources that a claim of an event may cite.

        Args:
            text: The file of the event; empty for a new one.
            event_id: Which event of the file.
        """
        return (*source_names(text, event_id), *self.sources)

    def draft(self, path: str, old: str | None, new: str, what: str) -> Draft:
        """Read a file as it would be.

        Args:
            path: The file, relative to the data folder.
            old: What it says now, without problems; None where there is none.
            new: What it shall say.
            what: What is added, in words.

        Raises:
            StatementError: The file would have problems, so that what is added must be
                wrong; all of them are named by their fields.
        """
        loaded, read = self.loaded, self.read(path, new)
        others = [event for event in loaded.timeline if event.path != path]
        events = (*others, *read.events)
        problems = read.problems or shared_names(events)
        if problems:
            faults = ((_field(one.where) or path, one.message) for one in problems)
            raise StatementError(what, *faults)
        return Draft(loaded.folder, path, old, new, loaded.timeline, Timeline(events))

    def read(self, path: str, text: str) -> EventsRead:
        """Read the text of a file of events, as it is or would be."""
        settings = self.loaded.settings
        return read_event_file(text, path, settings=settings, sources=self.sources)


def _field(where: str) -> str:
    """Name the field of a claim or event by its place in the file."""
    return _AROUND_A_FIELD.sub("", where, count=1)


def _text(folder: Path, path: str) -> str:
    read = event_files.read_text(folder, path, largest_bytes=LARGEST_FILE_BYTES)
    if isinstance(read, Problem):
        raise DataError((read,))
    return read


def _lines(text: str) -> list[str]:
    """Part a text behind line feeds only; a carriage return stays in its line."""
    return _LINE.findall(text)
