"""What a planning pass enters into the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import Entry, State
from geotimeline.planning.catchup import Verdict
from geotimeline.planning.reminders import FOLLOWING
from geotimeline.services.reminding.planning_pass import NEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geotimeline.planning.reminders import Reminder
    from geotimeline.services.reminding.judging import Judgement
    from geotimeline.services.reminding.planning_pass import PlanningPass

_STALE = (Verdict.MISSED, Verdict.KNOWN_LATE, Verdict.FIRST_RUN)


def entered(
    this: PlanningPass, judged: Judgement, news: Iterable[Reminder]
) -> Iterator[Entry]:
    """Yield what the plan asks for and the ledger does not know yet.

    Args:
        this: What the pass knows.
        judged: What becomes of what was not sent yet.
        news: What tells of revisions.
    """
    yield from _planned(this, judged)
    yield from _silenced(this, judged)
    yield from (_announced(this, reminder) for reminder in news)
    yield from _returning(this)


def noticed(this: PlanningPass, notices: Mapping[str, Entry]) -> Iterator[Entry]:
    """Yield what tells that a silence ends, and has not been told of yet."""
    for key, entry in notices.items():
        if this.states.get(key) in NEW:
            yield this.wording.of_entry(entry)


def _planned(this: PlanningPass, judged: Judgement) -> Iterator[Entry]:
    for verdict, reminders in judged.by_verdict.items():
        for reminder in reminders:
            state = this.states.get(reminder.key)
            is_back = state is State.SILENCED and verdict not in _STALE
            if state in NEW or is_back:
                yield this.entry(reminder, verdict)


def _silenced(this: PlanningPass, judged: Judgement) -> Iterator[Entry]:
    """Yield what the ledger does not know yet and what a silence holds."""
    for reminder in this.planned:
        note = judged.hushed.get(reminder.key)
        if note and this.states.get(reminder.key) in NEW:
            entry = this.entry(reminder, Verdict.SEND)
            yield replace(entry, state=State.SILENCED, note=note)


def _announced(this: PlanningPass, reminder: Reminder) -> Entry:
    entry = this.entry(reminder, Verdict.SEND)
    note = this.silencing.note(reminder.identity, reminder.due_at)
    return replace(entry, state=State.SILENCED, note=note) if note else entry


def _returning(this: PlanningPass) -> Iterator[Entry]:
    """Yield one-off messages that a silence has let go."""
    for entry in this.silencing.returning():
        is_following = entry.identity.moment in FOLLOWING  # asked for anew, or not
        if not is_following and not this.has_lost_its_origin(entry):
            yield entry
