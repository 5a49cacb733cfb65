"""All that sending needs, put together: ledger, notifiers, secrets, clock."""

from __future__ import annotations

import logging
import os
import socket
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.adapters.instance_lock import hold, holder
from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.adapters.ledger.sqlite.ledger import SqliteLedger
from geotimeline.adapters.notifiers.console import ConsoleNotifier
from geotimeline.adapters.redaction import Redactor
from geotimeline.adapters.signing_key import signing_key
from geotimeline.adapters.state_folder import state_folder
from geotimeline.errors import LedgerError
from geotimeline.services.decisions import decided
from geotimeline.services.delivering.acknowledging import AckLinks
from geotimeline.services.delivering.channels import notifiers_for
from geotimeline.services.delivering.delivery import Delivery
from geotimeline.services.delivering.holding_back import HoldingBack
from geotimeline.services.scheduling.replaying import Rehearsal, SteppingClock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from geotimeline.interfaces.clock import Clock
    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.planning.settings import Settings
    from geotimeline.services.data.loading import Loaded
    from geotimeline.services.delivering.senders import Sender

_CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class Workbench:
    """One data folder, and where its state is kept.

    Attributes:
        folder: The data folder.
        environ: Where `${NAME}` is looked up.
        redactor: Learns every secret that is filled in.
        state: What `--state` named; the platform's own place if None.
    """

    folder: Path
    environ: Mapping[str, str]
    redactor: Redactor
    state: Path | None = None

    @classmethod
    def at(cls, folder: Path, state: Path | None = None) -> Workbench:
        """Set one up for a data folder, with the environment of this process."""
        return cls(folder, os.environ, Redactor(), state)

    def ledger(self) -> AbstractContextManager[SqliteLedger]:
        """Open the durable ledger, made if absent.

        Raises:
            LedgerError: It cannot be used.
        """
        return closing(SqliteLedger(state_folder(self.folder, self.state).ledger))

    def existing_ledger(self) -> AbstractContextManager[Ledger]:
        """Open the ledger to be read; where there is none, an empty one in memory.

        Raises:
            LedgerError: It cannot be used.
        """
        folder = state_folder(self.folder, self.state)
        try:
            if folder.path.exists() and not folder.path.is_dir():
                reason = "it is a file; --state names a folder"
                raise LedgerError(str(folder.path), reason)
            is_there = folder.ledger.exists()
        except OSError as error:
            reason = error.strerror or str(error)
            raise LedgerError(str(folder.path), reason) from error
        return self.ledger() if is_there else closing(MemoryLedger())

    def alone(self, *, since: datetime) -> AbstractContextManager[None]:
        """Keep other schedulers away from the ledger during the `with` block.

        Raises:
            AlreadyRunningError: Another one is at work.
        """
        return hold(state_folder(self.folder, self.state).lock, since=since)

    def holder(self) -> str | None:
        """Say which scheduler is at work, in words; None if none is.

        Raises:
            LedgerError: Its lock cannot be read.
        """
        return holder(state_folder(self.folder, self.state).lock)

    def links(self, settings: Settings) -> AckLinks:
        """Give what makes and reads the links by which readers acknowledge.

        Raises:
            LedgerError: The key of their signatures cannot be read or made.
        """
        key = signing_key(state_folder(self.folder, self.state).signing_key)
        return AckLinks(key, settings.public_url)

    def delivery(
        self,
        loaded: Loaded,
        ledger: Ledger,
        clock: Clock,
        *,
        notifiers: Mapping[str, Sender] | None = None,
    ) -> Delivery:
        """Make what sends through the channels of the data.

        Args:
            loaded: The data.
            ledger: Where it is written down.
            clock: Says what time it is.
            notifiers: The channels, where they have been made ready already.
        """
        if notifiers is None:
            notifiers = notifiers_for(
                loaded.alerts.channels,
                folder=self.folder,
                environ=self.environ,
                redactor=self.redactor,
            )
        delivery = self._delivery(loaded, ledger, clock, notifiers)
        if not isinstance(ledger, MemoryLedger):  # its reminders are gone when read of
            delivery.link = lambda entry: self._link(delivery.settings, entry)
        return delivery

    def rehearsal(
        self, loaded: Loaded, clock: SteppingClock, *, deliver: bool
    ) -> Delivery:
        """Make what a replay sends with: a throw-away ledger, and the console only.

        Args:
            loaded: The data.
            clock: The clock of the replay.
            deliver: Send through the other channels too.
        """
        if deliver:
            return self.delivery(loaded, MemoryLedger(), clock)
        console = ConsoleNotifier()
        notifiers: dict[str, Sender] = {
            name: console if one.notifier == _CONSOLE else Rehearsal(name, console)
            for name, one in loaded.alerts.channels.items()
        }
        return self._delivery(loaded, MemoryLedger(), clock, notifiers)

    def _link(self, settings: Settings, entry: Entry) -> str:
        """Give the link for a message, or none: it goes without rather than not."""
        if not settings.public_url:
            return ""
        try:
            return self.links(settings).url_for(entry)
        except LedgerError as error:
            decided("no link", level=logging.WARNING, key=entry.key, why=error)
            return ""

    def _delivery(
        self,
        loaded: Loaded,
        ledger: Ledger,
        clock: Clock,
        notifiers: Mapping[str, Sender],
    ) -> Delivery:
        return Delivery(
            ledger=ledger,
            clock=clock,
            notifiers=notifiers,
            settings=loaded.settings,
            owner=f"{socket.gethostname()}:{os.getpid()}",
            redact=self.redactor.redact,
            holding=HoldingBack(loaded.alerts),
        )
