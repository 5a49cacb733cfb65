"""What is doubtful about one claim, whatever the others say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.edtf import words
from geotimeline.model.lint_codes import LintCode
from geotimeline.model.linting.warning import Lint, on_claim
from geotimeline.model.zones import start_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.edtf import EdtfValue
    from geotimeline.model.event import Claim, Event

_WHERE_DAYS_BEGIN_FIRST = "Etc/GMT-14"  # POSIX turns the sign round: it is UTC+14


def lint_claim(event: Event, claim: Claim) -> Iterator[Lint]:
    """Yield what is doubtful about a claim."""
    if claim.source is None and not claim.url:
        message = (
            f"nothing says where the claim {claim.id} can be read; give it a `source:`"
        )
        yield on_claim(LintCode.NO_SOURCE, event, claim, message)
    if claim.is_dated and not claim.quote:
        message = (
            f"the claim {claim.id} gives a date without the words it rests on; add "
            "them as `quote:`"
        )
        yield on_claim(LintCode.QUOTE_MISSING, event, claim, message)
    told, was_told = _told(claim)
    if told is not None and _is_early(claim.recorded, told):
        message = (
            f"the claim {claim.id} was recorded before {was_told} ({words(told)}); "
            "correct the one that is wrong"
        )
        yield on_claim(LintCode.RECORDED_EARLY, event, claim, message)


def _told(claim: Claim) -> tuple[EdtfValue | None, str]:
    """Give when the world was told, and by what: it was said, or else published."""
    if claim.said is not None:
        return claim.said, "it was said"
    published = claim.source.published if claim.source is not None else None
    return published, "its source was published"


def _is_early(recorded: datetime | None, told: EdtfValue) -> bool:
    """Whether it was recorded when nobody, anywhere, can have told it yet."""
    if recorded is None or told.first is None:
        return False
    if told.instant is not None and told.instant.tzinfo is not None:
        return recorded < told.instant
    return recorded < start_of(told.first, _WHERE_DAYS_BEGIN_FIRST)
