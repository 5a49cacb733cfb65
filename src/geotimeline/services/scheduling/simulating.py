"""What would be sent, and when, over a span: the planner, its catch-up and silences.

The machinery of a replay on a ledger that is thrown away, with channels that take
everything and deliver nothing.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.interfaces.entries import Entry, State
from geotimeline.interfaces.steering import Acknowledgement
from geotimeline.planning.catchup import Verdict
from geotimeline.services.delivering.delivery import Delivery
from geotimeline.services.delivering.holding_back import HoldingBack
from geotimeline.services.scheduling.replaying import SteppingClock, replay
from geotimeline.services.steering.taking_note import take_note

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from geotimeline.interfaces.attempts import Outcome
    from geotimeline.interfaces.entries import Claimed
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.interfaces.messages import Message
    from geotimeline.planning.steering import Silence
    from geotimeline.services.data.loading import Loaded


@dataclass(slots=True)
class _Nowhere:
    """A channel that takes everything and delivers nothing."""

    timeout_seconds: float = 1.0
    taken: list[Message] = field(default_factory=list)

    def send(self, message: Message) -> str | None:
        self.taken.append(message)
        return None


def simulate(
    loaded: Loaded,
    silences: Iterable[Silence],
    *,
    since: datetime,
    until: datetime,
    acked: bool = False,
) -> tuple[Entry, ...]:
    """Run the planner from an instant to another on a new ledger; nothing is sent.

    Claims that are recorded later become known on the way. What was due before `since`
    is taken as known, as on a first run.

    Args:
        loaded: The data.
        silences: Those that the real ledger keeps.
        since: Where the clock starts.
        until: The run ends before this instant.
        acked: Whether everything is acknowledged as soon as it is sent; else nothing
            ever is.

    Returns:
        What would have been sent, and what not: by when it was sent, or due.
    """
    ledger, clock = MemoryLedger(), SteppingClock(since)
    for one in silences:
        ledger.add_silence(
            one.matcher, starts=one.starts, ends=one.until, by=one.by, why=one.why
        )
    delivery = Delivery(
        ledger=ledger,
        clock=clock,
        notifiers={name: _Nowhere() for name in loaded.alerts.channels},
        settings=loaded.settings,
        owner="simulation",
        holding=HoldingBack(loaded.alerts),
    )
    if acked:
        delivery.observe = lambda claimed, outcome: _acknowledge(
            ledger, claimed, outcome
        )
    replay(loaded, delivery, clock, speed=0, until=until, stop=threading.Event())
    told = (one for one in ledger.entries() if _belongs(one, since, until))
    return tuple(sorted(told, key=lambda one: (one.sent_at or one.due_at, one.key)))


def _belongs(entry: Entry, since: datetime, until: datetime) -> bool:
    if entry.note == Verdict.FIRST_RUN.value:
        return False
    return entry.sent_at is not None or since <= entry.due_at < until


def _acknowledge(ledger: Ledger, claimed: Claimed, outcome: Outcome) -> None:
    if outcome.state is State.SENT:
        take_note(
            ledger, Acknowledgement(claimed.entry.key, outcome.at, via="simulation")
        )
