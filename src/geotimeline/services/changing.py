"""What changed in what is believed: the morning brief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.model.histories import histories
from geotimeline.model.query import EVERYTHING, Query
from geotimeline.model.turns import Change, Turn, lapses, turns
from geotimeline.services.last_look import LastLook, claims_known
from geotimeline.services.loading import read_timeline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from geotimeline.errors import Problem
    from geotimeline.model.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes somebody wants to see.

    Attributes:
        since: First instant, inclusive, in UTC.
        until: Last instant, inclusive, in UTC; nothing known later is looked at.
        query: Which events, by what was believed of them after the change.
        look: If given, only what came since this look, instead of `since`.
    """

    since: datetime
    until: datetime
    query: Query = EVERYTHING
    look: LastLook | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed.

    Attributes:
        changes: Newest first.
        look: What one has seen, once one has seen these.
        problems: What is wrong in the data; the changes are of what is not.
    """

    changes: tuple[Change, ...]
    look: LastLook
    problems: tuple[Problem, ...]


def changing(folder: Path, asked: Asked) -> Changed:
    """Give what changed, newest first; one broken file does not hide the others.

    Raises:
        NotFoundError: The folder has no events/.
    """
    timeline, problems = read_timeline(folder)
    found = all_changes(timeline, asked.until)
    look = LastLook(asked.until, claims_known(timeline, asked.until))
    if asked.look is None:
        wanted = [change for change in found if change.at >= asked.since]
    else:
        wanted = list(asked.look.news(found))
        look = asked.look.continued(look)
    chosen = (one for one in wanted if asked.query.matches(one.event, one.belief))
    return Changed(tuple(sorted(chosen, key=_newest_first)), look, problems)


def all_changes(timeline: Timeline, until: datetime) -> Iterator[Change]:
    """Yield all that changed up to an instant, lapses too, in no particular order."""
    for (event_id, _), steps in histories(timeline, as_of=until):
        event = timeline.by_id[event_id]
        yield from (turn for turn in turns(event, steps) if turn.revisions)
        yield from lapses(event, steps, until=until)


def _newest_first(change: Change) -> tuple[float, str, str, bool]:
    """Sort key: newest first; then by event, and a turn before the lapse it led to."""
    at = -change.at.timestamp()
    belief = change.belief
    return at, belief.event, belief.milestone, not isinstance(change, Turn)
