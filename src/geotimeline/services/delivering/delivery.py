"""Sending: claim, send, settle. A reminder leaves this file in exactly one state.

Each attempt runs in a thread of its own, so that a notifier that hangs can be given up
without holding anybody else. Settling is tried again for as long as it takes: what was
sent and not written down would be sent twice.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geotimeline.errors import LedgerError
from geotimeline.planning.alerts import Alerts
from geotimeline.planning.breaking import OPENS_AFTER
from geotimeline.services.decisions import decided
from geotimeline.services.delivering.attempt_log import log_attempt, log_rest
from geotimeline.services.delivering.endings import Ending, Endings
from geotimeline.services.delivering.falling_back import fall_back
from geotimeline.services.delivering.gates import Gates
from geotimeline.services.delivering.holding_back import HoldingBack
from geotimeline.services.delivering.holds import Holds
from geotimeline.services.delivering.senders import (
    Sender,
    UnusableChannel,
    answer_of,
    timeout_of,
)
from geotimeline.services.messages.sending_words import as_sent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from geotimeline.interfaces.attempts import Outcome
    from geotimeline.interfaces.clock import Clock
    from geotimeline.interfaces.entries import Claimed, Entry
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.interfaces.messages import Message
    from geotimeline.planning.settings import Settings


@dataclass(slots=True)
class Delivery:
    """Sends what is due, a bounded number at a time.

    Attributes:
        ledger: The truth about what was sent.
        clock: Says what time it is.
        notifiers: By channel name; exchanged whole when settings change.
        settings: Lease, grace, number of workers.
        owner: Name of this process in the ledger.
        redact: Takes secrets out of a text.
        done: Called after each attempt has been settled.
        observe: Called with each attempt whose outcome was kept.
        holding: Says when what failed may be tried again, as far as people want quiet.
        link: Gives where a reader acknowledges an entry; empty where nowhere.
        draw: Gives the jitter of a wait, as `random.uniform` does.
        mended: When the settings of a channel changed last, by its name.
    """

    ledger: Ledger
    clock: Clock
    notifiers: Mapping[str, Sender]
    settings: Settings
    owner: str
    redact: Callable[[str], str] = str
    done: Callable[[], None] = lambda: None
    observe: Callable[[Claimed, Outcome], None] = lambda *_: None
    holding: HoldingBack = field(default_factory=lambda: HoldingBack(Alerts()))
    link: Callable[[Entry], str] = lambda _: ""
    draw: Callable[[float, float], float] = random.uniform
    mended: Mapping[str, datetime] = field(default_factory=dict)
    _free: threading.Condition = field(default_factory=threading.Condition)
    _running: Counter[str] = field(default_factory=Counter)
    _ended: int = 0  # attempts, ever
    _stopping: bool = False
    _holds: Holds = field(init=False)

    def __post_init__(self) -> None:
        self._holds = Holds(self.ledger)

    @property
    def gates(self) -> Gates:
        """What each channel may be given now."""
        channels = self.holding.alerts.channels
        return Gates(self.ledger, channels, self.settings.rest, self.mended)

    def send_due(self, now: datetime) -> int:
        """Claim what is due, as far as there are hands free, and begin to send it.

        Args:
            now: The instant for which was planned: a clock that jumps in between
                brings nothing in that is to be caught up, or told together.

        Returns:
            How many attempts were begun; they end in their own time.
        """
        begun = 0
        while claimed := self._claim(now):
            for one in claimed:
                self._begin(one)
            begun += len(claimed)
        return begun

    def fall_back(self) -> None:
        """Let what has waited too long for a channel that fails go another way.

        Raises:
            LedgerError: The ledger cannot be used.
        """
        fall_back(self.ledger, self.gates, self.holding, now=self.clock.now())

    def next_chance(self, *, after: datetime) -> datetime | None:
        """Give the next instant later than another at which more may be sent.

        Something falls due then, or a channel may be given more; None if neither will.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        due = self.ledger.next_due(after=after)
        opening = self.gates.next_opening(after)
        return min((at for at in (due, opening) if at is not None), default=None)

    def finish(self, timeout_seconds: float | None = None) -> bool:
        """Wait for the attempts in flight; False if some are still running then."""
        with self._free:
            return self._free.wait_for(self._is_idle, timeout_seconds)

    def send_all(self) -> int:
        """Send what is due until nothing more is, and wait for every attempt."""
        begun = 0
        while True:
            with self._free:
                was_idle, ended = self._is_idle(), self._ended
            now_begun = self.send_due(self.clock.now())
            begun += now_begun
            if was_idle and not now_begun:  # nobody's hands were in the way
                return begun
            self._wait_for_an_end(ended)

    def _wait_for_an_end(self, ended: int) -> None:
        with self._free:
            self._free.wait_for(lambda: self._ended != ended or self._is_idle())

    def channels_in_flight(self) -> frozenset[str]:
        """Give the names of the channels through which something is being sent."""
        with self._free:
            return frozenset(name for name, count in self._running.items() if count)

    def stop(self) -> None:
        """Claim nothing more; attempts in flight go on."""
        with self._free:
            self._stopping = True
        self._holds.stop()

    def _is_idle(self) -> bool:
        return not self._running.total()

    def _claim(self, now: datetime) -> tuple[Claimed, ...]:
        with self._free:
            if self._stopping:
                return ()
            hands = self.settings.workers - self._running.total()
            # One channel that hangs must leave hands for the others.
            most = max(1, self.settings.workers // 2)
            full = [name for name, count in self._running.items() if count >= most]
            if hands <= 0:
                return ()
            admission = self.gates.admit(now)
            claimed = self._holds.take(
                lambda: self.ledger.claim(
                    now=now,
                    owner=self.owner,
                    lease_seconds=self.settings.lease.total_seconds(),
                    limit=min(hands, most),
                    without_channels=[*full, *admission.closed],
                    allowances=admission.allowances,
                )
            )
            self._running.update(one.entry.identity.channel for one in claimed)
            return claimed

    def _begin(self, claimed: Claimed) -> None:
        name = f"send-{claimed.entry.key}"
        threading.Thread(
            target=self._work, args=(claimed,), name=name, daemon=True
        ).start()

    def _work(self, claimed: Claimed) -> None:
        try:
            self._attempt(claimed)
        finally:
            self._holds.drop(claimed.entry.key)
            with self._free:
                self._running[claimed.entry.identity.channel] -= 1
                self._ended += 1
                self._free.notify_all()
            self.done()

    def _attempt(self, claimed: Claimed) -> None:
        channel = claimed.entry.identity.channel
        missing = UnusableChannel(channel, "no such channel in alerts/")
        notifier = self.notifiers.get(channel, missing)
        if not self._renew(claimed, timeout_of(notifier)):
            return
        message = self._message(claimed)
        started = time.monotonic()
        answer = answer_of(channel, notifier, message)
        taken = int((time.monotonic() - started) * 1000)
        ending = Ending(claimed.entry, answer, self.clock.now(), taken)
        endings = Endings(self.holding, self.draw, self.redact)
        self._settle(claimed, endings.outcome(ending))

    def _renew(self, claimed: Claimed, timeout_seconds: float) -> bool:
        """Make sure that the claim is still ours, for as long as sending may take."""
        key = claimed.entry.key
        seconds = max(self.settings.lease.total_seconds(), 2 * timeout_seconds)
        held = self._holds.renew(key, lease_seconds=seconds)
        if not held:
            decided("left", key=key, why="somebody else has it now, or we end")
        return held

    def _message(self, claimed: Claimed) -> Message:
        return as_sent(
            claimed.entry,
            now=self.clock.now(),
            grace=self.settings.grace,
            repeat=claimed.possible_repeat,
            link=self.link(claimed.entry),
        )

    def _settle(self, claimed: Claimed, outcome: Outcome) -> None:
        """Write the outcome down, however long that takes."""
        kept = self._holds.settle(claimed.entry.key, outcome)
        log_attempt(claimed, outcome, kept=kept)
        if kept:
            self.observe(claimed, outcome)
            self._watch(claimed.entry.identity.channel, outcome)

    def _watch(self, channel: str, outcome: Outcome) -> None:
        """Say when a channel begins to rest, and when it works again."""
        with suppress(LedgerError):  # it is told to the log alone
            recent = self.ledger.recent_attempts(channel, count=OPENS_AFTER + 1)
            if outcome.is_passing:
                breaker = self.gates.breaker(channel)
                log_rest(channel, breaker, now=outcome.at)
            elif len(recent) > OPENS_AFTER and all(a.is_passing for a in recent[1:]):
                decided("works again", channel=channel)
