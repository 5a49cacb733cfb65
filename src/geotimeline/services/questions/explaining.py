"""Why something is believed: every belief about an event, and what led to it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from geotimeline.errors import NotFoundError
from geotimeline.model.histories import histories
from geotimeline.model.turns import Change, lapses, turns
from geotimeline.services.data.loading import event_of, read_timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from geotimeline.errors import Problem
    from geotimeline.model.belief import Step
    from geotimeline.model.event import Event
    from geotimeline.model.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Stage:
    """What was believed of one milestone.

    Attributes:
        milestone: The stage; `event` is the event itself.
        changes: Every belief and every lapse, oldest first; at least one.
    """

    milestone: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an event is believed to be what it is.

    Attributes:
        event: The event.
        stages: In the order of the file; empty if nothing was known by then.
        problems: What is wrong in the data, also in other files.
    """

    event: Event
    stages: tuple[Stage, ...]
    problems: tuple[Problem, ...]


def explaining(
    folder: Path,
    event_id: str,
    *,
    milestone: str | None = None,
    as_of: datetime,
    now: datetime,
) -> Explanation:
    """Explain what was believed of an event at an instant.

    Args:
        folder: The data folder.
        event_id: Which event.
        milestone: Which of its stages; None for all of them.
        as_of: An instant in UTC; claims known from later on are left out.
        now: The instant, in UTC, at which a closed window counts as lapsed.

    Raises:
        NotFoundError: No such folder, event or milestone; the nearest are named.
    """
    timeline, problems = read_timeline(folder)
    event = event_of(timeline, event_id, problems)
    if milestone is not None:
        _require(event, milestone)
    found = _histories(timeline, event, as_of)
    stages = tuple(
        Stage(stage, _changes(event, steps, now))
        for stage, steps in found
        if milestone in (None, stage)
    )
    return Explanation(event, stages, problems)


def _histories(
    timeline: Timeline, event: Event, as_of: datetime
) -> Iterator[tuple[str, Sequence[Step]]]:
    """Give the steps of each milestone; others are looked at for relations alone."""
    for (event_id, stage), steps in histories(timeline, as_of=as_of):
        if event_id == event.id:
            yield stage, steps


def _changes(event: Event, steps: Sequence[Step], now: datetime) -> tuple[Change, ...]:
    found: list[Change] = [*turns(event, steps), *lapses(event, steps, until=now)]
    return tuple(sorted(found, key=lambda change: change.at))


def _require(event: Event, milestone: str) -> None:
    if milestone not in event.milestones:
        near = get_close_matches(milestone, event.milestones, n=1)
        kind, known = f"milestone of {event.id}", near or event.milestones
        raise NotFoundError(kind, milestone, f"it has {', '.join(known)}")
