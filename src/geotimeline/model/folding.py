"""What the dates that count add up to: their common window, and who set its bounds."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.edtf import Qualifiers
from geotimeline.model.vocabulary import Status
from geotimeline.model.window import SURE, UNKNOWN, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geotimeline.model.event import Claim
    from geotimeline.model.setting_aside import Read


class Folded(NamedTuple):
    """What dates add up to.

    Attributes:
        window: What all allow, or the newest alone where nothing is left.
        contradicting: What then cannot be true with it, newest first.
        first_set_by: Claim that gives the first possible day; empty if it is open.
        last_set_by: The same for the last possible day.
        instant_set_by: The same for the exact beginning.
    """

    window: Window
    contradicting: tuple[Claim, ...]
    first_set_by: str
    last_set_by: str
    instant_set_by: str


def folded(counting: Sequence[Read]) -> Folded:
    """Intersect the dates of the claims that count, which come oldest first."""
    dated = _dated(counting)
    window = _intersection(dated)
    contradicting: tuple[Claim, ...] = ()
    if window is None:
        contradicting = _contradicting(dated)
        dated = dated[-1:]
        window = dated[0].required_window
    return Folded(
        window=window.doubted(_qualifiers(window, dated)),
        contradicting=contradicting,
        first_set_by=_setter(dated, window.first, _FIRST),
        last_set_by=_setter(dated, window.last, _LAST),
        instant_set_by=_setter(dated, window.instant, _INSTANT),
    )


def _dated(counting: Sequence[Read]) -> list[Read]:
    """Give the claims whose dates bound the window, oldest first.

    A cancellation names the date of what will not be; it moves nothing.
    """
    dated = [read for read in counting if read.window is not None]
    moving = [read for read in dated if read.claim.status is not Status.CANCELLED]
    return moving or dated[-1:]


def _intersection(dated: Sequence[Read]) -> Window | None:
    if len(dated) == 1:
        return dated[0].required_window
    window: Window | None = UNKNOWN
    for read in dated:
        if window is not None:
            window = window.intersected(read.required_window)
    return window


def _contradicting(dated: Sequence[Read]) -> tuple[Claim, ...]:
    """Name what cannot be true with the newest, or else with each other, newest first.

    At least one: three sets of days may have none in common though any two have.
    """
    *older, newest = dated
    against = (
        [read for read in older if not read.agrees_with(newest)]
        or [one for one in older if not all(map(one.agrees_with, older))]
        or older
    )
    return tuple(read.claim for read in reversed(against))


_FIRST: Callable[[Window], object] = attrgetter("first")
_LAST: Callable[[Window], object] = attrgetter("last")
_INSTANT: Callable[[Window], object] = attrgetter("instant")


def _setter(
    dated: Sequence[Read], bound: object, bound_of: Callable[[Window], object]
) -> str:
    """Name the newest claim that itself gives a bound, or failing that the newest."""
    if bound is None:
        return ""
    for read in reversed(dated):
        if bound_of(read.required_window) == bound:
            return read.claim.id
    return dated[-1].claim.id


def _qualifiers(window: Window, dated: Sequence[Read]) -> Qualifiers:
    """Give the doubts of the claims that decide.

    A bound is doubtful if every claim that gives it is; the window is, if one of its
    bounds is.
    """
    givers_of_first = [r for r in dated if r.required_window.first == window.first]
    givers_of_last = [r for r in dated if r.required_window.last == window.last]
    doubts = SURE
    for givers in (givers_of_first, givers_of_last):
        marks = [giver.required_window.qualifiers for giver in givers]
        if marks:
            doubts |= Qualifiers(
                uncertain=all(mark.uncertain for mark in marks),
                approximate=all(mark.approximate for mark in marks),
            )
    return doubts
