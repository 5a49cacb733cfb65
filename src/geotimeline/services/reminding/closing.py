"""What a planning pass closes in the ledger, or words and dates anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import Entry, State
from geotimeline.model.zones import later
from geotimeline.planning.catchup import Verdict
from geotimeline.planning.reminders import NOTICE
from geotimeline.planning.steering import RETRIED
from geotimeline.services.reminding.planning_pass import HORIZON, state_after

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from geotimeline.services.reminding.judging import Judgement
    from geotimeline.services.reminding.planning_pass import PlanningPass

_GONE = "the window moved, no rule asks for it any more, or somebody acknowledged it"
_OVER = "the silence has ended, or no rule needs it any more"


def closed(
    this: PlanningPass, judged: Judgement, notices: Mapping[str, Entry]
) -> Iterator[tuple[str, State, str]]:
    """Yield what the ledger holds unsent and what is not to be sent, as `Changes` has.

    Args:
        this: What the pass knows.
        judged: What becomes of what was not sent yet.
        notices: What says that silences end, by key.
    """
    yield from _stale(this, judged)
    yield from _hushed(this, judged)
    yield from _gone(this, notices)


def refreshed(
    this: PlanningPass, judged: Judgement
) -> Iterator[tuple[str, str, datetime, datetime, datetime]]:
    """Yield untried entries whose words or hour have changed since."""
    for reminder in judged.of(Verdict.SEND):
        entry = this.opened.get(reminder.key)
        if entry is None or entry.attempts:
            continue
        payload = this.payload(reminder)
        if (entry.payload, entry.due_at) != (payload, reminder.due_at):
            due = reminder.due_at
            is_held = entry.not_before > entry.due_at  # snoozed: it was never tried
            at = max(due, entry.not_before) if is_held else due
            yield reminder.key, payload, due, at, reminder.expires_at


def _stale(this: PlanningPass, judged: Judgement) -> Iterator[tuple[str, State, str]]:
    """Yield what is not worth sending any more."""
    for verdict, reminders in judged.by_verdict.items():
        for reminder in reminders:
            if verdict is not Verdict.SEND and reminder.key in this.opened:
                yield reminder.key, state_after(verdict), verdict.value


def _hushed(this: PlanningPass, judged: Judgement) -> Iterator[tuple[str, State, str]]:
    """Yield what a silence holds from now on."""
    for entry in this.opened.values():
        note = judged.hushed.get(entry.key, "")
        is_one_off = not entry.identity.is_from_plan
        if is_one_off or entry.note.startswith(RETRIED):
            note = this.silencing.note(entry.identity, entry.not_before)
        if note:
            yield entry.key, State.SILENCED, note


def _gone(
    this: PlanningPass, notices: Mapping[str, Entry]
) -> Iterator[tuple[str, State, str]]:
    """Yield what the plan does not ask for."""
    asked = {reminder.key for reminder in this.planned}
    for entry in this.opened.values():
        is_from_plan = entry.identity.is_from_plan
        is_asked_by_hand = entry.note.startswith(RETRIED)
        if is_from_plan and entry.key not in asked:
            if entry.due_at < later(this.now, HORIZON):
                yield entry.key, State.SUPERSEDED, _GONE
        elif entry.identity.moment == NOTICE and entry.key not in notices:
            yield entry.key, State.SUPERSEDED, _OVER
        elif this.has_lost_its_origin(entry):
            yield entry.key, State.SUPERSEDED, _GONE
        elif (not is_from_plan or is_asked_by_hand) and entry.expires_at <= this.now:
            yield entry.key, State.EXPIRED, Verdict.MISSED.value
