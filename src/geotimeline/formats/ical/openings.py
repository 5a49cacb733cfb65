"""The second entry of an uncertain date under `both`: its first possible day.

It has a UID of its own, and is cancelled when the day is known or there is an outcome.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.ical.appearances import CANCELLED, opening_of
from geotimeline.formats.ical.content_lines import one_line
from geotimeline.formats.ical.entries import Entry, categories_of, place_words
from geotimeline.formats.ical.identities import OPENING, uid_of
from geotimeline.formats.ical.moves import EPOCH, Look, beliefs_backwards, last_move
from geotimeline.formats.ical.titles import entry_title
from geotimeline.model.vocabulary import Status
from geotimeline.model.words import title_words, window_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from geotimeline.formats.ical.appearances import Appearance
    from geotimeline.formats.ical.editions import Edition
    from geotimeline.model.belief import Belief
    from geotimeline.model.timeline import Row


def opening_entry(row: Row, edition: Edition) -> Entry | None:
    """Make the marker on the first possible day.

    None where there was never a window with two ends, and 90 days after it ended.
    """
    past = tuple(beliefs_backwards(row, edition.told))[::-1]
    looks = _looks(row, past)
    appearance = looks[-1].appearance
    if appearance is None:
        return None
    move = last_move(reversed(looks))
    if edition.is_over(appearance, move):
        return None
    event = row.event
    said = window_words(row.belief.window, event.timezone)
    return Entry(
        uid=uid_of(event.stable_uid, row.belief.milestone, OPENING),
        stamp=max(move.heard_at, EPOCH),
        sequence=move.sequence,
        appearance=appearance,
        title=one_line(_title(row)),
        description=f"The first day on which it may begin. When: {said}",
        categories=categories_of(event),
        place=place_words(event),
    )


def _looks(row: Row, past: Sequence[tuple[datetime, Belief]]) -> list[Look]:
    """Give how the marker looked from which instant on, the oldest first."""
    looks = []
    before: Appearance | None = None
    for at, belief in past:
        sight = opening_of(row.event, belief)
        if sight is not None:
            before = sight.appearance
        elif before is not None:
            before = before._replace(status=CANCELLED)
        looks.append(Look(at, before))
    return looks


def _title(row: Row) -> str:
    """Say from when on it may begin; or that this is known better by now."""
    name = title_words(row.event, row.belief.milestone)
    sight = opening_of(row.event, row.belief)
    if sight is not None:
        return entry_title(
            name, row.belief, sight.placement, lapsed=False, put_off=False
        )
    word = "cancelled" if row.belief.status is Status.CANCELLED else "superseded"
    return f"{name} ({word})"
