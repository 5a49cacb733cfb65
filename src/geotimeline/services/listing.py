"""Which rows of the timeline somebody asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geotimeline.model.answers import Answer, falls_within
from geotimeline.model.lapse import has_lapsed
from geotimeline.model.query import EVERYTHING, Query
from geotimeline.services.loading import read

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from geotimeline.errors import Problem
    from geotimeline.model.timeline import Row


class Wanted(NamedTuple):
    """What somebody wants to see.

    Attributes:
        query: Which events.
        first: First day of the range, inclusive, in each event's zone; None for no
            limit.
        last: Last day of the range, the same.
        certain: Only what certainly falls in the range, not what possibly does.
    """

    query: Query = EVERYTHING
    first: date | None = None
    last: date | None = None
    certain: bool = False

    def holds(self, row: Row) -> bool:
        """Say whether a row falls in the range."""
        answer = falls_within(row.belief.window, self.first, self.last)
        if self.certain:
            return answer is Answer.CERTAINLY
        return answer is not Answer.NEVER


class Listing(NamedTuple):
    """What there is to show.

    Attributes:
        rows: Earliest possible day first.
        closed: Those whose window has closed with no outcome known.
        events: How many events the folder holds, asked for or not, known or not.
        problems: What is wrong in the data; the rows are what is without problems.
    """

    rows: tuple[Row, ...]
    closed: tuple[Row, ...]
    events: int
    problems: tuple[Problem, ...]


def listing(folder: Path, wanted: Wanted, *, now: datetime) -> Listing:
    """List what is believed at an instant; one broken file does not hide the others.

    Raises:
        NotFoundError: The folder has no events/.
    """
    loaded, problems = read(folder)
    rows = loaded.timeline.rows(as_of=now, query=wanted.query)
    rows = tuple(row for row in rows if wanted.holds(row))
    closed = tuple(row for row in rows if has_lapsed(row.event, row.belief, now=now))
    return Listing(rows, closed, len(loaded.timeline), problems)
