"""The one door through which a data folder is read."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.adapters import event_files
from geotimeline.errors import DataError, NotFoundError, Problem
from geotimeline.formats.alerts.settings import SETTINGS_FILE, read_settings
from geotimeline.formats.events.files import read_events
from geotimeline.formats.yaml.tree import LARGEST_FILE_BYTES
from geotimeline.model.timeline import Timeline
from geotimeline.planning.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geotimeline.model.event import Event
    from geotimeline.planning.alerts import Alerts
    from geotimeline.planning.wishes import Wishes

EVENTS, ALERTS = "events", "alerts"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A data folder, read.

    Attributes:
        timeline: The events of events/.
        alerts: The rules and channels of alerts/.
        settings: What alerts/settings.yaml says, or the defaults.
        folder: Where it was read from.
    """

    timeline: Timeline
    alerts: Alerts
    settings: Settings
    folder: Path

    @property
    def wishes(self) -> Wishes:
        """Which digests are asked for."""
        from geotimeline.planning.wishes import Wishes  # noqa: PLC0415 (not for `list`)

        return Wishes(self.alerts, self.settings.digest)


class FolderRead(NamedTuple):
    """What was read of a data folder.

    Attributes:
        loaded: What is without problems; events that share an id are left out.
        problems: All that is wrong in events/ and alerts/, by file and line.
    """

    loaded: Loaded
    problems: tuple[Problem, ...]


class TimelineRead(NamedTuple):
    """The timeline alone, and what is wrong with its events and the settings."""

    timeline: Timeline
    problems: tuple[Problem, ...]


def load(folder: Path) -> Loaded:
    """Read a data folder that is meant to be without problems.

    Raises:
        NotFoundError: The folder has no events/.
        DataError: There are problems, all of them named.
    """
    loaded, problems = read(folder)
    if problems:
        raise DataError(problems)
    return loaded


def read(folder: Path) -> FolderRead:
    """Read a data folder, and everything that is wrong with it.

    Raises:
        NotFoundError: The folder has no events/.
    """
    _expect_events(folder)
    with _without_collector():
        settings, of_settings = _read_settings(folder)
        alerts, of_alerts = _read_alerts(folder, settings)
        timeline, of_events = _read_events(folder, settings)
        loaded = Loaded(timeline, alerts, settings, folder)
        problems = sorted((*of_settings, *of_alerts, *of_events))
        return FolderRead(loaded, tuple(problems))


def read_timeline(folder: Path) -> TimelineRead:
    """Read only what the timeline needs: a rule that is wrong does not hide an event.

    Raises:
        NotFoundError: The folder has no events/.
    """
    _expect_events(folder)
    with _without_collector():
        settings, of_settings = _read_settings(folder)
        timeline, of_events = _read_events(folder, settings)
        return TimelineRead(timeline, tuple(sorted((*of_settings, *of_events))))


def settings_of(folder: Path) -> Settings:
    """Give the settings of a data folder; at their default what is wrong or absent."""
    return _read_settings(folder)[0]


def alerts_of(folder: Path) -> Alerts:
    """Give the rules and channels of a data folder, without those that are wrong."""
    return _read_alerts(folder, settings_of(folder))[0]


def event_of(timeline: Timeline, event_id: str, problems: tuple[Problem, ...]) -> Event:
    """Give the event of that id from a timeline that may lack some.

    Raises:
        DataError: The file of that name has problems, so that it holds no event.
        NotFoundError: There is no such event; the nearest ids are named.
    """
    if event_id not in timeline.by_id:
        own = tuple(one for one in problems if PurePath(one.path).stem == event_id)
        if own:
            raise DataError(own)
    return timeline.event(event_id)


def fingerprint(folder: Path) -> int:
    """Give a number that changes whenever a file of the folder does."""
    return event_files.fingerprint(folder, EVENTS, ALERTS)


def last_written(folder: Path) -> datetime:
    """Say when a file of the folder was last written, added or removed, in UTC."""
    return datetime.fromtimestamp(event_files.last_written(folder, EVENTS, ALERTS), UTC)


def _expect_events(folder: Path) -> None:
    if event_files.is_absent(folder, EVENTS):
        hint = "start one with `geotimeline init DIR`, or name yours with --data"
        kind = "folder events/ in"
        raise NotFoundError(kind, str(folder), hint)


def _read_settings(folder: Path) -> tuple[Settings, tuple[Problem, ...]]:
    if event_files.is_absent(folder, SETTINGS_FILE):
        return Settings(), ()
    text = event_files.read_text(
        folder, SETTINGS_FILE, largest_bytes=LARGEST_FILE_BYTES
    )
    return (Settings(), (text,)) if isinstance(text, Problem) else read_settings(text)


def _read_events(
    folder: Path, settings: Settings
) -> tuple[Timeline, tuple[Problem, ...]]:
    files, unread = event_files.read_files(
        folder, EVENTS, largest_bytes=LARGEST_FILE_BYTES
    )
    events, problems = read_events(files, settings=settings)
    by_id = {event.id: event for event in reversed(events)}
    return Timeline(tuple(by_id.values())), (*unread, *problems)


def _read_alerts(
    folder: Path, settings: Settings
) -> tuple[Alerts, tuple[Problem, ...]]:
    from geotimeline.formats.alerts.files import read_alerts  # noqa: PLC0415 (not for `list`)

    files, unread = event_files.read_files(
        folder, ALERTS, largest_bytes=LARGEST_FILE_BYTES
    )
    told = [problem for problem in unread if problem.path != SETTINGS_FILE]
    alerts, problems = read_alerts(files, settings=settings)
    return alerts, (*told, *problems)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the cycle collector from looking again and again at what only grows."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
