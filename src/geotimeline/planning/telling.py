"""Revisions told: once each, when they are first known, and to whom was told otherwise.

What was last told of every milestone is remembered as an outlook. A pass compares it
with the present one, so that a revision is told also where nothing says when its claim
was recorded, and several between two passes are told as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.model.outlook import Outlook
from geotimeline.model.revision import Revision, revisions
from geotimeline.model.revision_words import revision_words
from geotimeline.planning.plan import USEFUL_AFTER
from geotimeline.planning.reminders import MOVED, ON, Identity, Reminder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.model.bounding import Key
    from geotimeline.model.timeline import Row
    from geotimeline.planning.rules import Rule


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was last told of a milestone.

    Attributes:
        outlook: What was expected then.
        number: How many times it had changed by then.
    """

    outlook: Outlook
    number: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """A milestone of which something else is believed than was last told.

    Attributes:
        row: What is believed now.
        new: What is to be told.
        number: How many times it has changed by now: a window that moves away, back
            and away again is told each time.
        revisions: What changed, at least one.
    """

    row: Row
    new: Outlook
    number: int
    revisions: tuple[Revision, ...]

    @property
    def moved(self) -> bool:
        """Whether a date that people were told no longer holds."""
        return any(one.kind.moves for one in self.revisions)


@dataclass(frozen=True, slots=True)
class Told:
    """A date that somebody was told, and that may have moved since.

    Attributes:
        rule: Name of the rule that asked for it.
        recipient: Who was told; empty where the channel alone says it.
        channel: Through which channel.
        date: The date that was told, as EDTF or as an instant.
    """

    rule: str
    recipient: str
    channel: str
    date: str


def news(rows: Iterable[Row], told: Mapping[Key, Remembered]) -> tuple[News, ...]:
    """Compare what is believed with what was last told of it."""
    return tuple(
        change
        for row in rows
        if (change := _change(row, told.get((row.event.id, row.belief.milestone))))
    )


def _change(row: Row, last: Remembered | None) -> News | None:
    new = Outlook.of(row.belief)
    revised = revisions(None if last is None else last.outlook, new)
    if not revised:
        return None
    number = 0 if last is None else last.number + 1
    return News(row, new, number, revised)


def announcements(
    changed: Iterable[News],
    rules: Sequence[Rule],
    reached: Mapping[Key, Sequence[Told]],
    *,
    now: datetime,
) -> tuple[Reminder, ...]:
    """Make the messages about what changed, due at once.

    Args:
        changed: What is to be told.
        rules: The user's rules; those whose `on` takes a revision tell it.
        reached: Reminders sent for changed milestones, oldest first. Who was told a
            date that moved is told so once, by a rule's own message if there is one.
        now: The present instant.
    """
    return tuple(
        reminder
        for change in changed
        for reminder in _of_change(
            change,
            rules,
            reached.get((change.row.event.id, change.row.belief.milestone), ()),
            now,
        )
    )


def _of_change(
    change: News, rules: Sequence[Rule], reached: Sequence[Told], now: datetime
) -> Iterator[Reminder]:
    last_told = {(one.recipient, one.channel): one for one in reached}
    if not change.moved:
        last_told = {}
    for rule in rules:
        taken = _taken(change, rule)
        if taken:
            for to in rule.addresses:
                earlier = last_told.pop((to.recipient, to.channel), None)
                words = _joined(change, taken, earlier)
                yield _reminder(
                    change, rule.name, to.channel, ON, words, now, to.recipient
                )
    for earlier in last_told.values():
        words = _joined(change, change.revisions, earlier)
        yield _reminder(
            change, earlier.rule, earlier.channel, MOVED, words, now, earlier.recipient
        )


def _taken(change: News, rule: Rule) -> tuple[Revision, ...]:
    if not rule.on or not rule.match.matches(change.row.event, change.row.belief):
        return ()
    return tuple(
        one
        for one in change.revisions
        if any(trigger.takes(one) for trigger in rule.on)
    )


def _joined(change: News, taken: Iterable[Revision], earlier: Told | None) -> str:
    row = change.row
    words = ", ".join(revision_words(one, row.event, row.belief) for one in taken)
    return words if earlier is None else f"{words}; you were told {earlier.date}"


def _reminder(
    change: News,
    rule: str,
    channel: str,
    moment: str,
    words: str,
    now: datetime,
    recipient: str = "",
) -> Reminder:
    belief = change.row.belief
    identity = Identity(
        event=belief.event,
        milestone=belief.milestone,
        rule=rule,
        moment=moment,
        bound=change.new.label,
        claim=belief.newest.id,
        recipient=recipient,
        channel=channel,
        number=change.number,
    )
    return Reminder(
        identity=identity,
        key=identity.key,
        due_at=now,
        expires_at=now + USEFUL_AFTER,
        reason=words,
    )
