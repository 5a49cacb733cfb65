"""What was told of a milestone in turn, and who was told what of it last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.edtf import words_of
from geotimeline.model.overturning import overturns
from geotimeline.model.vocabulary import Status, status_words
from geotimeline.model.window_words import day_and_hour_words

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.model.event import Event
    from geotimeline.model.outlook import Outlook

_MOST_KEPT = 20  # outlooks of one milestone; who was told older ones was told since
_NO_DATE_TO_WAIT_FOR = (Status.HELD, Status.POSTPONED, Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was last told of a milestone, and what was told before.

    Attributes:
        outlook: What was expected last.
        number: How many times it had changed by then.
        since: From when on each outlook was told, oldest first, in UTC; the last is
            that of `outlook`.
    """

    outlook: Outlook
    number: int = 0
    since: tuple[tuple[datetime, Outlook], ...] = ()

    def at(self, instant: datetime) -> Outlook:
        """Give what was expected by who was told something at an instant."""
        past = [outlook for since, outlook in self.since if since <= instant]
        return (past or [outlook for _, outlook in self.since] or [self.outlook])[-1]

    def before(self, number: int) -> Outlook | None:
        """Give what was expected before a change; None if that was the first.

        Of what is too old to be kept the oldest that is.

        Args:
            number: Which change, as `number` counts them.
        """
        if number <= 0:
            return None
        index = len(self.since) - 2 - (self.number - number)
        return self.since[max(index, 0)][1]

    def followed_by(self, outlook: Outlook, *, at: datetime) -> Remembered:
        """Give the memory with one more outlook, the oldest of many let go."""
        kept = self.since[-_MOST_KEPT:]
        return Remembered(outlook, self.number + 1, (*kept, (at, outlook)))


@dataclass(frozen=True, slots=True)
class Told:
    """A date that somebody was told, and that may have moved since.

    Attributes:
        rule: Name of the rule that asked for it.
        recipient: Who was told; empty where the channel alone says it.
        channel: Through which channel.
        outlook: What was expected when it was told.
    """

    rule: str
    recipient: str
    channel: str
    outlook: Outlook

    def no_longer_holds(self, new: Outlook) -> bool:
        """Whether what was told is wrong by now, and not only less precise."""
        return overturns(self.outlook, new)

    def words(self, event: Event) -> str:
        """Say what was told: "4 December 2025", "4 December 2025, cancelled"."""
        outlook = self.outlook
        if outlook.instant is None:
            date = words_of(outlook.starts)
        else:
            date = day_and_hour_words(outlook.instant, event.timezone)
        if outlook.status not in _NO_DATE_TO_WAIT_FOR:
            return date
        return f"{date}, {status_words(outlook.status, event.type)}"
