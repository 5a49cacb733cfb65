"""What a command that runs until it is told to end does when it is told."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from geotimeline.cli.foreground import on_signals

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = (signal.SIGINT, signal.SIGTERM)


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    """Put back what handled the signals before."""
    before = {number: signal.getsignal(number) for number in NUMBERS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_signal_that_comes_while_a_lock_is_held_ends_it_all_the_same(
    number: signal.Signals,
) -> None:
    lock, stopped = threading.Lock(), threading.Event()

    def stop() -> None:
        if lock.acquire(timeout=60):
            stopped.set()

    on_signals(stop)
    with lock:  # as a wait for an event does, now and then
        os.kill(os.getpid(), number)

    assert stopped.wait(60)
