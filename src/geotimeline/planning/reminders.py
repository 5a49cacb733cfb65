"""Reminders as they are planned, and the key that makes two of them the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from geotimeline.planning.triggers import LAPSED

if TYPE_CHECKING:
    from datetime import datetime

MISSED = "missed"
"""The moment of a digest of what came too late."""

ON = "on revision"
"""The moment of a message about a revision."""

MOVED = "moved"
"""The moment of a message to who was told a date that has moved since."""

SNOOZED = "snoozed"
"""The moment of a message that somebody asked to be told once more."""

NOTICE = "silence ends"
"""The moment of a message that a silence is about to end."""

REPEATED = "said again"
"""The moment of a message that says a revision again, until it is acknowledged."""

ESCALATED = "escalated"
"""The moment of a message that nobody has acknowledged another one."""

DIGEST = "digest"
"""The moment of a message that tells others together."""

FALLBACK = "fallback"
"""The moment of a message that goes through another channel, because its own failed."""

FOLLOWING = (REPEATED, ESCALATED)
"""The moments of what follows from another message, as long as nobody acknowledges."""

_ONE_OFF = (MISSED, ON, MOVED, SNOOZED, NOTICE, DIGEST, FALLBACK, *FOLLOWING)
_KEY_LENGTH = 24  # hex digits: 96 bits, far beyond any collision a desk could meet


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes two reminders the same one (DESIGN: the key).

    The hour, the title and the due instant are not part of it: correcting them must
    not send a reminder again. The bound and the claim that set it are: a window that
    moved asks for a new reminder.

    Attributes:
        event: Id of the event.
        milestone: Stage of the event; `event` is the event itself.
        rule: Name of the rule that asks.
        moment: Moment and offset, such as `7d before first`.
        bound: What the moment rests on, such as `first=2025-12-04`.
        claim: Id of the claim that last set that bound; empty if none did.
        recipient: Who is told; empty where the channel alone says it.
        channel: Name of the channel.
        number: Which repetition this is, from 0.
    """

    event: str
    milestone: str
    rule: str
    moment: str
    bound: str
    claim: str
    recipient: str
    channel: str
    number: int = 0

    @property
    def key(self) -> str:
        """24 hex digits, the same on every machine and in every release."""
        parts = (str(getattr(self, field.name)) for field in fields(self))
        text = "\x1f".join(parts)
        return hashlib.sha256(text.encode()).hexdigest()[:_KEY_LENGTH]

    @property
    def is_from_plan(self) -> bool:
        """Whether each pass plans it anew, unlike what happens once."""
        return self.moment not in _ONE_OFF

    @property
    def is_lapse(self) -> bool:
        """Whether it tells that a window closed, or counts from there."""
        return LAPSED in self.moment.split()

    @property
    def is_repetition(self) -> bool:
        """Whether it says something again because nobody has acknowledged it."""
        return self.moment == REPEATED or (self.is_from_plan and self.number > 0)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One message that one rule asks for.

    Attributes:
        identity: Its parts; `key` is derived from them.
        key: The identity in 24 hex digits.
        due_at: The instant it is meant for, in UTC.
        expires_at: From here on it is stale and goes to the digest of the missed.
        reason: Why it is sent, in words: "7 days before the first possible day".
    """

    identity: Identity
    key: str
    due_at: datetime
    expires_at: datetime
    reason: str
