"""What a notifier is given to deliver."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Message:
    """A reminder in words, ready for any notifier.

    Attributes:
        key: The same in every attempt at the same reminder; receivers that can drop
            repetitions drop them by it.
        kind: `reminder`, `digest` (several told together), `missed` (a digest of what
            came too late), `escalated` (nobody has acknowledged another one), `notice`
            (a silence is about to end) or `test`.
        title: One line.
        body: Plain text, several lines, no final newline.
        event_id: The event it is about; empty in digests and tests.
        milestone: Stage of the event; `event` is the event itself.
        thread: The same for all messages about one event, for threading.
        reason: Why it is sent, in words.
        due_at: The instant it was meant for, in UTC.
        possible_repeat: Whether an earlier attempt may have arrived after all.
        members: What a digest tells, as each would have been told by itself, in the
            order in which its body names them; empty for all else.
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
    members: tuple[Message, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Give the message as plain JSON values, as webhook and command send it.

        `members` is there in digests only.
        """
        members = [one.as_json() for one in self.members]
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
            **({"members": members} if members else {}),
        }

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        """Read back what `as_json` gave."""
        members = tuple(cls.from_json(one) for one in fields.get("members", ()))
        due_at = datetime.fromisoformat(fields["due_at"])
        return cls(**{**fields, "due_at": due_at, "members": members})
