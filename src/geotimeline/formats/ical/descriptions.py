"""What an entry says of itself at length: date, status, claims, and how it moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.edtf.calendar_words import day_words
from geotimeline.formats.ical.looks import is_first
from geotimeline.model.revision_words import turn_words
from geotimeline.model.words import belief_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.formats.ical.editions import Edition
    from geotimeline.model.timeline import Row


def description_of(row: Row, edition: Edition) -> str:
    """Say in plain lines what is believed, on whose word, and what moved last."""
    lines = [*belief_lines(row, edition.today), *_revised_lines(row, edition)]
    return "\n".join((*lines, row.event.notes) if row.event.notes else lines)


def _revised_lines(row: Row, edition: Edition) -> Iterator[str]:
    """Say how often it was revised; nothing where it never was."""
    if is_first(row, edition):
        return
    _, *revised = [turn for turn in edition.past.turns(row) if turn.revisions]
    if not revised:
        return
    last = revised[-1]
    often = "once, on" if len(revised) == 1 else f"{len(revised)} times, last on"
    yield f"Revised: {often} {day_words(last.at.date())}: {turn_words(last)}"
