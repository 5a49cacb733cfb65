"""What is doubtful about the belief that claims add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.model.lint_codes import LintCode
from geotimeline.model.linting.warning import Lint, on_claim
from geotimeline.model.vocabulary import EVENT_ITSELF, Status
from geotimeline.model.words import lapse_words, window_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.model.timeline import Row

LONGEST_MONTH = 31
"""Days that may be possible of something confirmed before it counts as wide."""


def lint_row(row: Row, now: datetime) -> Iterator[Lint]:
    """Yield what is doubtful about what is believed of a milestone.

    Args:
        row: The milestone and the belief.
        now: The instant, in UTC, at which a closed window counts as lapsed.
    """
    for code, message in (
        (LintCode.LAPSED, _lapsed(row, now)),
        (LintCode.CONFIRMED_WIDE, _confirmed_wide(row)),
        (LintCode.CONTRADICTED, _contradicted(row)),
    ):
        if message:
            yield on_claim(code, row.event, row.belief.newest, _stage(row) + message)


def _lapsed(row: Row, now: datetime) -> str:
    lapsed = lapse_words(row, now)
    mend = "add a claim that it was held, postponed or cancelled"
    return f"{lapsed}; {mend}" if lapsed else ""


def _confirmed_wide(row: Row) -> str:
    belief, event = row.belief, row.event
    size = belief.window.size
    if belief.status is not Status.CONFIRMED:
        return ""
    if size is not None and size <= LONGEST_MONTH:
        return ""
    when = window_words(belief.window, event.timezone, is_period=event.is_period)
    days = "any number of days is" if size is None else f"{size} days are"
    return (
        f"it is confirmed and {days} still possible ({when}); name the date, or say "
        "`planned`"
    )


def _contradicted(row: Row) -> str:
    newest = row.belief.newest
    others = [f"{one.id} (line {one.line})" for one in row.belief.contradicting]
    if not others:
        return ""
    return (
        f"the claim {newest.id} cannot be true with {' and '.join(others)}; once you "
        "know which is wrong, add a claim that `supersedes:` or `retracts:` it"
    )


def _stage(row: Row) -> str:
    milestone = row.belief.milestone
    return "" if milestone == EVENT_ITSELF else f"{milestone}: "
