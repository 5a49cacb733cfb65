"""How the entry of a milestone looked in turn, as calendars were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.ical.appearances import CANCELLED, sight_of
from geotimeline.formats.ical.moves import Look, Move, beliefs_backwards, last_move
from geotimeline.formats.ical.placing import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.formats.ical.appearances import Appearance
    from geotimeline.formats.ical.editions import Edition
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event
    from geotimeline.model.timeline import Row


Beliefs = tuple[tuple["datetime", "Belief"], ...]
"""What was believed from which instant on, the present first; empty where that is all
there ever was."""


def beliefs_of(row: Row, edition: Edition) -> Beliefs:
    """Give what was believed of a milestone; mostly a single claim is all there is."""
    belief = row.belief
    is_alone = len(belief.counting) == 1 and not (belief.aside or belief.trails)
    if is_alone and (belief.event, belief.milestone) not in edition.told:
        return ()
    return tuple(beliefs_backwards(row, edition.told))


def move_of(
    row: Row, beliefs: Beliefs, appearance: Appearance, edition: Edition
) -> Move:
    """Find out when an entry came to look as it does.

    Args:
        row: The milestone, and what is believed of it.
        beliefs: All that was ever believed of it.
        appearance: How its entry looks.
        edition: What entries are made with.
    """
    if not beliefs:
        at = row.belief.newest.known_from
        return Move(at, at, at)
    return last_move(looks_backwards(row.event, beliefs, edition, appearance))


def looks_backwards(
    event: Event,
    beliefs: Beliefs,
    edition: Edition,
    appearance: Appearance | None = None,
) -> Iterator[Look]:
    """Yield how an entry looked from which instant on, the present first.

    While it had no place any more, it stood where it had stood before, cancelled.

    Args:
        event: The event.
        beliefs: All that was ever believed of the milestone.
        edition: What entries are made with.
        appearance: How it looks at present, where that is known already.
    """
    without = []  # when it had no place, for want of knowing where it had stood
    for at, then in beliefs:
        seen, appearance = appearance, None
        if seen is None:
            sight = sight_of(event, then, edition.uncertain)
            if isinstance(sight, LeftOut):
                without.append(at)
                continue
            seen = sight.appearance
        for since in without:
            yield Look(since, seen._replace(status=CANCELLED))
        without.clear()
        yield Look(at, seen)
    for since in without:
        yield Look(since, None)
