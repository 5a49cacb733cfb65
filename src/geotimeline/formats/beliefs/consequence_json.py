"""What a claim does, as JSON, stable between releases (docs/cli.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.beliefs.changes_json import change_as_json
from geotimeline.formats.json import Json, instant_as_json

if TYPE_CHECKING:
    from geotimeline.planning.consequences import Consequence
    from geotimeline.planning.reminders import Reminder
    from geotimeline.planning.shifts import Shift


def consequence_as_json(found: Consequence) -> dict[str, Json]:
    """Give what changes as plain JSON values, and what becomes of reminders."""
    return change_as_json(found.turn) | {
        "told_by": list(found.told_by),
        "reminders": [_shift(one) for one in found.shifts],
    }


def _shift(shift: Shift) -> dict[str, Json]:
    identity = shift.reminder.identity
    return {
        "rule": identity.rule,
        "moment": identity.moment,
        "reason": shift.reminder.reason,
        "recipient": identity.recipient or None,
        "channel": identity.channel,
        "number": identity.number,
        "was_due_at": _due(shift.before),
        "due_at": _due(shift.after),
    }


def _due(reminder: Reminder | None) -> str | None:
    return None if reminder is None else instant_as_json(reminder.due_at)
