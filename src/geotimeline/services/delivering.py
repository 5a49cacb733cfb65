"""Sending: claim, send, settle. A reminder leaves this file in exactly one state.

Each attempt runs in a thread of its own, so that a notifier that hangs can be given up
without holding anybody else. Settling is tried again for as long as it takes: what was
sent and not written down would be sent twice.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from geotimeline.errors import DeliveryError
from geotimeline.interfaces.ledger import Claimed, Entry, Ledger, Outcome, State
from geotimeline.planning.retrying import next_try
from geotimeline.planning.rules import Alerts
from geotimeline.services.decisions import decided, failed
from geotimeline.services.holding_back import HoldingBack
from geotimeline.services.holds import Holds
from geotimeline.services.sending_words import as_sent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from geotimeline.interfaces.clock import Clock
    from geotimeline.interfaces.messages import Message
    from geotimeline.planning.settings import Settings

_SLACK_SECONDS = 1.0  # what a notifier may take past its own time-out


class Sender(Protocol):
    """What is asked of a notifier here, and of whatever stands in for one."""

    @property
    def timeout_seconds(self) -> float:
        """How long one attempt may take."""
        ...

    def send(self, message: Message) -> str | None:
        """Deliver the message, or raise `DeliveryError`."""
        ...


class UnusableChannel:
    """Stands for a channel whose settings cannot be used; every attempt says why."""

    timeout_seconds = 1.0

    def __init__(self, name: str, reason: str) -> None:
        self._error = DeliveryError(name, reason, retryable=True)

    def send(self, _: object) -> str | None:
        """Fail, and say why.

        Raises:
            DeliveryError: Always; retryable, since the settings may be mended.
        """
        raise self._error


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
    _free: threading.Condition = field(default_factory=threading.Condition)
    _running: Counter[str] = field(default_factory=Counter)
    _ended: int = 0  # attempts, ever
    _stopping: bool = False
    _holds: Holds = field(init=False)

    def __post_init__(self) -> None:
        self._holds = Holds(self.ledger)

    def send_due(self) -> int:
        """Claim what is due, as far as there are hands free, and begin to send it.

        Returns:
            How many attempts were begun; they end in their own time.
        """
        begun = 0
        while claimed := self._claim():
            for one in claimed:
                self._begin(one)
            begun += len(claimed)
        return begun

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
            now_begun = self.send_due()
            begun += now_begun
            if was_idle and not now_begun:  # nobody's hands were in the way
                return begun
            self._wait_for_an_end(ended)

    def _wait_for_an_end(self, ended: int) -> None:
        with self._free:
            self._free.wait_for(lambda: self._ended != ended or self._is_idle())

    def stop(self) -> None:
        """Claim nothing more; attempts in flight go on."""
        with self._free:
            self._stopping = True
        self._holds.stop()

    def _is_idle(self) -> bool:
        return not self._running.total()

    def _claim(self) -> tuple[Claimed, ...]:
        with self._free:
            if self._stopping:
                return ()
            hands = self.settings.workers - self._running.total()
            # One channel that hangs must leave hands for the others.
            most = max(1, self.settings.workers // 2)
            full = [name for name, count in self._running.items() if count >= most]
            if hands <= 0:
                return ()
            claimed = self._holds.take(
                lambda: self.ledger.claim(
                    now=self.clock.now(),
                    owner=self.owner,
                    lease_seconds=self.settings.lease.total_seconds(),
                    limit=min(hands, most),
                    without_channels=full,
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
        timeout = notifier.timeout_seconds + _SLACK_SECONDS
        if not self._renew(claimed, timeout):
            return
        started = time.monotonic()
        answer = self._answer(claimed, notifier, timeout)
        taken = int((time.monotonic() - started) * 1000)
        self._settle(claimed, self._outcome(claimed, answer, taken))

    def _renew(self, claimed: Claimed, timeout_seconds: float) -> bool:
        """Make sure that the claim is still ours, for as long as sending may take."""
        key = claimed.entry.key
        seconds = max(self.settings.lease.total_seconds(), 2 * timeout_seconds)
        held = self._holds.renew(key, lease_seconds=seconds)
        if not held:
            decided("left", key=key, why="somebody else has it now, or we end")
        return held

    def _answer(
        self, claimed: Claimed, notifier: Sender, timeout: float
    ) -> str | DeliveryError:
        """Send in a thread that can be given up; say the id, or what went wrong."""
        answers: list[str | DeliveryError] = []
        ended = threading.Event()
        channel = claimed.entry.identity.channel
        message = as_sent(
            claimed.entry,
            now=self.clock.now(),
            grace=self.settings.grace,
            repeat=claimed.possible_repeat,
            link=self.link(claimed.entry),
        )

        def send() -> None:
            try:
                answers.append(notifier.send(message) or "")
            except DeliveryError as error:
                answers.append(error)
            except Exception as error:  # noqa: BLE001 (a plugin's bug must not silence the others)
                failed("broken notifier", channel=channel, key=message.key)
                reason = f"the notifier is broken: {type(error).__name__}"
                answers.append(DeliveryError(channel, reason, retryable=True))
            finally:
                ended.set()

        threading.Thread(target=send, name=f"at-{message.key}", daemon=True).start()
        if ended.wait(timeout) and answers:
            return answers[0]
        reason = f"no answer within {timeout:.0f} s; it may have arrived"
        return DeliveryError(channel, reason, retryable=True, may_have_arrived=True)

    def _outcome(
        self, claimed: Claimed, answer: str | DeliveryError, milliseconds: int
    ) -> Outcome:
        now = self.clock.now()
        if isinstance(answer, str):
            return Outcome(State.SENT, now, milliseconds, message_id=answer)
        again = self._again(claimed, answer, now) if answer.retryable else None
        return Outcome(
            State.DEAD if again is None else State.PLANNED,
            now,
            milliseconds,
            error=self.redact(answer.reason),
            status=answer.status,
            not_before=again,
            may_have_arrived=answer.may_have_arrived,
        )

    def _again(
        self, claimed: Claimed, error: DeliveryError, now: datetime
    ) -> datetime | None:
        entry = claimed.entry
        again = next_try(
            now,
            attempts=entry.attempts,
            expires_at=entry.expires_at,
            asked_seconds=error.retry_after_seconds,
            draw=self.draw,
        )
        if again is None:
            return None
        return self.holding.not_before(
            entry.identity, again, expires_at=entry.expires_at
        )

    def _settle(self, claimed: Claimed, outcome: Outcome) -> None:
        """Write the outcome down, however long that takes."""
        kept = self._holds.settle(claimed.entry.key, outcome)
        _log(claimed, outcome, kept=kept)
        if kept:
            self.observe(claimed, outcome)


_WORDS = {State.SENT: "sent", State.DEAD: "dead", State.PLANNED: "retry"}


def _log(claimed: Claimed, outcome: Outcome, *, kept: bool) -> None:
    identity = claimed.entry.identity
    again = outcome.not_before
    decided(
        _WORDS[outcome.state] if kept else "lost",
        level=logging.INFO if outcome.state is State.SENT else logging.WARNING,
        key=claimed.entry.key,
        event=identity.event,
        moment=identity.moment,
        channel=identity.channel,
        attempt=claimed.entry.attempts,
        again=f"{again:%Y-%m-%dT%H:%M:%SZ}" if again else None,
        repeat="possible" if claimed.possible_repeat else None,
        arrived="possible" if outcome.may_have_arrived else None,
        why=outcome.error,
    )
