"""A desk: data, ledger, clock and channels put together, for every command that sends.

`alerts send`, `alerts test`, `alerts log`, `run` and the replay begin here.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.adapters.clock import FixedClock, SystemClock
from geotimeline.adapters.ledger_memory import MemoryLedger
from geotimeline.adapters.redaction import Redactor
from geotimeline.adapters.state_folder import state_folder
from geotimeline.errors import DeliveryError, NotFoundError
from geotimeline.interfaces.notifiers import SettingError
from geotimeline.model.zones import LATEST
from geotimeline.planning.rules import CONSOLE
from geotimeline.services.channels import notifier_for, notifiers_for
from geotimeline.services.composing import compose_test
from geotimeline.services.decisions import log_to
from geotimeline.services.delivering import Delivery
from geotimeline.services.loading import load
from geotimeline.services.passing import Passed, one_pass, rehearse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from geotimeline.interfaces.clock import Clock
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.services.replaying import SteppingClock


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a data folder is, and what stands beside it.

    Attributes:
        folder: Holds events/ and alerts/.
        state: What `--state` named, or None for the platform's own place.
        environ: Where `${NAME}` in alerts/ is looked up.
    """

    folder: Path
    state: Path | None
    environ: Mapping[str, str]

    def send(self, *, now: datetime | None) -> Passed:
        """Make one pass over what is due; at another instant if `now` says so.

        Raises:
            DataError: The data has problems; nothing is sent.
            LedgerError: The ledger cannot be used; nothing is sent.
        """
        loaded, redactor = load(self.folder), Redactor()
        clock = _clock(now)
        log_to(sys.stderr, as_json=False, clock=clock, redact=redactor.redact)
        notifiers = notifiers_for(
            loaded.alerts.channels,
            folder=self.folder,
            environ=self.environ,
            redactor=redactor,
        )
        with self.ledger() as ledger:
            delivery = Delivery(
                ledger=ledger,
                clock=clock,
                notifiers=notifiers,
                settings=loaded.settings,
                owner=_owner(),
                redact=redactor.redact,
            )
            return one_pass(loaded, delivery)

    def rehearse(self, *, now: datetime | None) -> Passed:
        """Say what `send` would send; nothing is sent, written or created."""
        loaded = load(self.folder)
        with self.ledger(create=False) as ledger:
            return rehearse(loaded, ledger, now=_clock(now).now())

    def test(self, channel: str, *, now: datetime | None) -> None:
        """Send one test message; the ledger is not touched.

        Raises:
            NotFoundError: There is no such channel, or no such notifier.
            DeliveryError: It was not delivered, or the channel cannot be used.
            SecretError: A secret of the channel is not there.
        """
        channels = load(self.folder).alerts.channels
        if channel not in channels:
            kind, known = "channel", ", ".join(channels)
            raise NotFoundError(kind, channel, f"alerts/ has {known}")
        redactor = Redactor()
        try:
            notifier = notifier_for(
                channels[channel],
                folder=self.folder,
                environ=self.environ,
                redactor=redactor,
            )
            notifier.send(compose_test(channel, now=_clock(now).now()))
        except SettingError as error:
            reason = redactor.redact(str(error))
            raise DeliveryError(channel, reason, retryable=False) from error
        except DeliveryError as error:
            reason = redactor.redact(error.reason)
            raise DeliveryError(
                channel, reason, retryable=error.retryable, status=error.status
            ) from None

    @contextmanager
    def ledger(self, *, create: bool = True) -> Iterator[Ledger]:
        """Open the ledger; an empty one in memory where it must not be created.

        Raises:
            LedgerError: It cannot be opened.
        """
        from geotimeline.adapters.ledger_sqlite import SqliteLedger  # noqa: PLC0415

        path = state_folder(self.folder, self.state).ledger
        ledger: Ledger = (
            SqliteLedger(path) if create or path.exists() else MemoryLedger()
        )
        try:
            yield ledger
        finally:
            ledger.close()

    def run(self, *, as_json: bool, beside_another: bool) -> None:
        """Run the scheduler until Ctrl-C or SIGTERM.

        Args:
            as_json: Log in JSON lines.
            beside_another: Start even if another scheduler holds this ledger.

        Raises:
            AlreadyRunningError: Another scheduler holds this ledger.
            DataError: The data has problems at the start.
            LedgerError: The ledger cannot be opened.
        """
        from geotimeline.services.holding import HeldData  # noqa: PLC0415
        from geotimeline.services.running import Running  # noqa: PLC0415 (APScheduler)

        clock, redactor = SystemClock(), Redactor()
        log_to(sys.stderr, as_json=as_json, clock=clock, redact=redactor.redact)
        held = HeldData(self.folder, environ=self.environ, redactor=redactor)
        with self._held_alone(clock, beside_another), self.ledger() as ledger:
            delivery = Delivery(
                ledger=ledger,
                clock=clock,
                notifiers=held.notifiers,
                settings=held.loaded.settings,
                owner=_owner(),
                redact=redactor.redact,
            )
            running = Running(held, delivery)
            with _signals(running.stop):
                running.run()

    def replay(
        self,
        clock: SteppingClock,
        *,
        speed: float,
        until: datetime | None,
        deliver: bool,
        as_json: bool,
    ) -> None:
        """Replay from where the clock stands, on a ledger that is thrown away.

        Args:
            clock: Stands at the first instant.
            speed: Seconds of the replay for each real second; 0 does not wait.
            until: Where the replay ends; None for when nothing more happens.
            deliver: Really use the other channels, and not only the console.
            as_json: Log in JSON lines.

        Raises:
            DataError: The data has problems.
        """
        from geotimeline.services.replaying import Rehearsal, replay  # noqa: PLC0415

        loaded, redactor = load(self.folder), Redactor()
        log_to(sys.stderr, as_json=as_json, clock=clock, redact=redactor.redact)
        channels = loaded.alerts.channels if deliver else {CONSOLE.name: CONSOLE}
        notifiers = notifiers_for(
            channels, folder=self.folder, environ=self.environ, redactor=redactor
        )
        console = notifiers[CONSOLE.name]
        delivery = Delivery(
            ledger=MemoryLedger(),
            clock=clock,
            notifiers={
                name: notifiers.get(name) or Rehearsal(name, console)
                for name in loaded.alerts.channels
            },
            settings=loaded.settings,
            owner=_owner(),
            redact=redactor.redact,
        )
        stop = threading.Event()
        with _signals(stop.set):
            replay(
                loaded, delivery, clock, speed=speed, until=until or LATEST, stop=stop
            )

    @contextmanager
    def _held_alone(self, clock: Clock, beside_another: bool) -> Iterator[None]:  # noqa: FBT001
        if beside_another:
            yield
            return
        from geotimeline.adapters.instance_lock import hold  # noqa: PLC0415

        with hold(state_folder(self.folder, self.state).lock, since=clock.now()):
            yield


def _clock(now: datetime | None) -> Clock:
    return SystemClock() if now is None else FixedClock(now)


def _owner() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


@contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` on Ctrl-C and SIGTERM for the time of the block."""

    def handle(*_: object) -> None:
        stop()

    wanted = (signal.SIGINT, signal.SIGTERM)
    before = [(number, signal.signal(number, handle)) for number in wanted]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
