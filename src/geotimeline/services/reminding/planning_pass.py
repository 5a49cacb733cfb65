"""What one planning pass knows, before anything is asked of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import Entry, State
from geotimeline.planning.catchup import Verdict
from geotimeline.planning.reminders import FALLBACK, SNOOZED
from geotimeline.planning.steering import FROM_PLAN, RETRIED
from geotimeline.services.messages.composing import as_payload

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from geotimeline.planning.reminders import Reminder
    from geotimeline.services.messages.wording import Wording
    from geotimeline.services.reminding.silencing import Silencing

HORIZON = timedelta(days=45)
"""How far ahead reminders are written into the ledger."""

NEW = (None, State.SUPERSEDED)
"""The states of what the ledger does not know, or knows as not asked for."""

_UNDECIDED = (*NEW, State.PLANNED, State.WAITING, State.SILENCED)
_STATES = {Verdict.SEND: State.PLANNED}


@dataclass(frozen=True, slots=True)
class PlanningPass:
    """What one pass knows.

    Attributes:
        now: The present instant.
        planned: All that the rules ask for, up to the horizon.
        wording: Words the messages.
        states: The state of every planned key that the ledger knows.
        opened: What the ledger holds unsent, by key.
        silencing: What silences hold.
        is_first: Whether the ledger has never seen a plan.
    """

    now: datetime
    planned: tuple[Reminder, ...]
    wording: Wording
    states: Mapping[str, State]
    opened: Mapping[str, Entry]
    silencing: Silencing
    is_first: bool

    def payload(self, reminder: Reminder) -> str:
        """Give the reminder's message as the ledger keeps it."""
        return as_payload(self.wording.of_reminder(reminder))

    def undecided(self) -> Iterator[Reminder]:
        """Yield what has not been sent and what nobody asked for once more."""
        for reminder in self.planned:
            entry = self.opened.get(reminder.key)
            is_asked = entry is not None and entry.note.startswith(RETRIED)
            if self.states.get(reminder.key) in _UNDECIDED and not is_asked:
                yield reminder

    def silence(self, reminder: Reminder) -> str:
        """Say which silence holds a reminder that is still to be decided on."""
        entry = self.opened.get(reminder.key)
        is_past = self.is_first and reminder.due_at < self.now
        if is_past or (entry is None and reminder.expires_at <= self.now):
            return ""
        at = reminder.due_at if entry is None else entry.not_before
        return self.silencing.note(reminder.identity, at)

    def has_lost_its_origin(self, entry: Entry) -> bool:
        """Whether what it tells anew is not to be told any more.

        Somebody who acknowledged a reminder needs no other way to it.
        """
        moment, bound = entry.identity.moment, entry.identity.bound
        origin, _, key = bound.partition("=")
        if moment not in (SNOOZED, FALLBACK) or origin != FROM_PLAN:
            return False
        is_noted = moment == FALLBACK and self.states.get(key) is State.ACKED
        return is_noted or all(reminder.key != key for reminder in self.planned)

    def entry(self, reminder: Reminder, verdict: Verdict) -> Entry:
        """Give a reminder as it is entered into the ledger."""
        return Entry(
            identity=reminder.identity,
            key=reminder.key,
            due_at=reminder.due_at,
            not_before=reminder.due_at,
            expires_at=reminder.expires_at,
            payload=self.payload(reminder),
            state=state_after(verdict),
            created_at=self.now,
            note="" if verdict is Verdict.SEND else verdict.value,
        )


def state_after(verdict: Verdict) -> State:
    """Say where a reminder stands once it was judged."""
    return _STATES.get(verdict, State.EXPIRED)
