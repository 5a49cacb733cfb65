"""When reminders really reach people: after quiet hours, or with a digest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geotimeline.model.zones import LATEST
from geotimeline.planning.reminders import DIGEST
from geotimeline.services.delivering.holding_back import HoldingBack

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.planning.reminders import Reminder
    from geotimeline.services.data.loading import Loaded


@dataclass(frozen=True, slots=True)
class TellingTimes:
    """Says when a reminder is told, as far as that is known ahead of time.

    Attributes:
        loaded: Says who wants which digest, and who is not to be told when.
    """

    loaded: Loaded

    def of(self, reminder: Reminder) -> datetime:
        """Give when it is told, in UTC; from when it is stale on, it is not."""
        quiet, identity = HoldingBack(self.loaded.alerts), reminder.identity
        at = self.loaded.wishes.told_at(reminder)
        if at != reminder.due_at:
            digest = replace(identity, rule="", moment=DIGEST)
            at = quiet.not_before(digest, at, expires_at=LATEST)
            if at < reminder.expires_at:
                return at
        due, stale = reminder.due_at, reminder.expires_at
        return quiet.not_before(identity, due, expires_at=stale)
