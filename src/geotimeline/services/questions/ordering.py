"""What begins before or after an event that somebody names, and how sure that is."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from geotimeline.errors import NotFoundError
from geotimeline.model.answers import Answer
from geotimeline.model.standing import begins_before, said_after, said_before
from geotimeline.model.vocabulary import EVENT_ITSELF

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from geotimeline.model.timeline import Row, Timeline


class Order(Enum):
    """Which way."""

    BEFORE = "before"
    AFTER = "after"


def question(
    timeline: Timeline, order: Order, name: str, *, as_of: datetime
) -> Callable[[Row], Answer]:
    """Give the question whether a row begins before, or after, the named one.

    Where the windows leave it open, what relations say decides. Nothing begins before
    or after itself.

    Args:
        timeline: All events.
        order: Which way.
        name: `ID` of an event, or `ID#milestone`.
        as_of: An instant in UTC; claims known from later on are left out.

    Raises:
        NotFoundError: There is no such event or milestone, or none was known by then.
    """
    other = _row_named(timeline, name, as_of)
    its_key = _key(other)
    before = order is Order.BEFORE
    earlier_ones = said_before(timeline, its_key)
    later_ones = said_after(timeline, its_key)
    as_asked, otherwise = (
        (earlier_ones, later_ones) if before else (later_ones, earlier_ones)
    )

    def ask(row: Row) -> Answer:
        if _key(row) == its_key:
            return Answer.NEVER
        earlier, later = (row, other) if before else (other, row)
        answer = begins_before(earlier.belief.window, later.belief.window)
        if answer is not Answer.POSSIBLY:
            return answer
        if _key(row) in otherwise:
            return Answer.NEVER
        return Answer.CERTAINLY if _key(row) in as_asked else answer

    return ask


def _row_named(timeline: Timeline, name: str, as_of: datetime) -> Row:
    event_id, _, milestone = name.partition("#")
    event, wanted = timeline.event(event_id), milestone or EVENT_ITSELF
    for row in timeline.rows(as_of=as_of):
        if _key(row) == (event.id, wanted):
            return row
    known = " or ".join(f"{event_id}#{one}" for one in event.milestones)
    kind, hint = "event or milestone known by then", f"its file speaks of {known}"
    raise NotFoundError(kind, name, hint)


def _key(row: Row) -> tuple[str, str]:
    return row.event.id, row.belief.milestone
