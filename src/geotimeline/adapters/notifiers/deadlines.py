"""Hold a whole attempt to its time, however busy the other side pretends to be.

A socket's timeout bounds each read, and name resolution not at all: a receiver that
sends a byte every few seconds would keep a worker for hours. So the attempt runs in a
thread of its own; when its time is up its connections are cut and the caller goes on.
"""

from __future__ import annotations

import contextlib
import socket
from concurrent.futures import Future
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Deadline:
    """Cuts the connections opened under it once the time is up."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._sockets: list[socket.socket] = []
        self._over = False

    def guard(self, opened: socket.socket) -> None:
        """Put a connection under this deadline.

        Raises:
            TimeoutError: The time is up already; the attempt must stop here.
        """
        with self._lock:
            if self._over:
                raise TimeoutError
            self._sockets.append(opened)

    def cut(self) -> None:
        """End the time: whoever reads or writes on a guarded connection wakes up."""
        with self._lock:
            self._over = True
            for opened in self._sockets:
                with contextlib.suppress(OSError):
                    # Not SSLSocket.shutdown: it drops the TLS state under the reader.
                    socket.socket.shutdown(opened, socket.SHUT_RDWR)


def within(seconds: float, attempt: Callable[[Deadline], T]) -> T:
    """Run the attempt and give its result, waiting no longer than `seconds`.

    Raises:
        TimeoutError: The time was up. The attempt may have succeeded all the same.
    """
    deadline = Deadline()
    outcome: Future[T] = Future()
    Thread(
        target=_run, args=(attempt, deadline, outcome), name="delivery", daemon=True
    ).start()
    try:
        return outcome.result(seconds)
    except TimeoutError as error:
        deadline.cut()
        message = f"no answer within {seconds:g} s"
        raise TimeoutError(message) from error


def _run(
    attempt: Callable[[Deadline], T], deadline: Deadline, outcome: Future[T]
) -> None:
    try:
        outcome.set_result(attempt(deadline))
    except BaseException as error:  # noqa: BLE001 (raised again in the caller's thread)
        outcome.set_exception(error)
