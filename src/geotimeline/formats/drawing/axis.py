"""The time axis under all bars: which days it shows, and where it is marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Bounds = tuple[date | None, date | None]
"""First and last day of a row, None where open."""

_SHORTEST = 28
_FAR = 4  # this many times what most rows occupy is too far to show
_BY_MONTHS_UP_TO = 4 * 366
_MIN, _MAX = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that a picture shows, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it shows."""
        return self.last.toordinal() - self.first.toordinal() + 1

    def share(self, day: date) -> float:
        """Say how far along the axis a day begins: 0 at its start, 1 at its end.

        Days off the axis give less than 0 or at least 1.
        """
        return (day.toordinal() - self.first.toordinal()) / self.days

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def axis_for(bounds: Iterable[Bounds], today: date) -> Axis:
    """Choose the days to show: those that most rows occupy, and today if it is near.

    A row that reaches far beyond all others is cut rather than making them points.

    Args:
        bounds: First and last day of each row.
        today: Shown too, where that does not stretch the axis much.
    """
    known = [(a or b, b or a) for a, b in bounds]
    starts = sorted(first.toordinal() for first, _ in known if first is not None)
    ends = sorted(last.toordinal() for _, last in known if last is not None)
    if not starts or not ends:
        starts = ends = [today.toordinal()]
    low, high = _occupied(starts, ends)
    near = max(_SHORTEST, (high - low) // 2)
    if low - near <= today.toordinal() <= high + near:
        low, high = min(low, today.toordinal()), max(high, today.toordinal())
    return _rounded(low, high)


def fixed_axis(first: date, last: date) -> Axis:
    """Show exactly the days that were asked for."""
    return Axis(first, max(first, last))


def _occupied(starts: Sequence[int], ends: Sequence[int]) -> tuple[int, int]:
    low, high = starts[0], ends[-1]
    few = max(1, len(starts) // 10) if len(starts) > 2 else 0  # noqa: PLR2004 (two rows have no majority)
    inner_low, inner_high = sorted((starts[few], ends[-1 - few]))
    inner = max(_SHORTEST, inner_high - inner_low)
    low = low if inner_low - low <= _FAR * inner else inner_low
    high = high if high - inner_high <= _FAR * inner else inner_high
    return low, high


def _rounded(low: int, high: int) -> Axis:
    """Give whole months, or whole years where there are many, with some air."""
    lacking = max(0, _SHORTEST - (high - low + 1))
    low, high = max(_MIN, low - lacking // 2), min(_MAX, high + lacking // 2)
    first, last = date.fromordinal(low), date.fromordinal(high)
    if high - low > _BY_MONTHS_UP_TO:
        return Axis(date(first.year, 1, 1), date(last.year, 12, 31))
    return Axis(first.replace(day=1), _end_of_month(last))


def _end_of_month(day: date) -> date:
    if (day.year, day.month) == (date.max.year, 12):
        return date.max
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, 1) - timedelta(days=1)
