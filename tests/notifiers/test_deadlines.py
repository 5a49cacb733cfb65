from __future__ import annotations

import socket
from threading import Event
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.notifiers.deadlines import Deadline, within

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_result_of_the_attempt_is_given() -> None:
    assert within(60, lambda _: "done") == "done"


def test_an_error_of_the_attempt_is_raised_as_it_was() -> None:
    def fail(_: Deadline) -> None:
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        within(60, fail)


def test_whoever_waits_on_a_guarded_connection_is_woken(
    threads_of: Callable[[str], list[str]],
) -> None:
    near, far = socket.socketpair()

    def wait(deadline: Deadline) -> bytes:
        deadline.guard(near)
        return near.recv(1)

    with near, far, pytest.raises(TimeoutError, match=r"no answer within 0\.2 s"):
        within(0.2, wait)
    assert threads_of("delivery") == []


def test_a_connection_that_comes_too_late_is_refused(
    threads_of: Callable[[str], list[str]],
) -> None:
    may_connect, outcome = Event(), []
    near, far = socket.socketpair()

    def connect_late(deadline: Deadline) -> None:
        may_connect.wait(60)
        try:
            deadline.guard(near)
        except TimeoutError as error:
            outcome.append(error)

    with near, far:
        with pytest.raises(TimeoutError):
            within(0.1, connect_late)
        may_connect.set()

        assert threads_of("delivery") == []
    assert len(outcome) == 1
