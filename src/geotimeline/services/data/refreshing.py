"""Read the data anew when its files change, for as long as somebody serves it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geotimeline.services.data.holding import HeldData


class Refreshing:
    """Keeps held data fresh; a scheduler does so itself."""

    def __init__(self, held: HeldData) -> None:
        """Prepare; nothing is watched until `run`."""
        self._held = held
        self._stop = threading.Event()
        self._nudged = threading.Event()

    def stop(self) -> None:
        """Ask `run` to end; safe in other threads, and not in signal handlers."""
        self._stop.set()
        self._nudged.set()

    def run(self) -> None:
        """Work until `stop` is called.

        The files are looked at after each tick of the settings too: not every file
        system tells of changes.
        """
        with self._held.watched(self._nudged.set):
            while not self._stop.is_set():
                self._nudged.wait(self._held.loaded.settings.tick.total_seconds())
                self._nudged.clear()
                if not self._stop.is_set():
                    self._held.refresh()
