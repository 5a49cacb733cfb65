"""Circuit breakers: a channel that fails again and again is left alone a while."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geotimeline.planning.retrying import LONGEST, SHORTEST_REST

if TYPE_CHECKING:
    from datetime import datetime, timedelta

OPENS_AFTER = 5
"""So many failures in a row, each of them passing, open the breaker."""


@dataclass(frozen=True, slots=True)
class Breaker:
    """How a channel has failed since it last gave an answer that counts.

    That is one it took, or one that refused a message for good.

    Attributes:
        failures: When it failed, newest first; so many as matter.
        asked_until: Until when the receiver wanted to be left alone at its last answer.
        shortest: The first rest.
        mended_at: When somebody changed the channel's settings: it may be tried at
            once. None where nobody did.
    """

    failures: tuple[datetime, ...] = ()
    asked_until: datetime | None = None
    shortest: timedelta = SHORTEST_REST
    mended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether messages wait, but for one now and then that shows how it fares."""
        return len(self.failures) >= OPENS_AFTER

    def rests_until(self, now: datetime) -> datetime | None:
        """Say until when nothing is sent at all; None if something may be.

        A clock that was set back leaves failures in the future: those hold nothing up.
        """
        if not self.failures or self._is_mended or self.failures[0] - now > LONGEST:
            return None
        until = max(self._ends_of_rest(), default=now)
        return until if until > now else None

    @property
    def _is_mended(self) -> bool:
        return self.mended_at is not None and self.mended_at >= self.failures[0]

    def _ends_of_rest(self) -> list[datetime]:
        last = self.failures[0]
        ends = [] if self.asked_until is None else [self.asked_until]
        if self.is_open:
            ends.append(last + self.shortest * 2 ** min(self._probes, 30))
        return [min(end, last + LONGEST) for end in ends]

    @property
    def _probes(self) -> int:
        """How often it failed again after a rest; what fails together counts once."""
        return sum(
            later - earlier >= self.shortest
            for later, earlier in pairwise(self.failures[: -OPENS_AFTER + 1])
        )
