"""Trails: where that from which a claim counts its date was believed to be, in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geotimeline.model.setting_aside import Read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from geotimeline.model.event import Event
    from geotimeline.model.vocabulary import Status
    from geotimeline.model.window import Window


class Sighting(NamedTuple):
    """What came to be believed of that from which a date is counted.

    Attributes:
        at: Since when, in UTC.
        window: When it may begin.
        status: Whether it is planned, held, cancelled, …
    """

    at: datetime
    window: Window
    status: Status


class Trail(NamedTuple):
    """What was believed in turn of that from which a claim counts its date.

    Attributes:
        claim: Id of the claim.
        event: Id of the event from which is counted.
        milestone: Its stage.
        sightings: Oldest first, each unlike the one before.
    """

    claim: str
    event: str
    milestone: str
    sightings: tuple[Sighting, ...]

    def until(self, at: datetime) -> Trail:
        """Give the part of it that was known at an instant, in UTC."""
        known = tuple(sighting for sighting in self.sightings if sighting.at <= at)
        return Trail(self.claim, self.event, self.milestone, known)

    @property
    def last(self) -> Sighting | None:
        """The present belief; None where nothing is known yet."""
        return self.sightings[-1] if self.sightings else None


def sighted_at(trails: Iterable[Trail]) -> set[datetime]:
    """Give the instants at which something was sighted."""
    return {sighting.at for trail in trails for sighting in trail.sightings}


def counted(reads: Sequence[Read], event: Event, trails: Iterable[Trail]) -> list[Read]:
    """Read the dates that are counted from others, by where those are at present.

    Args:
        reads: Claims about one milestone; those that follow give no window yet.
        event: The event that they are about.
        trails: What is known at present of that from which they count.
    """
    last = {trail.claim: trail.last for trail in trails}
    return [_counted(read, event, last.get(read.claim.id)) for read in reads]


def _counted(read: Read, event: Event, sighting: Sighting | None) -> Read:
    claim = read.claim
    if claim.follows is None or sighting is None:
        return read
    window = claim.follows.window(sighting.window, event.timezone, claim.duration)
    return Read(claim, window)
