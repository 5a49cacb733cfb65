"""A desk in memory: data, a ledger, a clock that is set, notifiers that keep."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

import pytest

from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.errors import DeliveryError
from geotimeline.model.query import Query
from geotimeline.model.timeline import Timeline
from geotimeline.planning.alerts import Alerts
from geotimeline.planning.leads import Lead
from geotimeline.planning.rules import Rule
from geotimeline.planning.settings import Settings
from geotimeline.services.data.loading import Loaded
from geotimeline.services.delivering.delivery import Delivery
from geotimeline.services.delivering.holding_back import HoldingBack
from geotimeline.services.scheduling.passing import Passed, one_pass
from geotimeline.services.scheduling.replaying import SteppingClock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geotimeline.interfaces.messages import Message
    from geotimeline.model.event import Event
    from geotimeline.planning.channels import Channel
    from geotimeline.planning.recipients import Recipient


@dataclass
class KeepingNotifier:
    """A notifier that keeps what it was given, and can be told to fail."""

    required: ClassVar[Mapping[str, str]] = {}
    optional: ClassVar[Mapping[str, str]] = {}
    timeout_seconds: float = 60.0
    error: Exception | None = None
    sent: list[Message] = field(default_factory=list)

    @classmethod
    def from_settings(cls, _: Mapping[str, object]) -> Self:
        return cls()

    def send(self, message: Message) -> str | None:
        if self.error is not None:
            raise self.error
        self.sent.append(message)
        return None

    def unplug(self, *, retryable: bool = True) -> None:
        self.error = DeliveryError("kept", "unplugged", retryable=retryable)

    def hang_up(self) -> None:
        """Take what comes, and never answer."""
        self.error = DeliveryError(
            "kept", "no answer", retryable=True, may_have_arrived=True
        )


@dataclass
class Desk:
    """All that a pass needs, and short ways to say what happens."""

    events: tuple[Event, ...]
    rules: tuple[Rule, ...]
    clock: SteppingClock
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    console: KeepingNotifier = field(default_factory=KeepingNotifier)
    mail: KeepingNotifier = field(default_factory=KeepingNotifier)
    channels: dict[str, Channel] = field(default_factory=dict)
    recipients: dict[str, Recipient] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)

    @property
    def loaded(self) -> Loaded:
        alerts = Alerts(self.rules, self.channels, self.recipients)
        return Loaded(Timeline(self.events), alerts, self.settings, Path())

    @property
    def delivery(self) -> Delivery:
        return Delivery(
            ledger=self.ledger,
            clock=self.clock,
            notifiers={"console": self.console, "mail": self.mail},
            settings=self.settings,
            owner="desk",
            draw=lambda _, most: most,
            holding=HoldingBack(self.loaded.alerts),
        )

    def at(self, text: str) -> Passed:
        """Make one pass at `2025-12-01 09:00`, in UTC."""
        self.clock.instant = datetime.fromisoformat(text).replace(tzinfo=UTC)
        return one_pass(self.loaded, self.delivery)

    @property
    def told(self) -> list[str]:
        return [message.reason for message in self.console.sent]

    def change(self, **changes: object) -> None:
        """Change the one event, as an edit of its file does."""
        (event,) = self.events
        self.events = (replace(event, **changes),)  # type: ignore[arg-type] # tests give what they mean


@pytest.fixture
def make_desk(make_event: Callable[..., Event]) -> Callable[..., Desk]:
    """Make a desk with one event and one rule of these leads."""

    def make(date: str, *leads: str, channels: tuple[str, ...] = ("console",)) -> Desk:
        rule = Rule(
            name="r",
            match=Query(),
            remind=tuple(Lead.parse(lead) for lead in leads),
            channels=channels,
        )
        clock = SteppingClock(datetime(2025, 1, 1, tzinfo=UTC))
        return Desk((make_event(date),), (rule,), clock)

    return make
