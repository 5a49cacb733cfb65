"""How the entry of a milestone looked in turn, as calendars were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.ical.appearances import CANCELLED, sight_of
from geotimeline.formats.ical.moves import Look, Move, beliefs_backwards, last_move
from geotimeline.formats.ical.placing import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.formats.ical.appearances import Appearance
    from geotimeline.formats.ical.editions import Edition
    from geotimeline.model.timeline import Row


def move_of(row: Row, appearance: Appearance, edition: Edition) -> Move:
    """Find out when an entry came to look as it does.

    Args:
        row: The milestone, and what is believed of it.
        appearance: How its entry looks.
        edition: What entries are made with.
    """
    if is_first(row, edition):
        at = row.belief.newest.known_from
        return Move(at, at, at)
    return last_move(looks_backwards(row, edition, appearance))


def is_first(row: Row, edition: Edition) -> bool:
    """Whether nothing else was believed before: mostly there is a single claim."""
    belief = row.belief
    is_alone = len(belief.counting) == 1 and not (belief.aside or belief.trails)
    return is_alone and (belief.event, belief.milestone) not in edition.told


def looks_backwards(
    row: Row, edition: Edition, appearance: Appearance | None = None
) -> Iterator[Look]:
    """Yield how an entry looked from which instant on, the present first.

    While it had no place any more, it stood where it had stood before, cancelled.

    Args:
        row: The milestone, and what is believed of it.
        edition: What entries are made with.
        appearance: How it looks at present, where that is known already.
    """
    without = []  # when it had no place, for want of knowing where it had stood
    for at, then in beliefs_backwards(row, edition.told):
        seen, appearance = appearance, None
        if seen is None:
            sight = sight_of(row.event, then, edition.uncertain)
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
