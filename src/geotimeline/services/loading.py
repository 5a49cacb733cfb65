"""The one door through which a data folder is read."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.adapters import event_files
from geotimeline.errors import DataError, NotFoundError, Problem
from geotimeline.formats.yaml_alerts import read_alerts
from geotimeline.formats.yaml_events import read_events
from geotimeline.formats.yaml_settings import SETTINGS_FILE, read_settings
from geotimeline.formats.yaml_tree import LARGEST_FILE_BYTES
from geotimeline.model.timeline import Timeline
from geotimeline.planning.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geotimeline.planning.rules import Alerts

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


class FolderRead(NamedTuple):
    """What was read of a data folder.

    Attributes:
        loaded: What is without problems; events that share an id are left out.
        problems: All that is wrong in events/ and alerts/, by file and line.
    """

    loaded: Loaded
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
    if not (folder / EVENTS).is_dir():
        hint = "start one with `geotimeline init DIR`, or name yours with --data"
        kind = "folder events/ in"
        raise NotFoundError(kind, str(folder), hint)
    with _without_collector():
        return _read(folder)


def fingerprint(folder: Path) -> int:
    """Give a number that changes whenever a file of the folder does."""
    return event_files.fingerprint(folder, EVENTS, ALERTS)


def _read(folder: Path) -> FolderRead:
    of_alerts = event_files.read_files(folder, ALERTS, largest_bytes=LARGEST_FILE_BYTES)
    of_events = event_files.read_files(folder, EVENTS, largest_bytes=LARGEST_FILE_BYTES)
    settings, of_settings = Settings(), tuple[Problem, ...]()
    for path, text in of_alerts.files:
        if path == SETTINGS_FILE:
            settings, of_settings = read_settings(text)
    alerts, of_rules = read_alerts(of_alerts.files, settings=settings)
    events, wrong = read_events(of_events.files, settings=settings)
    problems = (
        *of_alerts.problems,
        *of_events.problems,
        *of_settings,
        *of_rules,
        *wrong,
    )
    by_id = {event.id: event for event in reversed(events)}
    timeline = Timeline(tuple(by_id.values()))
    loaded = Loaded(timeline, alerts, settings, folder)
    return FolderRead(loaded, tuple(sorted(problems)))


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
