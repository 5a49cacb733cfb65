"""Since when something was known, in plain words, and what that rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.edtf.calendar_words import day_words
from geotimeline.model.event import ALWAYS
from geotimeline.model.window_words import day_and_hour_words

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.model.event import Claim


def since_words(at: datetime) -> str:
    """Say since when: "since 25 November 2025, 09:00 UTC", "since always"."""
    if at == ALWAYS:
        return "since always"
    return f"since {instant_words(at)}"


def instant_words(at: datetime) -> str:
    """Say an instant by the clock of UTC, and say so."""
    return f"{day_and_hour_words(at.replace(microsecond=0), 'UTC')} UTC"


def assumption_words(claim: Claim) -> str:
    """Say what stands in for a missing `recorded`; "" where nothing has to."""
    if claim.recorded is not None:
        return ""
    day = claim.last_said
    if day is None:
        return (
            "known since always: `recorded` is missing, and no `said` or `published` "
            "says when"
        )
    was_said = claim.said is not None and claim.said.last is not None
    field = "`said`" if was_said else "`published`"
    return (
        f"known from {day_words(day)}: `recorded` is missing, and that is the last "
        f"possible day of {field}"
    )
