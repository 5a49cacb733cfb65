"""What will be sent, when, why and to whom; nothing is sent and no ledger is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.planning.plan import NotPlanned, not_planned, plan_rows
from geotimeline.services.delivering.holding_back import HoldingBack
from geotimeline.services.reminding.gatherers import gatherer_ahead
from geotimeline.services.reminding.gathering import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from geotimeline.model.timeline import Row
    from geotimeline.planning.reminders import Reminder
    from geotimeline.planning.rules import Rule
    from geotimeline.services.data.loading import Loaded


@dataclass(frozen=True, slots=True)
class Forecast:
    """The plan for a span of time.

    Attributes:
        reminders: In the order in which they are due.
        rows: What is believed, by event id and milestone.
        not_planned: Moments that rules name and events do not have, with the reason.
        watching: Names of rules that also tell revisions, when they become known.
        unasked: Ids of events that no rule asks for, in the order of the timeline.
        digests: When that is told which is told together with others, by key.
    """

    reminders: tuple[Reminder, ...]
    rows: dict[tuple[str, str], Row]
    not_planned: tuple[NotPlanned, ...]
    watching: tuple[str, ...]
    unasked: tuple[str, ...]
    digests: Mapping[str, datetime]


def forecast(
    loaded: Loaded, *, since: datetime, until: datetime, as_of: datetime
) -> Forecast:
    """Plan a span of time, since ≤ due < until, with what is known at `as_of`."""
    rows = loaded.timeline.rows(as_of=as_of)
    rules = loaded.alerts.rules
    reminders = plan_rows(rows, rules, since=since, until=until, wishes=loaded.wishes)
    return Forecast(
        reminders=reminders,
        rows={(row.event.id, row.belief.milestone): row for row in rows},
        not_planned=not_planned(rows, rules),
        watching=tuple(rule.name for rule in rules if rule.on),
        unasked=_unasked(rows, rules),
        digests=_digests(loaded, reminders),
    )


def _digests(loaded: Loaded, reminders: Iterable[Reminder]) -> Mapping[str, datetime]:
    quiet = HoldingBack(loaded.alerts)
    candidates = (
        Candidate(
            one.key,
            one.identity,
            since=one.due_at,
            at=quiet.not_before(one.identity, one.due_at, expires_at=one.expires_at),
            expires_at=one.expires_at,
        )
        for one in reminders
    )
    wanted = gatherer_ahead(loaded).wanted(candidates)
    return {key: digest.due_at for digest in wanted for key in digest.members}


def _unasked(rows: Sequence[Row], rules: Sequence[Rule]) -> tuple[str, ...]:
    asked = {
        row.event.id
        for row in rows
        if any(rule.match.matches(row.event, row.belief) for rule in rules)
    }
    found = dict.fromkeys(row.event.id for row in rows)
    return tuple(event for event in found if event not in asked)
