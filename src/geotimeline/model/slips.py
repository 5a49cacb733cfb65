"""Track records: how often dates that were named held, and how far the others moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from geotimeline.model.forecasts import Forecast, Outcome
from geotimeline.model.revision import Size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Record:
    """How the dates fared that one speaker named, or that one type of event had.

    Attributes:
        name: Whose; empty for claims that name no speaker, events without actors.
        counts: How many forecasts had each outcome; every outcome is there.
        median_slip: The median of those that slipped, in days, as an interval that
            holds it whatever the exact days were; None where none slipped.
    """

    name: str
    counts: Mapping[Outcome, int]
    median_slip: Size | None

    @property
    def forecasts(self) -> int:
        """How many there are in all."""
        return sum(self.counts.values())


def track_records(
    found: Iterable[Forecast], names: Callable[[Forecast], Iterable[str]]
) -> tuple[Record, ...]:
    """Sum forecasts up, those with the most slips first, then by name.

    Args:
        found: The forecasts.
        names: Under which names a forecast counts, such as `speaker_of`.
    """
    by_name = defaultdict[str, list[Forecast]](list)
    for forecast in found:
        for name in names(forecast):
            by_name[name].append(forecast)
    records = [_record(name, own) for name, own in by_name.items()]
    return tuple(
        sorted(records, key=lambda one: (-one.counts[Outcome.SLIPPED], one.name))
    )


def speaker_of(forecast: Forecast) -> tuple[str]:
    """Name who made a forecast, by one name whatever the spelling; perhaps empty."""
    by = forecast.claim.by
    return ("" if by is None else by.identity or by.name,)


def type_of(forecast: Forecast) -> tuple[str]:
    """Name the type of the event."""
    return (forecast.event.type,)


def actors_of(forecast: Forecast) -> tuple[str, ...]:
    """Name everybody who takes part in the event, each once; perhaps nobody."""
    return tuple(dict.fromkeys(actor.id for actor in forecast.event.actors)) or ("",)


def median_size(sizes: Sequence[Size]) -> Size:
    """Give the interval in which the median lies, whatever each size really is.

    It goes from the median of the least to the median of the most; of an even number
    the lower and the upper middle are taken, so that nothing is rounded.

    Raises:
        IndexError: There are no sizes.
    """
    low, high = (len(sizes) - 1) // 2, len(sizes) // 2
    least = sorted(size.least or 0 for size in sizes)[low]
    most = sorted(inf if size.most is None else size.most for size in sizes)[high]
    return Size(least, None if most == inf else int(most))


def _record(name: str, own: Sequence[Forecast]) -> Record:
    counted = Counter(one.outcome for one in own)
    counts = {outcome: counted[outcome] for outcome in Outcome}
    slips = [one.size for one in own if one.outcome is Outcome.SLIPPED and one.size]
    return Record(name, counts, median_size(slips) if slips else None)
