"""The checker: what was lost, sent twice without excuse, or early."""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Self

from tests.servers.http import Answer, Behaviour, Hold, ScriptedHttpServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tests.servers.http import Request


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message at the receiver.

    Attributes:
        key: Which reminder it is.
        due_at: The instant it was meant for.
        at: What the schedulers' clock showed when it came.
        marked: Whether it says that it may be a repeat.
        behaviour: What the receiver did with it.
    """

    key: str
    due_at: datetime
    at: datetime
    marked: bool
    behaviour: Behaviour

    @classmethod
    def read(cls, request: Request, behaviour: Behaviour, at: datetime) -> Self:
        told = json.loads(request.body)
        due_at = datetime.fromisoformat(told["due_at"])
        return cls(told["key"], due_at, at, told["possible_repeat"], behaviour)

    @property
    def refused(self) -> bool:
        """Whether the receiver said that it has not taken it."""
        return isinstance(self.behaviour, Answer) and self.behaviour.status >= 300

    @property
    def confirmed(self) -> bool:
        """Whether the receiver said that it has taken it."""
        return isinstance(self.behaviour, Answer | Hold) and not self.refused


class Receiver(ScriptedHttpServer):
    """A scripted server that keeps what came, and when by the schedulers' clock."""

    def __init__(self) -> None:
        super().__init__()
        self.now: Callable[[], datetime] | None = None
        self._kept: list[Arrival] = []
        self._keeping = threading.Lock()

    @property
    def arrivals(self) -> tuple[Arrival, ...]:
        with self._keeping:
            return tuple(self._kept)

    def forget_script(self) -> None:
        """Take every message from now on."""
        with self._changed:
            self._script.clear()

    def next_behaviour(self, request: Request) -> Behaviour:
        assert self.now is not None
        at = self.now()
        behaviour = super().next_behaviour(request)
        with self._keeping:
            self._kept.append(Arrival.read(request, behaviour, at))
        return behaviour


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the reminders, by key; all empty is what is promised.

    Attributes:
        lost: No receiver ever said that it has taken them.
        unexcused: Sent again after they may have arrived, and not marked so.
        early: Sent before they were due.
        repeats: How many marked repeats there were.
    """

    lost: frozenset[str]
    unexcused: frozenset[str]
    early: frozenset[str]
    repeats: int

    @property
    def clean(self) -> bool:
        return not (self.lost or self.unexcused or self.early)


def check(keys: Iterable[str], arrivals: Sequence[Arrival]) -> Verdict:
    """Judge every reminder by what came.

    Late is not asked: on a busy machine anything is, and nothing is wrong with that.

    Args:
        keys: What was planned.
        arrivals: What came, in order.
    """
    by_key = _by_key(arrivals)
    taken = {
        key: [one for one in came if not one.refused] for key, came in by_key.items()
    }
    again = [one for came in taken.values() for one in came[1:]]
    return Verdict(
        lost=frozenset(
            key for key in keys if not any(one.confirmed for one in by_key.get(key, ()))
        ),
        unexcused=frozenset(one.key for one in again if not one.marked),
        early=frozenset(one.key for one in arrivals if one.at < one.due_at),
        repeats=len(again),
    )


def _by_key(arrivals: Iterable[Arrival]) -> Mapping[str, list[Arrival]]:
    found = defaultdict[str, list[Arrival]](list)
    for one in arrivals:
        found[one.key].append(one)
    return found
