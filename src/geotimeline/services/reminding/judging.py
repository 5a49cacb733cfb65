"""What becomes of planned reminders that were not sent yet, in a planning pass."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.interfaces.entries import TOLD_STATES
from geotimeline.planning.catchup import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

    from geotimeline.planning.reminders import Reminder
    from geotimeline.services.reminding.planning_pass import PlanningPass


class Judgement(NamedTuple):
    """What was found of all that was undecided.

    Attributes:
        hushed: What a silence holds: which, in words, by key.
        by_verdict: All else, by what becomes of it.
    """

    hushed: Mapping[str, str]
    by_verdict: Mapping[Verdict, Sequence[Reminder]]

    def of(self, verdict: Verdict) -> Sequence[Reminder]:
        """Give what was judged so."""
        return self.by_verdict.get(verdict, ())


def judgement(
    this: PlanningPass, *, last_planned_at: datetime | None, grace: timedelta
) -> Judgement:
    """Judge what is undecided, as `planning.catchup` does.

    Args:
        this: What the pass knows.
        last_planned_at: When a plan was last applied; None before the first.
        grace: For how long a reminder that is late is sent as if it were not.
    """
    undecided = tuple(this.undecided())
    hushed = {one.key: note for one in undecided if (note := this.silence(one))}
    found = defaultdict[Verdict, list["Reminder"]](list)
    for one in judge(
        [reminder for reminder in undecided if reminder.key not in hushed],
        now=this.now,
        grace=grace,
        last_planned_at=last_planned_at,
        awaited=this.opened.keys(),
        told=[r for r in this.planned if this.states.get(r.key) in TOLD_STATES],
    ):
        found[one.verdict].append(one.reminder)
    return Judgement(hushed, found)
