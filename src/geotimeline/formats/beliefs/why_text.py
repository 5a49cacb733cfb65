"""Every belief about an event in turn, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.edtf.calendar_words import day_words
from geotimeline.formats.beliefs.changes_words import belief_words, what_words
from geotimeline.formats.terminal import plain
from geotimeline.model.following_words import followed_words
from geotimeline.model.knowing_words import (
    assumption_words,
    instant_words,
    since_words,
)
from geotimeline.model.turns import Turn
from geotimeline.model.vocabulary import EVENT_ITSELF
from geotimeline.model.words import bounding_words, claim_words, dated_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geotimeline.model.belief import Belief, Bounding
    from geotimeline.model.event import Claim
    from geotimeline.model.setting_aside import Aside
    from geotimeline.model.turns import Change, Lapse


def why_lines(
    milestone: str, changes: Iterable[Change], paint: Callable[[str, str], str]
) -> Iterator[str]:
    """Say what was believed of one milestone, oldest first, and why it changed."""
    if milestone != EVENT_ITSELF:
        yield ""
        yield paint(plain(milestone), "title")
    for change in changes:
        yield ""
        if isinstance(change, Turn):
            yield from map(_plain_indented, _turn_lines(change))
        else:
            yield plain(_lapse_line(change))


def _turn_lines(turn: Turn) -> Iterator[str]:
    said = since_words(turn.at)
    yield f"{said[0].upper()}{said[1:]}: {belief_words(turn.event, turn.belief)}"
    yield f"  {what_words(turn)}"
    for claim in turn.entered:
        yield from _claim_lines(claim)
    for aside in _newly_aside(turn):
        by = "" if aside.by is aside.claim else f" ({aside.by.id})"
        yield f"  stepped aside: {aside.claim.id}, {aside.reason.value}{by}"
    yield from _disagreement_lines(turn.belief)
    for followed in followed_words(turn.event, turn.belief):
        yield f"  follows: {followed}"
    for bounding in turn.belief.boundings:
        yield f"  narrowed by relation: {_bounding_line(bounding)}"


def _newly_aside(turn: Turn) -> tuple[Aside, ...]:
    """Give the claims that stepped aside at this turn, and not before."""
    old = () if turn.before is None else turn.before.aside
    were = {aside.claim.id for aside in old}
    return tuple(one for one in turn.belief.aside if one.claim.id not in were)


def _claim_lines(claim: Claim) -> Iterator[str]:
    yield f"  claim {claim.id}: {dated_words(claim)}, {claim.status.value}"
    yield f"    {claim_words(claim)}"
    assumed = assumption_words(claim)
    if assumed:
        yield f"    {assumed}"


def _disagreement_lines(belief: Belief) -> Iterator[str]:
    for claim in belief.contradicting:
        newest = belief.newest.id
        yield f"  contradicted: {claim.id} cannot be true with {newest}, which is newer"


def _bounding_line(bounding: Bounding) -> str:
    first, last = bounding.first, bounding.last
    limits = [f"not before {day_words(first)}"] if first else []
    limits += [f"not after {day_words(last)}"] if last else []
    return f"{bounding_words(bounding)} ({', '.join(limits)})"


def _lapse_line(lapse: Lapse) -> str:
    return f"Since {instant_words(lapse.at)}: {what_words(lapse)}"


def _plain_indented(line: str) -> str:
    """Make a line safe to print, and keep the blanks that indent it."""
    text = line.lstrip(" ")
    return " " * (len(line) - len(text)) + plain(text)
