"""Beliefs and claims in plain words, the same wherever a person reads of them.

`show`, reminders and calendar entries take their lines from here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from geotimeline.edtf import parse, words
from geotimeline.edtf.calendar_words import day_words
from geotimeline.model.following_words import followed_words, following_words
from geotimeline.model.lapse import has_lapsed
from geotimeline.model.postponing import window_before
from geotimeline.model.recurring_names import is_occurrence
from geotimeline.model.vocabulary import EVENT_ITSELF, status_words
from geotimeline.model.window_words import day_and_hour_words, window_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.model.belief import Belief, Bounding
    from geotimeline.model.event import Claim, Event, Speaker
    from geotimeline.model.timeline import Row

__all__ = [
    "belief_lines",
    "claim_words",
    "dated_words",
    "day_and_hour_words",
    "title_words",
    "window_words",
]

# What stands before a date in a sentence; all that is not named here takes "in".
_BARE = re.compile(r"(?:between|by|from|since|until|in|everything|some) ")
_ON = re.compile(
    r"(?:about )?[0-9]{1,2}[ ,]|one of [0-9]|the [0-9]+(?:st|nd|rd|th)[ ,]"
)
_IN_THE = re.compile(r"(?:about )?(?:first|second|third|fourth|middle|last) ")


def title_words(event: Event, milestone: str) -> str:
    """Name one milestone of an event on one line: "Tariff on India: in force".

    An occurrence of an event that recurs bears the title alone.
    """
    title = " ".join(event.title.split())
    if milestone == EVENT_ITSELF or is_occurrence(event, milestone):
        return title
    return f"{title}: {milestone.replace('-', ' ')}"


def dated_words(claim: Claim) -> str:
    """Say which date is claimed: "4 December 2025", "90 days after in-force"."""
    if claim.follows is not None:
        return following_words(claim.follows)
    return words(claim.date) if claim.date else "no date"


def claim_words(claim: Claim) -> str:
    """Say on one line who said what, when, and where it can be read.

    "Dmitry Peskov (Kremlin spokesman), said on 3 November 2025: “before the end of the
    year” — Publisher, Title". Without a quote the date claimed stands in its place.
    """
    told = _one_line(f"“{claim.quote}”") if claim.quote else _content_words(claim)
    said, source = _said_words(claim), _source_words(claim)
    if claim.by is not None:
        who, read = _speaker_words(claim.by), source
    else:
        who, read = source or "no source named", ""
    grade = claim.reliability + claim.credibility
    parts = (
        f"{who}, {said}: {told}" if said else f"{who}: {told}",
        f"(disputes {', '.join(claim.disputes)})" if claim.disputes else "",
        f"— {read}" if read else "",
        f"[{grade}]" if grade else "",
    )
    return " ".join(filter(None, parts))


def belief_lines(row: Row, now: datetime) -> tuple[str, ...]:
    """Say what is believed of a milestone, and on whose word, one thing a line.

    Args:
        row: The milestone and what is believed of it.
        now: The instant, in UTC, at which a closed window counts as lapsed.
    """
    return tuple(_belief_lines(row, now))


def lapse_words(row: Row, now: datetime) -> str:
    """Say that a window closed without an outcome; "" where it did not."""
    last = row.belief.window.closing_day
    if last is None or last > now.date():  # no zone is a whole day ahead
        return ""
    if not has_lapsed(row.event, row.belief, now=now):
        return ""
    return f"the window closed on {day_words(last)} and nobody has said what came of it"


def bounding_words(bounding: Bounding) -> str:
    """Say which relation narrowed a window: "before ru-in-visit"."""
    stage = "" if bounding.milestone == EVENT_ITSELF else f"#{bounding.milestone}"
    return f"{bounding.kind.value.replace('-', ' ')} {bounding.event}{stage}"


def _belief_lines(row: Row, now: datetime) -> Iterator[str]:
    event, belief = row.event, row.belief
    said = window_words(belief.window, event.timezone, is_period=event.is_period)
    yield f"When: {said}"
    yield f"Status: {status_words(belief.status, event.type)}"
    if is_occurrence(event, belief.milestone):
        yield f"Occurrence: that of {words(parse(belief.milestone))}"
    for followed in followed_words(event, belief) if belief.trails else ():
        yield f"Follows: {followed}"
    before = window_before(event, belief)
    if before is not None:
        yield f"Before it was put off: {window_words(before, event.timezone)}"
    if belief.is_contradicted:
        yield f"Contradicted: {_contradiction_words(belief)}"
    if belief.boundings:
        narrowed = dict.fromkeys(map(bounding_words, belief.boundings))
        yield f"Narrowed by: {', '.join(narrowed)}"
    lapsed = lapse_words(row, now)
    if lapsed:
        yield f"Lapsed: {lapsed}"
    for claim in belief.counting:
        yield f"Claim: {claim_words(claim)}"
        if claim.notes:
            yield f"Note: {_one_line(claim.notes)}"


def _contradiction_words(belief: Belief) -> str:
    others = " or ".join(dict.fromkeys(map(_whose, belief.contradicting)))
    return f"the newest claim stands; it cannot be true with that of {others}"


def _whose(claim: Claim) -> str:
    if claim.by is not None:
        return _speaker_words(claim.by)
    return _one_line(claim.source.words) if claim.source else claim.id


def _speaker_words(by: Speaker) -> str:
    return _one_line(f"{by.name} ({by.role})" if by.role else by.name)


def _source_words(claim: Claim) -> str:
    """Name the source; its date stands for the day when the claim names none."""
    found = _one_line((claim.source.words if claim.source else "") or claim.url)
    published = claim.source.published if claim.source else None
    if not found or published is None or claim.said is not None:
        return found
    return f"{found}, published {_when_words(published.text)}"


def _content_words(claim: Claim) -> str:
    """Say what is claimed where nobody is quoted."""
    if not claim.is_dated:
        return claim.status.value
    return f"{claim.status.value}, {dated_words(claim)}"


def _said_words(claim: Claim) -> str:
    """Say when it was said: "said on 3 November 2025", "said in October 2025"."""
    return "" if claim.said is None else f"said {_when_words(claim.said.text)}"


@lru_cache(maxsize=1024)
def _when_words(text: str) -> str:
    """Say an EDTF date within a sentence; many claims were made on the same days."""
    when = words(parse(text))
    if when == "date unknown":
        return "on an unknown date"
    if _BARE.match(when):
        return when
    if _IN_THE.match(when):
        return f"in the {when}"
    return f"{'on' if _ON.match(when) else 'in'} {when}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
