"""The part of a belief that revisions are measured on: window, status, agreement.

An outlook can be written down and read back, so that what was last told of an event
outlives the program that told it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from geotimeline.edtf import DaySet, DaySpan, text_of
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geotimeline.model.belief import Belief

Written = object  # a JSON value


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one expects of a milestone, without the reasons.

    Attributes:
        starts: The days on which it may begin.
        ends: The days on which it may end, where something says so.
        instant: When exactly it begins, in UTC, if that is known.
        status: What the newest claim says.
        contradicted: Whether claims that count cannot all be true.
    """

    starts: DaySet
    ends: DaySet | None
    instant: datetime | None
    status: Status
    contradicted: bool = False

    @classmethod
    def of(cls, belief: Belief) -> Outlook:
        """Give the outlook of a belief."""
        window = belief.window
        return cls(
            starts=window.starts,
            ends=window.last_days,
            instant=window.instant,
            status=belief.status,
            contradicted=belief.is_contradicted,
        )

    @property
    def label(self) -> str:
        """All of it in a few characters, the same for equal outlooks only."""
        ends = "" if self.ends is None else f"/{text_of(self.ends)}"
        instant = "" if self.instant is None else f" at {self.instant.isoformat()}"
        doubt = " contradicted" if self.contradicted else ""
        return f"{self.status.value} {text_of(self.starts)}{ends}{instant}{doubt}"

    def written(self) -> dict[str, Written]:
        """Give it as plain JSON values."""
        return {
            "starts": _written(self.starts),
            "ends": None if self.ends is None else _written(self.ends),
            "instant": None if self.instant is None else self.instant.isoformat(),
            "status": self.status.value,
            "contradicted": self.contradicted,
        }

    @classmethod
    def read(cls, written: Mapping[str, Written]) -> Outlook:
        """Read what `written` gave.

        Raises:
            KeyError: A part is missing.
            TypeError: A part is of another kind.
            ValueError: A part cannot be read.
        """
        ends, instant = written["ends"], written["instant"]
        return cls(
            starts=_read(written["starts"]),
            ends=None if ends is None else _read(ends),
            instant=None if instant is None else datetime.fromisoformat(str(instant)),
            status=Status(written["status"]),
            contradicted=bool(written["contradicted"]),
        )


def _written(days: DaySet) -> Sequence[Sequence[str | None]]:
    return [[_day(span.first), _day(span.last)] for span in days.spans]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read(written: Written) -> DaySet:
    if not isinstance(written, list):
        raise TypeError(written)
    return DaySet(tuple(DaySpan(_from(one[0]), _from(one[1])) for one in written))


def _from(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
