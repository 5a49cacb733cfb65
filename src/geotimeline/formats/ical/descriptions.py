"""What an entry says of itself at length: date, status, claims, and how it moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.edtf.calendar_words import day_words
from geotimeline.model.belief import Step
from geotimeline.model.postponing import known_claims
from geotimeline.model.revision_words import turn_words
from geotimeline.model.turns import turns
from geotimeline.model.words import belief_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.formats.ical.looks import Beliefs
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Claim, Event
    from geotimeline.model.timeline import Row


def description_of(row: Row, beliefs: Beliefs, today: datetime) -> str:
    """Say in plain lines what is believed, on whose word, and what moved last.

    Args:
        row: The milestone, and what is believed of it.
        beliefs: All that was ever believed of it.
        today: 00:00 UTC of the present day.
    """
    lines = [*belief_lines(row, today), *_revised_lines(row.event, beliefs)]
    return "\n".join((*lines, row.event.notes) if row.event.notes else lines)


def _revised_lines(event: Event, beliefs: Beliefs) -> Iterator[str]:
    """Say how often it was revised; nothing where it never was."""
    steps = [Step(at, then, _entered(at, then)) for at, then in reversed(beliefs)]
    revised = [turn for turn in turns(event, steps) if turn.revisions and turn.before]
    if not revised:
        return
    last = revised[-1]
    often = "once, on" if len(revised) == 1 else f"{len(revised)} times, last on"
    yield f"Revised: {often} {day_words(last.at.date())}: {turn_words(last)}"


def _entered(at: datetime, belief: Belief) -> tuple[Claim, ...]:
    """Give the claims that became known at an instant."""
    known = known_claims(belief)
    return tuple(claim for claim in known if claim.known_from == at)
