"""What a notifier is given to deliver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Message:
    """A reminder in words, ready for any notifier.

    Attributes:
        key: The same in every attempt at the same reminder; receivers that can drop
            repetitions drop them by it.
        kind: `reminder`, `missed` (a digest of what came too late), `escalated`
            (nobody has acknowledged another one), `notice` (a silence is about to end)
            or `test`.
        title: One line.
        body: Plain text, several lines, no final newline.
        event_id: The event it is about; empty in digests and tests.
        milestone: Stage of the event; `event` is the event itself.
        thread: The same for all messages about one event, for threading.
        reason: Why it is sent, in words.
        due_at: The instant it was meant for, in UTC.
        possible_repeat: Whether an earlier attempt may have arrived after all.
    """

    key: str
    kind: str
    title: str
    body: str
    event_id: str
    milestone: str
    thread: str
    reason: str
    due_at: datetime
    possible_repeat: bool = False

    def as_json(self) -> dict[str, str | bool]:
        """Give the message as plain JSON values, as webhook and command send it."""
        return {
            "key": self.key,
            "kind": self.kind,
            "title": self.title,
            "body": self.body,
            "event_id": self.event_id,
            "milestone": self.milestone,
            "thread": self.thread,
            "reason": self.reason,
            "due_at": self.due_at.isoformat().replace("+00:00", "Z"),
            "possible_repeat": self.possible_repeat,
        }
