"""What was believed in turn of the rows of a timeline, told one row at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from geotimeline.model.belief import history
from geotimeline.model.event import ALWAYS
from geotimeline.model.histories import row_histories
from geotimeline.model.postponing import known_claims
from geotimeline.model.turns import turns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from geotimeline.model.belief import Step
    from geotimeline.model.bounding import Key
    from geotimeline.model.event import Event
    from geotimeline.model.timeline import Row
    from geotimeline.model.turns import Turn


@dataclass(frozen=True, slots=True)
class Revised:
    """How often what is believed of a row changed, and when last.

    Attributes:
        count: Changes after the first belief; 0 where it never changed.
        last: When the present belief came to be, in UTC; None where since always.
    """

    count: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Past:
    """The beliefs of former times.

    Those of rows that can be told from their own claims are folded anew whenever they
    are asked for, so that memory grows with the others only.

    Attributes:
        as_of: Claims known from later on are left out, in UTC.
        together: The beliefs in turn of rows that follow from more than their claims.
    """

    as_of: datetime
    together: Mapping[Key, tuple[Step, ...]]

    @classmethod
    def of(
        cls, events: Iterable[Event], rows: Iterable[Row], *, as_of: datetime
    ) -> Self:
        """Look back on rows.

        Args:
            events: All events of the timeline, those that bound others included.
            rows: What is believed of them at that instant.
            as_of: The instant from which to look back, in UTC.
        """
        return cls(as_of, row_histories(events, rows, as_of=as_of))

    def turns(self, row: Row) -> Iterator[Turn]:
        """Give every belief that was ever held of a row, oldest first."""
        return turns(row.event, self._steps(row))

    def revised(self, row: Row) -> Revised:
        """Say how often what is believed of a row changed, and when last."""
        if self.was_told_at_once(row):
            return Revised(0, _known(row.belief.newest.known_from))
        at = [turn.at for turn in self.turns(row) if turn.revisions]
        return Revised(len(at) - 1, _known(at[-1]))

    def was_told_at_once(self, row: Row) -> bool:
        """Say whether there was but one belief, as mostly there was: nothing moved."""
        belief = row.belief
        if belief.trails or (belief.event, belief.milestone) in self.together:
            return False
        return len({claim.known_from for claim in known_claims(belief)}) == 1

    def _steps(self, row: Row) -> Iterable[Step]:
        belief = row.belief
        steps = self.together.get((belief.event, belief.milestone))
        if steps is not None:
            return steps
        return history(
            row.event,
            as_of=self.as_of,
            milestone=belief.milestone,
            trails=belief.trails,
        )


def _known(at: datetime) -> datetime | None:
    return None if at == ALWAYS else at
