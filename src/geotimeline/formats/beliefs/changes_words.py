"""What happened to a belief, in words that text and Markdown share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.model.revision_words import turn_words
from geotimeline.model.timeline import Row
from geotimeline.model.turns import Turn
from geotimeline.model.vocabulary import status_words
from geotimeline.model.words import lapse_words, window_words

if TYPE_CHECKING:
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event
    from geotimeline.model.turns import Change


def what_words(change: Change) -> str:
    """Say what happened: "narrowed 31 → 2 days; confirmed", "lapsed: the window …"."""
    if isinstance(change, Turn):
        return turn_words(change)
    return f"lapsed: {lapse_words(Row(change.event, change.belief), change.at)}"


def belief_words(event: Event, belief: Belief) -> str:
    """Say the window and the status: "4 or 5 December 2025, confirmed"."""
    when = window_words(belief.window, event.timezone, is_period=event.is_period)
    said = f"{when}, {status_words(belief.status, event.type)}"
    return f"{said}, contradicted" if belief.is_contradicted else said


def before_and_after_words(change: Change) -> tuple[str, str]:
    """Say what was believed, "" where it was the same or nothing, and what is now."""
    now = belief_words(change.event, change.belief)
    if not isinstance(change, Turn) or change.before is None:
        return "", now
    before = belief_words(change.event, change.before)
    return "" if before == now else before, now
