"""Speakers who said it more exactly once than they do now."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.edtf import words
from geotimeline.model.dating import window_of
from geotimeline.model.lint_codes import LintCode
from geotimeline.model.linting.warning import Lint, on_claim
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geotimeline.edtf import DaySet, EdtfValue
    from geotimeline.model.event import Claim, Event
    from geotimeline.model.timeline import Row


class _Dated(NamedTuple):
    """A claim with its date and the days on which that lets it begin."""

    claim: Claim
    date: EdtfValue
    starts: DaySet


def lint_speakers(row: Row) -> Iterator[Lint]:
    """Yield each claim that leaves more days open than its speaker's last one did.

    Only claims that count are compared: one that another supersedes is done with. Of
    two said and recorded together neither is newer. A cancellation names the date of
    what will not be, however vaguely.
    """
    if len(row.belief.counting) == 1:
        return
    for claims in _by_speaker(row.event, reversed(row.belief.counting)):
        for older, newer in pairwise(claims):
            if _is_later(newer.claim, older.claim) and _is_vaguer(newer, older):
                message = (
                    f"the claim {newer.claim.id} ({words(newer.date)}) is vaguer than "
                    f"{older.claim.id} of the same speaker ({words(older.date)}, line "
                    f"{older.claim.line}), which still counts; add `supersedes: "
                    f"{older.claim.id}` if it no longer should"
                )
                yield on_claim(LintCode.NEWER_VAGUER, row.event, newer.claim, message)


def _by_speaker(event: Event, claims: Iterable[Claim]) -> Iterable[list[_Dated]]:
    """Part dated claims by who made them, in the order given."""
    found = defaultdict[str, list[_Dated]](list)
    for claim in claims:
        if claim.by and claim.date and claim.status is not Status.CANCELLED:
            starts = window_of(claim.date, event, claim.duration).starts
            speaker = claim.by.identity or claim.by.name
            found[speaker].append(_Dated(claim, claim.date, starts))
    return found.values()


def _is_later(newer: Claim, older: Claim) -> bool:
    said, recorded, _ = newer.newness
    return (said, recorded) > older.newness[:2]


def _is_vaguer(newer: _Dated, older: _Dated) -> bool:
    """Whether the newer claim leaves more days, or all the older one's and others."""
    more, less = newer.starts, older.starts
    if more.size is not None and less.size is not None:
        return more.size > less.size
    if less.size is not None:
        return True
    return more != less and more & less == less  # of two open ends only this can tell
