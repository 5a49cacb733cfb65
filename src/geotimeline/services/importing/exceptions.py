"""Exceptions to the rule of a series: some come alone, some are made no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from geotimeline.errors import StatementError
from geotimeline.model.belief import belief
from geotimeline.model.recurring_names import is_occurrence
from geotimeline.model.recurring_occurrences import is_given
from geotimeline.model.setting_aside import all_taken_back, only_retracts
from geotimeline.model.zones import local_time
from geotimeline.services.importing.marks import is_of, seen_of
from geotimeline.services.importing.repeating import is_older

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.formats.events.imported import Imported, Instead, Stated
    from geotimeline.model.event import Claim, Event
    from geotimeline.services.importing.marks import Whose

_RULE, _ONCE = "recurs", "FREQ=DAILY;COUNT=1"


def of_occurrence(series: Event, instead: Instead, *, now: datetime) -> Stated:
    """Say of an occurrence of a known series what an entry says that came alone.

    Args:
        series: The event that comes again.
        instead: What the entry says, and of which occurrence.
        now: The present instant, in UTC.

    Raises:
        StatementError: The rule of the series gives no such occurrence.
    """
    moment = instead.moment
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        moment = local_time(moment, series.timezone)
    day = moment.date() if isinstance(moment, datetime) else moment
    believed = belief(series, as_of=now)
    if not is_given(series, believed, day):
        what = f"an occurrence of {series.id}"
        reason = f"{series.recurs} gives none on {day}"
        raise StatementError(what, ("recurs", reason))
    return replace(instead.stated, occurrence=day.isoformat())


def as_before(event: Event, imported: Imported) -> Imported:
    """Let what was a series come once, where claims speak of its occurrences.

    They could not stand in the file of an event without a rule.

    Args:
        event: As it is.
        imported: What its calendar says of it now.
    """
    was_series = _RULE in seen_of(event) and imported.instead is None
    if not was_series or _RULE in imported.details:
        return imported
    if not any(is_occurrence(event, claim.milestone) for claim in event.claims):
        return imported
    details = {**imported.details, _RULE: _ONCE}
    return replace(imported, details=details, gives=lambda _: False)


def exceptions_lifted(
    event: Event, imported: Imported, whose: Whose, *, today: date
) -> Iterator[Stated]:
    """Take back what a calendar said of occurrences and says no longer.

    They are as the rule gives them again. What a later revision said stays; and so
    does what is over, since many calendars drop it, unless the rule has changed and
    gives no such occurrence.

    Args:
        event: As it is.
        imported: What the calendar says of it now.
        whose: From which calendar and entry.
        today: The present day, in UTC.
    """
    if imported.gives is None:
        return
    series = imported.stated[0]
    mentioned = {stated.occurrence for stated in imported.stated}
    for day, claims in _exceptions(event, whose).items():
        is_over = date.fromisoformat(day) < today and imported.gives(day)
        stays = day in mentioned or is_over or is_older(claims[-1], series)
        if not (stays or all_taken_back(claims)):
            yield _taken_back(day, claims, series)


def _exceptions(event: Event, whose: Whose) -> dict[str, list[Claim]]:
    """Give the claims of a calendar about single occurrences, by their days."""
    found: dict[str, list[Claim]] = {}
    for claim in event.claims:
        if is_occurrence(event, claim.milestone) and is_of(claim, whose):
            found.setdefault(claim.milestone, []).append(claim)
    return found


def _taken_back(day: str, claims: list[Claim], series: Stated) -> Stated:
    """Retract all of them: what a retracted claim had replaced would count again."""
    said = {name: series.fields.get(name, "") for name in ("by", "said")}
    ids = [claim.id for claim in claims if not only_retracts(claim)]
    given = {name: value for name, value in said.items() if value}
    return replace(series, fields={**given, "retracts": ids}, occurrence=day)
