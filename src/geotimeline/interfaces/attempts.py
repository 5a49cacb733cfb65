"""How attempts at sending end, and what is kept of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import State

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry

OUTCOMES = {State.SENT: "sent", State.PLANNED: "retry", State.DEAD: "dead"}
"""What an attempt is called that left an entry in this state."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One line of the append-only record of attempts.

    Attributes:
        key: The reminder's key.
        at: When it was settled, in UTC.
        outcome: `sent`, `retry` or `dead`.
        status: The protocol's code, if there was one.
        milliseconds: How long the attempt took.
        error: Why it failed; empty when it was sent.
        is_passing: It failed, and trying again could have helped: the channel is to
            blame and not the message.
        asked_until: Until when the receiver wants to be left alone, if it said so.
    """

    key: str
    at: datetime
    outcome: str
    status: int | None
    milliseconds: int
    error: str
    is_passing: bool = False
    asked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended.

    Attributes:
        state: SENT, DEAD, or PLANNED to try again at `not_before`; no other.
        at: When it ended, in UTC.
        milliseconds: How long it took.
        error: Why it failed; empty when it was sent.
        status: The protocol's code, if there was one.
        not_before: When to try again; with PLANNED and only then.
        message_id: What the receiver or protocol called it; only with SENT.
        may_have_arrived: Whether a failed attempt may have arrived all the same, as
            when no answer came in time; the next one is then a possible repeat.
        is_passing: Whether trying again could have helped; with PLANNED always.
        asked_until: Until when the receiver wants to be left alone, if it said so.
        instead: What is to be sent in its place, through another channel.
    """

    state: State
    at: datetime
    milliseconds: int = 0
    error: str = ""
    status: int | None = None
    not_before: datetime | None = None
    message_id: str = ""
    may_have_arrived: bool = False
    is_passing: bool = False
    asked_until: datetime | None = None
    instead: Entry | None = None

    def __post_init__(self) -> None:
        if self.state not in OUTCOMES:
            message = f"an attempt cannot end as {self.state.value}"
            raise ValueError(message)
        if (self.not_before is not None) != (self.state is State.PLANNED):
            message = "not_before belongs to an attempt that is to be repeated"
            raise ValueError(message)
        if self.state is State.PLANNED:
            object.__setattr__(self, "is_passing", True)
