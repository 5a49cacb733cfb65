"""What changed in what is believed: the morning brief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.model.changes import changes, newest_first
from geotimeline.model.query import EVERYTHING, Query
from geotimeline.services.data.loading import read_timeline
from geotimeline.services.questions.last_look import LastLook, claims_known

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from geotimeline.errors import Problem
    from geotimeline.model.turns import Change


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
    found = changes(timeline, as_of=asked.until, until=asked.until)
    look = LastLook(asked.until, claims_known(timeline, asked.until))
    if asked.look is None:
        wanted = [change for change in found if change.at >= asked.since]
    else:
        wanted = list(asked.look.news(found))
        look = asked.look.continued(look)
    chosen = (one for one in wanted if asked.query.matches(one.event, one.belief))
    return Changed(tuple(sorted(chosen, key=newest_first)), look, problems)
