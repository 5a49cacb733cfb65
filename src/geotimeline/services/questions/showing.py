"""One event: what is believed of each of its stages, and what will be told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.model.zones import LATEST
from geotimeline.planning.plan import plan_rows
from geotimeline.services.data.loading import event_of, read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from geotimeline.errors import Problem
    from geotimeline.model.event import Event
    from geotimeline.model.timeline import Row
    from geotimeline.planning.reminders import Reminder
    from geotimeline.planning.rules import Rule


@dataclass(frozen=True, slots=True)
class Showing:
    """What there is to know of one event.

    Attributes:
        event: The event.
        rows: One for each of its milestones; empty if nothing was known by then.
        reminders: What rules will tell of it, next first.
        rules: The rules that ask for those, by name.
        problems: What is wrong in the data, also in other files.
    """

    event: Event
    rows: tuple[Row, ...]
    reminders: tuple[Reminder, ...]
    rules: Mapping[str, Rule]
    problems: tuple[Problem, ...]


def showing(folder: Path, event_id: str, *, now: datetime, as_of: datetime) -> Showing:
    """Gather what was known of an event at an instant.

    Args:
        folder: The data folder.
        event_id: Which event.
        now: The instant, in UTC, from which on reminders are shown.
        as_of: An instant in UTC; claims known from later on are left out.

    Raises:
        NotFoundError: No such folder or event; the nearest ids are named.
    """
    loaded, problems = read(folder)
    event = event_of(loaded.timeline, event_id, problems)
    rows = tuple(
        row for row in loaded.timeline.rows(as_of=as_of) if row.event.id == event_id
    )
    rules = loaded.alerts.rules
    return Showing(
        event=event,
        rows=rows,
        reminders=plan_rows(rows, rules, since=now, until=LATEST, wishes=loaded.wishes),
        rules={rule.name: rule for rule in rules},
        problems=problems,
    )
