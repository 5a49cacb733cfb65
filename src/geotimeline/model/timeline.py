"""The timeline: all events, and what is believed of each at some moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.errors import NotFoundError
from geotimeline.model.belief import Belief, belief
from geotimeline.model.bounding import bounded
from geotimeline.model.query import EVERYTHING, Query

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from geotimeline.model.bounding import Key
    from geotimeline.model.event import Event


class Row(NamedTuple):
    """One line of a timeline: a milestone of an event, and what is believed of it."""

    event: Event
    belief: Belief

    @property
    def order(self) -> tuple[date, date, str, str]:
        """Sort key: earliest possible day first, then the narrower window, then id.

        An open start sorts by its last day; where both are open it comes last.
        """
        from datetime import date  # noqa: PLC0415

        window = self.belief.window
        last = window.last or date.max
        return window.first or last, last, self.event.id, self.belief.milestone


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events by id, in no particular order.

    Attributes:
        events: Each with an id of its own.
        by_id: The same, by id.
        derived: Those that recur, or whose dates are counted from others.
    """

    events: tuple[Event, ...]
    by_id: Mapping[str, Event] = field(init=False, repr=False, compare=False)
    derived: tuple[Event, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id = {event.id: event for event in self.events}
        if len(by_id) != len(self.events):
            message = "two events of one timeline share an id"
            raise ValueError(message)
        object.__setattr__(self, "by_id", by_id)
        derived = tuple(event for event in self.events if event.is_derived)
        object.__setattr__(self, "derived", derived)

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)

    def event(self, event_id: str) -> Event:
        """Give the event of that id.

        Raises:
            NotFoundError: There is none; the nearest ids are named.
        """
        from difflib import get_close_matches  # noqa: PLC0415

        if event_id not in self.by_id:
            near = get_close_matches(event_id, self.by_id, n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else ""
            raise NotFoundError("event", event_id, hint)
        return self.by_id[event_id]

    def rows(self, *, as_of: datetime, query: Query = EVERYTHING) -> tuple[Row, ...]:
        """List what was believed at an instant, earliest possible day first.

        Milestones stand for themselves, and so do the occurrences of an event that
        recurs; events of which nothing was known by then are left out. Relations to
        other events have narrowed the windows.
        """
        beliefs = {
            (event.id, milestone): found
            for event in self.events
            for milestone in event.milestones
            if (found := belief(event, as_of=as_of, milestone=milestone)) is not None
        }
        occurrences = self._derive(beliefs, as_of) if self.derived else {}
        related = [event for event in self.events if event.relations]
        rows = [
            Row(occurrences.get(key) or self.by_id[key[0]], found)
            for key, found in bounded(beliefs, related).items()
            if query.matches(occurrences.get(key) or self.by_id[key[0]], found)
        ]
        return tuple(sorted(rows, key=lambda row: row.order))

    def _derive(
        self, beliefs: dict[Key, Belief], as_of: datetime
    ) -> Mapping[Key, Event]:
        """Put what follows from other dates, and occurrences, into their places.

        Returns:
            The occurrences, each as an event that has its claims alone.
        """
        from geotimeline.model.recurring_rows import (  # noqa: PLC0415 (few need it)
            derived,
        )

        found = derived(self.derived, self.by_id, as_of=as_of)
        for key, believed in found.beliefs.items():
            if believed is None:
                beliefs.pop(key, None)
            else:
                beliefs[key] = believed
        return found.occurrences
