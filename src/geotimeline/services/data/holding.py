"""The last good data of what runs for long: an edit that breaks it does not count."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.errors import NotFoundError, Problem
from geotimeline.planning.feeds import with_closed
from geotimeline.services.data.loading import FolderRead, fingerprint, load, read
from geotimeline.services.decisions import decided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from geotimeline.planning.feeds import Feed

_WATCH_ENDS_SECONDS = 2.0


class HeldData:
    """What a scheduler or a web server works with until a better edit comes.

    Attributes:
        loaded: The last data without problems; tokens of feeds that were taken away
            since are not in it.
        problems: How many problems the present files have; 0 where `loaded` is them.
    """

    def __init__(self, folder: Path) -> None:
        """Read the data for the first time.

        Raises:
            DataError: It has problems, and there is nothing older to keep.
            NotFoundError: There is no such folder.
        """
        self._folder = folder
        self._seen = fingerprint(folder)
        self.loaded = load(folder)
        self.problems = 0

    def is_stale(self) -> bool:
        """Whether a file has changed since the last look."""
        return fingerprint(self._folder) != self._seen

    def refresh(self) -> bool:
        """Read the data anew if a file has changed.

        Returns:
            Whether there is new data; False also where the edit has problems: they are
            logged once, and the last good data stays.
        """
        now_seen = fingerprint(self._folder)
        if now_seen == self._seen:
            return False
        loaded, problems = self._read()
        self._seen = now_seen
        self.problems = len(problems)
        if problems:
            self._close_feeds(loaded.alerts.feeds)
            decided(
                "kept the last good data",
                level=logging.WARNING,
                problems=len(problems),
                first=problems[0],
                next="geotimeline check",
            )
            return False
        self.loaded = loaded
        decided("reloaded", events=len(loaded.timeline), rules=len(loaded.alerts.rules))
        return True

    def _close_feeds(self, edited: Mapping[str, Feed]) -> None:
        """Let nobody in any more whom the edit locks out, though the rest must wait."""
        alerts = self.loaded.alerts
        feeds = with_closed(alerts.feeds, edited)
        if feeds != alerts.feeds:
            self.loaded = replace(self.loaded, alerts=replace(alerts, feeds=feeds))

    def _read(self) -> FolderRead:
        try:
            return read(self._folder)
        except NotFoundError as error:  # moved away for a moment, as `git` may do
            return FolderRead(self.loaded, (Problem("events", 1, "", str(error)),))

    @contextmanager
    def watched(self, changed: Callable[[], object]) -> Iterator[None]:
        """Call `changed` whenever a file changes, in a thread of its own.

        Where the system cannot watch folders, whoever asks `is_stale` notices in time.
        """
        stop = threading.Event()
        watch = threading.Thread(target=self._watch, args=(changed, stop), daemon=True)
        watch.start()
        try:
            yield
        finally:
            stop.set()
            watch.join(_WATCH_ENDS_SECONDS)  # one left at exit may abort the process

    def _watch(self, changed: Callable[[], object], stop: threading.Event) -> None:
        from watchfiles import watch  # noqa: PLC0415 (only what runs for long needs it)

        folders = [self._folder / name for name in ("events", "alerts")]
        try:
            for _ in watch(*filter(_exists, folders), stop_event=stop):
                changed()
        except (OSError, RuntimeError) as error:
            decided("cannot watch the files", why=error, level=logging.WARNING)


def _exists(folder: Path) -> bool:
    return folder.is_dir()
