"""Turns of belief: what brought each about, and how it differs from the last."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geotimeline.model.lapse import lapses_at
from geotimeline.model.outlook import Outlook
from geotimeline.model.revision import revisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from geotimeline.model.belief import Belief, Step
    from geotimeline.model.event import Claim, Event
    from geotimeline.model.revision import Revision


@dataclass(frozen=True, slots=True)
class Turn:
    """What came to be believed of a milestone, and how it differs from before.

    Attributes:
        event: The event.
        at: When it came to be, in UTC; `ALWAYS` where nothing says when.
        belief: What was believed from then on.
        before: What was believed until then; None if nothing was.
        entered: The claims that became known at that instant, oldest said first; none
            where it changed through another event.
        revisions: What changed, typed and sized; none where claims changed nothing.
    """

    event: Event
    at: datetime
    belief: Belief
    before: Belief | None
    entered: tuple[Claim, ...]
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class Lapse:
    """A window that closed with nothing said of what became of the event.

    Attributes:
        event: The event.
        at: The first instant, in UTC, at which one could know it: after the window's
            last day, and not before the belief came to be.
        belief: What was believed at that instant.
    """

    event: Event
    at: datetime
    belief: Belief


Change = Turn | Lapse
"""Something that happened to what one expects of an event."""


def turns(event: Event, steps: Iterable[Step]) -> Iterator[Turn]:
    """Give the steps of a milestone's history, each compared with the one before."""
    before: Belief | None = None
    told: Outlook | None = None
    for step in steps:
        outlook = Outlook.of(step.belief)
        changed = revisions(told, outlook)
        yield Turn(event, step.at, step.belief, before, step.entered, changed)
        before, told = step.belief, outlook


def lapses(event: Event, steps: Sequence[Step], *, until: datetime) -> Iterator[Lapse]:
    """Give each instant, up to and including `until`, at which a window had lapsed.

    A claim that becomes known later and moves a closed window to other days that are
    over as well is no second lapse.
    """
    has_lapsed = False
    for step, following in pairwise((*steps, None)):
        if step is None:  # only the last of a pair can be; this keeps the type honest
            return
        at = lapses_at(event, step.belief)
        if at is None or (following is not None and at >= following.at):
            has_lapsed = False
            continue
        is_new = not has_lapsed or at > step.at
        has_lapsed = True
        known = max(at, step.at)
        if is_new and known <= until:
            yield Lapse(event, known, step.belief)
