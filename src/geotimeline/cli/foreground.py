"""What commands share that stay in the foreground: their log, and how they end."""

from __future__ import annotations

import signal
import sys
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.adapters.redaction import Redactor
    from geotimeline.interfaces.clock import Clock


class LogFormat(Enum):
    """How the log on stderr is written."""

    TEXT = "text"
    JSON = "json"


LogOption = Annotated[
    LogFormat, typer.Option(help="How decisions are logged on stderr.")
]


def log_for(redactor: Redactor, clock: Clock, *, as_json: bool) -> None:
    """Send the log to stderr, without the secrets that the redactor learns."""
    from geotimeline.services.decisions import log_to

    log_to(sys.stderr, as_json=as_json, clock=clock, redact=redactor.redact)


def on_signals(stop: Callable[[], None]) -> None:
    """End cleanly on Ctrl-C and SIGTERM, as a service manager sends it.

    A signal interrupts the main thread anywhere, also while it holds a lock that `stop`
    needs: called there, `stop` would wait for ever. So a thread of its own calls it.
    """
    import threading
    from queue import SimpleQueue

    asked: SimpleQueue[int] = SimpleQueue()  # the one queue that handlers may put into

    def stop_when_asked() -> None:
        asked.get()
        stop()

    threading.Thread(target=stop_when_asked, name="signals", daemon=True).start()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: asked.put(number))
