"""Whether a file only repeats what it said before, or what is believed here anyway."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from geotimeline.edtf import parse
from geotimeline.model.vocabulary import EVENT_ITSELF, Status
from geotimeline.model.window_edtf import window_edtf
from geotimeline.services.importing.marks import sequence_of

if TYPE_CHECKING:
    from geotimeline.edtf import EdtfValue
    from geotimeline.formats.events.imported import Stated
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Claim, Event


def milestone_of(stated: Stated) -> str:
    """Give the stage, or the day of the occurrence, of which a statement speaks."""
    return stated.occurrence or str(stated.fields.get("milestone", EVENT_ITSELF))


def is_believed(event: Event, belief: Belief | None, stated: Stated) -> bool:
    """Whether a statement only repeats what is believed."""
    if belief is None or _status(stated) != belief.status.value:
        return False
    window, date = belief.window, _said(stated, "date")
    if _said(stated, "duration") != str(window.duration or ""):
        return False
    if not date:
        return window.is_unknown
    edtf = window_edtf(window, event.timezone, is_period=event.is_period)
    return _meaning(parse(date)) == _meaning(parse(edtf))


def says_the_same(claim: Claim | None, stated: Stated) -> bool:
    """Whether a statement only repeats a claim; None is none."""
    if claim is None or _status(stated) != claim.status.value:
        return False
    date, duration = _said(stated, "date"), _said(stated, "duration")
    return str(claim.duration or "") == duration and (
        _meaning(claim.date) == _meaning(parse(date) if date else None)
    )


def is_older(claim: Claim | None, stated: Stated) -> bool:
    """Whether a claim is of a later revision; a count that began anew is no proof."""
    if claim is None or not 0 <= stated.sequence < sequence_of(claim):
        return False
    said = stated.fields.get("said")
    if not said or claim.said is None:
        return True
    last, before = parse(str(said)).last, claim.said.last
    return last is None or before is None or last <= before


def _said(stated: Stated, name: str) -> str:
    return str(stated.fields.get(name, ""))


def _status(stated: Stated) -> str:
    return _said(stated, "status") or Status.PLANNED.value


def _meaning(date: EdtfValue | None) -> object:
    """Give what a date means: instants are the same in every offset."""
    if date is None:
        return None
    if date.instant is not None and date.instant.tzinfo is not None:
        return date.instant.astimezone(UTC)
    return date.text
