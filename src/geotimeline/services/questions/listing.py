"""Which rows of the timeline somebody asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geotimeline.model.answers import Answer, falls_within
from geotimeline.model.lapse import has_lapsed
from geotimeline.model.query import EVERYTHING, Query
from geotimeline.services.data.loading import read_timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from geotimeline.errors import Problem
    from geotimeline.model.timeline import Row, Timeline

_BY_STRENGTH = (Answer.NEVER, Answer.POSSIBLY, Answer.CERTAINLY)


class Wanted(NamedTuple):
    """What somebody wants to see.

    Attributes:
        query: Which events.
        first: First day of the range, inclusive, in each event's zone; None for no
            limit.
        last: Last day of the range, the same.
        certain: Only what certainly is as asked, not what possibly is.
        before: Id of an event, perhaps with #milestone, before which it begins.
        after: The same, after which it begins.
    """

    query: Query = EVERYTHING
    first: date | None = None
    last: date | None = None
    certain: bool = False
    before: str = ""
    after: str = ""

    @property
    def asks(self) -> bool:
        """Whether it asks something that has three answers."""
        return bool(self.first or self.last or self.before or self.after)

    def holds(self, answer: Answer) -> bool:
        """Say whether a row of which this is the answer is wanted."""
        if self.certain:
            return answer is Answer.CERTAINLY
        return answer is not Answer.NEVER


class Listing(NamedTuple):
    """What there is to show.

    Attributes:
        rows: Earliest possible day first.
        answers: How sure it is of each row that it is as asked.
        closed: Those whose window has closed with no outcome known.
        events: How many events the folder holds, asked for or not, known or not.
        problems: What is wrong in the data; the rows are what is without problems.
    """

    rows: tuple[Row, ...]
    answers: tuple[Answer, ...]
    closed: tuple[Row, ...]
    events: int
    problems: tuple[Problem, ...]


def listing(folder: Path, wanted: Wanted, *, now: datetime, as_of: datetime) -> Listing:
    """List what was believed at an instant; one broken file does not hide the others.

    Args:
        folder: The data folder.
        wanted: What to list.
        now: The instant, in UTC, at which a closed window counts as lapsed.
        as_of: An instant in UTC; claims known from later on are left out.

    Raises:
        NotFoundError: The folder has no events/, or there is no event that `before`
            or `after` names.
    """
    timeline, problems = read_timeline(folder)
    rows = timeline.rows(as_of=as_of, query=wanted.query)
    questions = tuple(_questions(timeline, wanted, as_of))
    answered = [(row, _weakest([ask(row) for ask in questions])) for row in rows]
    found = [(row, answer) for row, answer in answered if wanted.holds(answer)]
    rows, answers = tuple(row for row, _ in found), tuple(one for _, one in found)
    closed = tuple(row for row in rows if has_lapsed(row.event, row.belief, now=now))
    return Listing(rows, answers, closed, len(timeline), problems)


def _weakest(answers: Sequence[Answer]) -> Answer:
    """Answer several questions at once: none may be surer than the whole."""
    return min(answers, key=_BY_STRENGTH.index)


def _questions(
    timeline: Timeline, wanted: Wanted, as_of: datetime
) -> Iterator[Callable[[Row], Answer]]:
    first, last = wanted.first, wanted.last
    yield lambda row: falls_within(row.belief.window, first, last)
    if wanted.before or wanted.after:
        # Most ask for no order, and each start would pay for the import.
        from geotimeline.services.questions.ordering import Order, question  # noqa: PLC0415

        for order, name in ((Order.BEFORE, wanted.before), (Order.AFTER, wanted.after)):
            if name:
                yield question(timeline, order, name, as_of=as_of)
