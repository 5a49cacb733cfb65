"""What a scheduler tells those who watch it: that it lives, and how it fares."""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.adapters.heartbeat import Heartbeat
from geotimeline.adapters.metrics_file import put_metrics
from geotimeline.adapters.secrets import fill
from geotimeline.errors import LedgerError, SecretError
from geotimeline.formats.reminders.metrics_text import metrics_text
from geotimeline.interfaces.vitals import PULSE_EVERY, Pulse
from geotimeline.services.decisions import decided
from geotimeline.services.health.tallying import Tallies
from geotimeline.services.health.vital_signs import examine, keep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geotimeline.interfaces.vitals import Health
    from geotimeline.planning.settings import Settings
    from geotimeline.services.delivering.delivery import Delivery
    from geotimeline.services.scheduling.workbench import Workbench

_FILE_EVERY_SECONDS = 15.0


class Watching:
    """Keeps the pulse of one scheduler, and passes it on.

    The scheduler calls `ticked` and `troubled` from its one thread; `health` may be
    asked from any.
    """

    def __init__(
        self,
        workbench: Workbench,
        delivery: Delivery,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin to count what the delivery sends.

        Args:
            workbench: Where files and secrets are found, and who holds the lock.
            delivery: What sends; its settings say who is told.
            seconds: Gives the time on a clock that nobody sets.
        """
        self._workbench = workbench
        self._delivery = delivery
        self._seconds = seconds
        self._tallies = Tallies()
        delivery.observe = self._tallies.note
        now = delivery.clock.now()
        self._pulse = Pulse(now, now, delivery.settings.tick)
        self._kept: Pulse | None = None
        self._heart: Heartbeat | None = None
        self._heart_trouble = ""
        self._file_at = -_FILE_EVERY_SECONDS
        self._file_trouble = ""

    def ticked(self) -> None:
        """Note that a tick is complete.

        Raises:
            LedgerError: It cannot be written down.
        """
        settings, now = self._delivery.settings, self._delivery.clock.now()
        pulse = replace(self._pulse, tick_at=now, tick=settings.tick)
        self._tallies.save(self._delivery.ledger)
        if self._kept is None or abs(now - self._kept.tick_at) >= PULSE_EVERY:
            keep(pulse, self._delivery.ledger)
            self._kept = pulse
        self._pulse = pulse  # not before: a tick that cannot be recorded is none
        self._put_metrics(settings)
        self._beat(settings, well=True)

    def troubled(self) -> None:
        """Note that the ledger cannot be used."""
        self._beat(self._delivery.settings, well=False)

    def ended(self) -> None:
        """Write down what has not been yet, and fall silent."""
        with suppress(LedgerError):
            self._tallies.save(self._delivery.ledger)
        if self._heart is not None:
            self._heart.stop()

    def health(self) -> Health:
        """Say how the scheduler fares now.

        Raises:
            LedgerError: The ledger cannot be used.
        """
        return examine(
            self._delivery.ledger,
            holder=self._workbench.holder() or "this process",
            now=self._delivery.clock.now(),
            pulse=self._pulse,
            gates=self._delivery.gates,
        )

    def _put_metrics(self, settings: Settings) -> None:
        now = self._seconds()
        if not settings.metrics_file or now - self._file_at < _FILE_EVERY_SECONDS:
            return
        self._file_at = now
        trouble = self._trouble_with(self._workbench.folder / settings.metrics_file)
        if trouble and trouble != self._file_trouble:
            decided("cannot write metrics", level=logging.WARNING, why=trouble)
        self._file_trouble = trouble

    def _trouble_with(self, path: Path) -> str:
        try:
            put_metrics(path, metrics_text(self.health()))
        except OSError as error:
            return error.strerror or str(error)
        return ""

    def _beat(self, settings: Settings, *, well: bool) -> None:
        heart = self._heart_for(settings.heartbeat)
        if heart is not None:
            heart.beat(well=well)

    def _heart_for(self, setting: str) -> Heartbeat | None:
        """Give what beats for the present setting; an edit of it makes a new one."""
        url = self._filled(setting) if setting else ""
        if self._heart is not None and self._heart.url != url:
            self._heart.stop()
            self._heart = None
        if url and self._heart is None:
            self._heart = Heartbeat(url, _missed)
        return self._heart

    def _filled(self, setting: str) -> str:
        try:
            filled = fill(
                setting,
                environ=self._workbench.environ,
                folder=self._workbench.folder / "alerts",
                where="heartbeat",
                redactor=self._workbench.redactor,
            )
        except SecretError as error:
            if str(error) != self._heart_trouble:
                self._heart_trouble = str(error)
                _missed(self._heart_trouble)
            return ""
        return str(filled)


def _missed(reason: str) -> None:
    decided("heartbeat failed", level=logging.WARNING, why=reason)
