"""What a claim does: to its own event, and through relations to others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.model.outlook import Outlook
from geotimeline.model.revision import revisions
from geotimeline.model.turns import Turn
from geotimeline.planning.shifts import Shift, shifts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, timedelta

    from geotimeline.model.bounding import Key
    from geotimeline.model.event import Claim
    from geotimeline.model.setting_aside import Aside
    from geotimeline.model.timeline import Row
    from geotimeline.planning.rules import Rule
    from geotimeline.planning.wishes import Wishes


@dataclass(frozen=True, slots=True)
class News:
    """A claim that is added to what is known.

    Attributes:
        event: Id of the event it is about.
        claim: The claim.
        at: The instant, in UTC, at which both it and all else count as known.
    """

    event: str
    claim: Claim
    at: datetime

    @property
    def key(self) -> Key:
        """The milestone that it speaks of."""
        return self.event, self.claim.milestone


@dataclass(frozen=True, slots=True)
class Consequence:
    """What it does to one milestone of an event.

    Attributes:
        turn: What is believed now, and how that differs from before.
        shifts: What becomes of its reminders.
        told_by: Names of the rules whose `on` tells these revisions.
    """

    turn: Turn
    shifts: tuple[Shift, ...]
    told_by: tuple[str, ...]

    @property
    def aside(self) -> tuple[Aside, ...]:
        """The claims that step aside through it, and did not before."""
        before, belief = self.turn.before, self.turn.belief
        were = {one.claim.id for one in before.aside} if before else set()
        return tuple(one for one in belief.aside if one.claim.id not in were)


def consequences(
    news: News,
    before: Sequence[Row],
    after: Sequence[Row],
    rules: Sequence[Rule],
    *,
    now: datetime,
    grace: timedelta,
    wishes: Wishes | None = None,
) -> tuple[Consequence, ...]:
    """Say what a claim does, its own milestone first, then others that it moves.

    Args:
        news: The claim.
        before: What is believed without it.
        after: What is believed with it.
        rules: The user's rules.
        now: The present instant, in UTC.
        grace: How late a reminder may be without being called overdue.
        wishes: Which digests there are, as `plan_rows` takes them.
    """
    were = {_key(row): row for row in before}
    found: list[Consequence] = []
    for row in after:
        old = were.get(_key(row))
        turn = _turn(news, old, row)
        if turn.entered or turn.revisions:
            moved = shifts(
                [old] if old else [], [row], rules, now=now, grace=grace, wishes=wishes
            )
            found.append(Consequence(turn, moved, tuple(_telling(turn, rules))))
    return tuple(sorted(found, key=lambda one: not one.turn.entered))


def _turn(news: News, old: Row | None, row: Row) -> Turn:
    known = None if old is None else old.belief
    changed = revisions(Outlook.of(known) if known else None, Outlook.of(row.belief))
    entered = (news.claim,) if _key(row) == news.key else ()
    return Turn(row.event, news.at, row.belief, known, entered, changed)


def _telling(turn: Turn, rules: Sequence[Rule]) -> Iterator[str]:
    for rule in rules:
        takes = any(t.takes(one) for t in rule.on for one in turn.revisions)
        if takes and rule.match.matches(turn.event, turn.belief):
            yield rule.name


def _key(row: Row) -> Key:
    return row.event.id, row.belief.milestone
