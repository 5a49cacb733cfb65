"""Entries of events that turned out to be another one: cancelled, for 90 days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.formats.ical.appearances import CANCELLED, Appearance
from geotimeline.formats.ical.content_lines import one_line
from geotimeline.formats.ical.entries import Entry
from geotimeline.formats.ical.identities import uid_of
from geotimeline.formats.ical.moves import EPOCH, Move, seconds_since_epoch
from geotimeline.formats.ical.placing import LeftOut
from geotimeline.model.vocabulary import EVENT_ITSELF
from geotimeline.model.words import title_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.formats.ical.editions import Edition
    from geotimeline.model.timeline import Row


def merged_entries(
    row: Row, entry: Entry | LeftOut, edition: Edition, known_until: datetime
) -> Iterator[Entry]:
    """Yield what became of the entries of events that a row's event has taken in.

    Each stands where the entry of that event stands, since its own claims are gone;
    where that has no place, on the day on which the merger became known.

    Args:
        row: The row of the event that took them in.
        entry: The entry made of that row, or why there is none.
        edition: What entries are made with.
        known_until: Mergers that became known later, in UTC, are not to be told.
    """
    if row.belief.milestone != EVENT_ITSELF or entry is LeftOut.GONE:
        return
    name = title_words(row.event, EVENT_ITSELF)
    for merger in row.event.merged:
        since = merger.recorded
        if isinstance(entry, LeftOut):
            seen, stamp, sequence = _on_day_of(since), EPOCH, 0
        else:
            seen, stamp, sequence = entry.appearance, entry.stamp, entry.sequence
        seen = seen._replace(status=CANCELLED)
        is_over = edition.is_over(seen, Move(since, since, since))
        if since <= known_until and not is_over:
            yield Entry(
                uid=uid_of(merger.uid, EVENT_ITSELF),
                stamp=max(since, stamp),
                sequence=max(seconds_since_epoch(since), sequence),
                appearance=seen,
                title=one_line(f"{name} (merged)"),
                description=f"It turned out to be the same as: {name}",
            )


def _on_day_of(instant: datetime) -> Appearance:
    day = instant.date()
    return Appearance("VEVENT", day, day + timedelta(days=1), CANCELLED)
