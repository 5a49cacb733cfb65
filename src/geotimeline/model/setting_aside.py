"""Which claims count, and why the others stepped aside (DESIGN §4, rules 1 and 2)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.model.vocabulary import Status
from geotimeline.model.window import UNKNOWN, Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from geotimeline.model.event import Claim


class AsideReason(Enum):
    """Why a claim does not count any more."""

    RETRACTED = "retracted"
    RETRACTION = "it only takes another back"
    SUPERSEDED = "superseded"
    RESTATED = "the same speaker said otherwise since"
    OUTCOME = "it has been held since"
    POSTPONED = "it was postponed since"


class Aside(NamedTuple):
    """A claim that stepped aside.

    Attributes:
        claim: The claim.
        reason: Why.
        by: The claim that made it step aside.
    """

    claim: Claim
    reason: AsideReason
    by: Claim


class Read(NamedTuple):
    """A claim with its date read as a window; None where it gives no date."""

    claim: Claim
    window: Window | None

    @property
    def required_window(self) -> Window:
        """The window, or every day where the claim gives none."""
        return self.window or UNKNOWN

    def agrees_with(self, other: Read) -> bool:
        """Whether both dates can be true."""
        return self.required_window.intersected(other.required_window) is not None


def remaining(known: Sequence[Read]) -> tuple[list[Read], tuple[Aside, ...]]:
    """Part the claims that count from those that stepped aside.

    Args:
        known: Claims about one milestone, oldest first; at least one.

    Returns:
        Those that count, oldest first, at least one; and the others with the reason.
    """
    if len(known) == 1:
        return list(known), ()
    counting, aside = list(known), dict[str, Aside]()
    for step in (_taken_back, _restated, _outcome, _postponed):
        for one in step(counting):
            aside.setdefault(one.claim.id, one)
        left = [read for read in counting if read.claim.id not in aside]
        if not left:  # everything was taken back: one word still is all we have
            left = [_last_word(counting, aside)]
            aside.pop(left[0].claim.id)
        counting = left
    return counting, tuple(aside.values())


def _last_word(reads: Sequence[Read], aside: Mapping[str, Aside]) -> Read:
    """Give the claim that stands where all stepped aside: the newest not retracted.

    A claim that only takes another back is one: it leaves the window unknown.
    """
    standing = [
        read
        for read in reads
        if aside[read.claim.id].reason is not AsideReason.RETRACTED
    ]
    return (standing or reads)[-1]


def _taken_back(reads: Sequence[Read]) -> Iterable[Aside]:
    """Yield what is retracted or superseded; what is retracted takes nothing back."""
    by_id = {read.claim.id: read.claim for read in reads}
    retracted = _retracted(by_id)
    yield from retracted.values()
    for claim in (read.claim for read in reversed(reads)):
        if claim.id in retracted:
            continue
        for target in claim.supersedes:
            if target in by_id and target != claim.id:
                yield Aside(by_id[target], AsideReason.SUPERSEDED, claim)
        if only_retracts(claim):
            yield Aside(claim, AsideReason.RETRACTION, claim)


def all_taken_back(claims: Iterable[Claim]) -> bool:
    """Whether nothing is left of some claims: each is retracted, or only retracts."""
    by_id = {claim.id: claim for claim in claims}
    retracted = _retracted(by_id)
    return all(only_retracts(one) or one.id in retracted for one in by_id.values())


def _retracted(by_id: Mapping[str, Claim]) -> dict[str, Aside]:
    """Give what is retracted, by id: the last that became known speaks first."""
    found: dict[str, Aside] = {}
    for claim in sorted(by_id.values(), key=_known_order, reverse=True):
        if claim.id not in found:
            for target in claim.retracts:
                if target in by_id and target != claim.id:
                    aside = Aside(by_id[target], AsideReason.RETRACTED, claim)
                    found.setdefault(target, aside)
    return found


def _known_order(claim: Claim) -> tuple[datetime, tuple[date, datetime, str]]:
    return claim.known_from, claim.newness


def only_retracts(claim: Claim) -> bool:
    """Whether a claim says nothing but that another one is taken back."""
    return (
        bool(claim.retracts) and not claim.is_dated and claim.status is Status.PLANNED
    )


def _restated(reads: Sequence[Read]) -> Iterable[Aside]:
    for index, older in enumerate(reads):
        speaker = _speaker(older.claim)
        for newer in reads[:index:-1]:
            same = speaker is not None and _speaker(newer.claim) == speaker
            if newer.claim.status is Status.CANCELLED:
                continue  # it names the date of what will not be, and moves nothing
            if same and not older.agrees_with(newer):
                yield Aside(older.claim, AsideReason.RESTATED, newer.claim)
                break


def _outcome(reads: Sequence[Read]) -> Iterable[Aside]:
    held = [r for r in reads if r.claim.status is Status.HELD and r.window is not None]
    if not held:
        return
    last = held[-1]
    for index, read in enumerate(reads):
        older = index < reads.index(last)
        if read.claim.status.is_forecast or (
            older and read.claim.status is not Status.HELD
        ):
            yield Aside(read.claim, AsideReason.OUTCOME, last.claim)


def _postponed(reads: Sequence[Read]) -> Iterable[Aside]:
    positions = [n for n, r in enumerate(reads) if r.claim.status is Status.POSTPONED]
    if positions:
        for read in reads[: positions[-1]]:
            yield Aside(read.claim, AsideReason.POSTPONED, reads[positions[-1]].claim)


def _speaker(claim: Claim) -> str | None:
    if claim.by is None:
        return None
    return claim.by.identity or claim.by.name
