"""Revisions told: once each, when they are first known, and to whom was told otherwise.

What was last told of every milestone is remembered as an outlook. A pass compares it
with the present one, so that a revision is told also where nothing says when its claim
was recorded, and several between two passes are told as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.model.outlook import Outlook
from geotimeline.model.revision import Revision, revisions
from geotimeline.model.revision_words import revision_words
from geotimeline.model.zones import later
from geotimeline.planning.plan import USEFUL_AFTER
from geotimeline.planning.reminders import MOVED, ON, Identity, Reminder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from geotimeline.model.bounding import Key
    from geotimeline.model.timeline import Row
    from geotimeline.planning.rules import Rule
    from geotimeline.planning.told import Remembered, Told

Address = tuple[str, str, str]
"""Whom a rule tells: its name, the recipient, the channel."""

Untold = Mapping[Address, Outlook | None]
"""What was expected before what was not told yet; None where that was new."""


@dataclass(frozen=True, slots=True)
class News:
    """A milestone of which something else is believed than was last told.

    Attributes:
        row: What is believed now.
        new: What is to be told.
        number: How many times it has changed by now: a window that moves away, back
            and away again is told each time.
        revisions: What changed, at least one.
        last: What was told before; None if nothing was.
    """

    row: Row
    new: Outlook
    number: int
    revisions: tuple[Revision, ...]
    last: Remembered | None = None

    @property
    def key(self) -> Key:
        """The event's id and the milestone."""
        return self.row.event.id, self.row.belief.milestone

    @property
    def is_of_date(self) -> bool:
        """Whether the days changed on which it may begin."""
        return self.last is None or self.last.outlook.starts != self.new.starts


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
    return News(row, new, number, revised, last)


def announcements(
    changed: Iterable[News],
    rules: Sequence[Rule],
    reached: Mapping[Key, Sequence[Told]],
    *,
    now: datetime,
    untold: Mapping[Key, Untold],
) -> tuple[Reminder, ...]:
    """Make the messages about what changed, due at once.

    Args:
        changed: What is to be told.
        rules: The user's rules; those whose `on` takes a revision tell it.
        reached: What each was told last of changed milestones. Who was told a date
            that no longer holds is told so, by a rule's own message if there is one.
        now: The present instant.
        untold: What was expected before changes of which a rule's own message has not
            gone out yet: what changed since is told in one message with them.
    """
    return tuple(
        reminder
        for change in changed
        for reminder in _of_change(
            change,
            rules,
            reached.get(change.key, ()),
            untold.get(change.key, {}),
            now,
        )
    )


def _of_change(
    change: News,
    rules: Sequence[Rule],
    reached: Sequence[Told],
    untold: Untold,
    now: datetime,
) -> Iterator[Reminder]:
    last_told = {
        (one.recipient, one.channel): one
        for one in reached
        if one.no_longer_holds(change.new)
    }
    for rule in rules:
        for to in rule.addresses:
            address = rule.name, to.recipient, to.channel
            revised = change.revisions
            if address in untold:
                revised = revisions(untold[address], change.new)
            taken = _taken(change, rule, revised)
            if taken:
                earlier = last_told.pop((to.recipient, to.channel), None)
                words = _joined(change, taken, earlier)
                yield _reminder(
                    change, rule.name, to.channel, ON, words, now, to.recipient
                )
    for earlier in last_told.values():
        words = _joined(change, revisions(earlier.outlook, change.new), earlier)
        yield _reminder(
            change, earlier.rule, earlier.channel, MOVED, words, now, earlier.recipient
        )


def _taken(
    change: News, rule: Rule, revised: Iterable[Revision]
) -> tuple[Revision, ...]:
    if not rule.on or not rule.match.matches(change.row.event, change.row.belief):
        return ()
    return tuple(
        one for one in revised if any(trigger.takes(one) for trigger in rule.on)
    )


def _joined(change: News, taken: Iterable[Revision], earlier: Told | None) -> str:
    row = change.row
    words = ", ".join(revision_words(one, row.event, row.belief) for one in taken)
    if earlier is None:
        return words
    return f"{words}; you were told {earlier.words(row.event)}"


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
        expires_at=later(now, USEFUL_AFTER),
        reason=words,
    )
