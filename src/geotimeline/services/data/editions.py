"""Editions: as long as one lasts, what is rendered from the data stays the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geotimeline.interfaces.clock import Clock
    from geotimeline.services.data.holding import HeldData
    from geotimeline.services.data.loading import Loaded

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Edition:
    """The data from one instant on.

    Attributes:
        number: 1 for the first; rises with each.
        loaded: The data.
        since: When it began, in UTC: render it as of then.
        until: When it ends at the latest, exclusive: at the end of the UTC day, or when
            a claim that was recorded ahead of its time becomes known.
    """

    number: int
    loaded: Loaded
    since: datetime
    until: datetime


class Editions:
    """Gives the present edition, and begins a new one whenever it has to."""

    def __init__(self, held: HeldData, clock: Clock) -> None:
        """Begin with the data as it is.

        Args:
            held: The data; somebody else reads it anew when files change.
            clock: Says what time it is.
        """
        self._held = held
        self._clock = clock
        self._ahead: tuple[datetime, ...] = ()
        self.latest = self._begin(1)

    def present(self) -> Edition:
        """Give the edition of this moment."""
        edition, now = self.latest, self._clock.now()
        is_same = edition.loaded is self._held.loaded
        if not (is_same and edition.since <= now < edition.until):
            self.latest = self._begin(edition.number + 1)
        return self.latest

    def _begin(self, number: int) -> Edition:
        loaded, now = self._held.loaded, self._clock.now()
        if number == 1 or loaded is not self.latest.loaded:
            self._ahead = _known_later(loaded, now)
        midnight = datetime.combine(now.date() + _DAY, time(), UTC)
        until = min([midnight, *(at for at in self._ahead if at > now)])
        return Edition(number, loaded, now, until)


def _known_later(loaded: Loaded, now: datetime) -> tuple[datetime, ...]:
    """Give the instants to come at which a claim becomes known."""
    claims = (claim for event in loaded.timeline for claim in event.claims)
    return tuple({claim.known_from for claim in claims if claim.known_from > now})
