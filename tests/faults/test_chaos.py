"""Faults in any order, drawn from a seed: `make chaos` draws many, and long ones."""

from __future__ import annotations

import os
import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from geotimeline.interfaces.entries import State
from tests.faults.checking import check
from tests.faults.conftest import until
from tests.servers.http import Answer, Cut, Hang, Reset

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.checking import Receiver
    from tests.faults.conftest import Child, Home

SEEDS = int(os.environ.get("GEOTIMELINE_CHAOS_SEEDS", "1"))
REMINDERS = int(os.environ.get("GEOTIMELINE_CHAOS_REMINDERS", "40"))
BEHAVIOURS = (Answer(), Answer(503), Answer(429), Reset(), Cut(), Hang())
AN_HOUR = timedelta(hours=1)
NOON = timedelta(hours=12)


class Chaos:
    """Two schedulers of one ledger, and what befalls them."""

    def __init__(
        self,
        draw: random.Random,
        home: Home,
        server: Receiver,
        run: Callable[..., Child],
    ) -> None:
        self._draw = draw
        self._home = home
        self._server = server
        self._run = run
        self._children = [run("--second-instance"), run("--second-instance")]

    def strike(self) -> None:
        """Let one thing happen."""
        fault = self._draw.choice(
            (self._kill, self._freeze, self._misanswer, self._turn_clock)
        )
        fault()

    def end(self) -> None:
        """Let all be well again."""
        self._server.forget_script()
        for child in self._children:
            child.wait_for("running")
            assert child.stop() == 0

    def _kill(self) -> None:
        place = self._draw.randrange(len(self._children))
        self._children[place].kill()
        self._children[place] = self._run("--second-instance")

    def _freeze(self) -> None:
        child = self._draw.choice(self._children)
        child.wait_for("running")
        self._home.freeze(child)
        self._home.pass_time(self._draw.uniform(0, 3))
        child.thaw()

    def _misanswer(self) -> None:
        self._server.script(*self._draw.choices(BEHAVIOURS, k=5))
        self._home.pass_time(self._draw.uniform(0, 1))

    def _turn_clock(self) -> None:
        by = self._draw.choice((AN_HOUR, -AN_HOUR))
        self._home.turn_clock(by)
        self._home.pass_time(self._draw.uniform(0, 1))
        self._home.turn_clock(-by)


@pytest.mark.timeout(120 + REMINDERS)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_happens_nothing_is_lost_and_every_repeat_says_so(
    home: Home, server: Receiver, run: Callable[..., Child], seed: int
) -> None:
    draw = random.Random(seed)  # noqa: S311 (to be drawn again, not to be secret)
    home.settings(lease="0.5s")
    home.hook(timeout=1)  # leases really end
    for number in range(REMINDERS):
        at = timedelta(seconds=number * 2 // 5)
        home.event(f"visit-{number}", f"2025-12-04T{NOON + at}Z")
    chaos = Chaos(draw, home, server, run)
    until(lambda: len(home.entries()) == REMINDERS)
    home.set_clock("2025-12-04 10:00")

    for _ in range(max(5, REMINDERS // 10)):
        chaos.strike()
    server.forget_script()
    home.set_clock("2025-12-04 11:30")
    until(lambda: {entry.state for entry in home.entries()} == {State.SENT})
    chaos.end()

    judged = check([entry.key for entry in home.entries()], server.arrivals)
    # Early is not asked: clocks are turned back while messages are on their way.
    assert not judged.lost
    assert not judged.unexcused
