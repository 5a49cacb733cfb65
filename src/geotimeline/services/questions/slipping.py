"""How often and how far dates moved, by who named them, by type, or by actor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from geotimeline.model.forecasts import Forecast, forecasts
from geotimeline.model.slips import (
    Record,
    actors_of,
    speaker_of,
    track_records,
    type_of,
)
from geotimeline.services.data.loading import read_timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from geotimeline.errors import Problem


class By(Enum):
    """What track records are kept of."""

    SPEAKER = "speaker"
    TYPE = "type"
    ACTOR = "actor"


@dataclass(frozen=True, slots=True)
class Slips:
    """Track records.

    Attributes:
        records: Those with the most slips first.
        problems: What is wrong in the data; the records are of what is not.
    """

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]


def slipping(folder: Path, by: By, *, as_of: datetime, now: datetime) -> Slips:
    """Sum up how dates fared.

    Args:
        folder: The data folder.
        by: Whose records.
        as_of: An instant in UTC; claims known from later on are left out.
        now: The instant, in UTC, at which a closed window counts as lapsed.

    Raises:
        NotFoundError: The folder has no events/.
    """
    timeline, problems = read_timeline(folder)
    found = forecasts(timeline, as_of=as_of, now=now)
    return Slips(track_records(found, _NAMES[by]), problems)


_NAMES: Mapping[By, Callable[[Forecast], tuple[str, ...]]] = {
    By.SPEAKER: speaker_of,
    By.TYPE: type_of,
    By.ACTOR: actors_of,
}
