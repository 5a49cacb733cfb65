"""What all entries of one calendar are made with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.formats.ical.appearances import CANCELLED
from geotimeline.model.event import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from geotimeline.formats.ical.appearances import Appearance
    from geotimeline.formats.ical.moves import Move
    from geotimeline.formats.ical.placing import Uncertain
    from geotimeline.model.belief import Step
    from geotimeline.model.bounding import Key

KEPT = timedelta(days=90)
"""How long a cancelled entry stays: many calendars keep what merely disappears."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One calendar, as it is made on one day.

    Attributes:
        uncertain: What becomes of a beginning that is not known to the day.
        today: 00:00 UTC of the day of the export; windows closed by then have lapsed.
        told: The beliefs in turn of milestones that follow from more than their own
            claims (`row_histories`).
    """

    uncertain: Uncertain
    today: datetime
    told: Mapping[Key, tuple[Step, ...]]

    def is_over(self, appearance: Appearance, move: Move) -> bool:
        """Say whether an entry was cancelled so long ago that it leaves.

        One that was cancelled nobody knows when stays.
        """
        if appearance.status != CANCELLED or move.status_at == ALWAYS:
            return False
        return move.status_at + KEPT <= self.today
