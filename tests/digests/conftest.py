"""A desk of several visits, whose console tells them together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geotimeline.errors import DeliveryError
from geotimeline.planning.channels import Channel
from geotimeline.planning.digests import read_digest
from tests.services.conftest import Desk, KeepingNotifier, make_desk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.messages import Message
    from geotimeline.model.event import Event

    MakeDesk: TypeAlias = Callable[..., Desk]

__all__ = ["make_desk"]


@pytest.fixture
def make_digest_desk(
    make_desk: Callable[..., Desk], make_event: Callable[..., Event]
) -> Callable[..., Desk]:
    """Make a desk of visits on these days, and of one rule of these leads."""

    def make(digest: str, *dates: str, leads: Sequence[str] = ("first",)) -> Desk:
        desk = make_desk("2025-12-04", *leads)
        desk.events = tuple(
            make_event(date, id=f"visit-{number}", title=f"Visit {number}")
            for number, date in enumerate(dates)
        )
        say(desk, digest)
        return desk

    return make


class RefusingNotifier(KeepingNotifier):
    """A notifier that takes everything but digests."""

    def send(self, message: Message) -> str | None:
        if message.kind == "digest":
            raise DeliveryError("kept", "too long", retryable=False)
        return super().send(message)


def say(desk: Desk, digest: str) -> None:
    """Let the console tell things together as this says."""
    wish = read_digest(digest)
    desk.channels = {"console": Channel("console", "console", digest=wish)}


def change(desk: Desk, event_id: str, **changes: object) -> None:
    """Change one event, as an edit of its file does."""
    desk.events = tuple(
        replace(event, **changes) if event.id == event_id else event  # type: ignore[arg-type] # tests give what they mean
        for event in desk.events
    )


def entry_of(desk: Desk, event_id: str) -> Entry:
    """Give the one entry about an event."""
    (entry,) = desk.ledger.entries(event=event_id)
    return entry


def titles(desk: Desk) -> list[str]:
    """Give the titles of what the console was sent."""
    return [message.title for message in desk.console.sent]
