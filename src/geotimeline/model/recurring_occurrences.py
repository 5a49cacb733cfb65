"""Occurrences of an event that comes again: each an event with claims of its own.

An occurrence bears the name of the day that the rule gives it, `2026-12-04`, whatever
becomes of its date. What is claimed of the event holds for every occurrence; a claim
about one occurrence takes the place of that.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geotimeline.edtf import parse
from geotimeline.model.duration import add_months
from geotimeline.model.recurring import LONGEST_YEARS, Start
from geotimeline.model.recurring_names import is_occurrence
from geotimeline.model.setting_aside import all_taken_back, only_retracts
from geotimeline.model.vocabulary import Status
from geotimeline.model.window_edtf import marked
from geotimeline.model.zones import local_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Claim, Event
    from geotimeline.model.window import Window

YEARS_BEHIND, YEARS_AHEAD = 1, 2
"""How far occurrences are looked at, from the day of the question."""

MOST_BEHIND, MOST_AHEAD = 20, 80
"""How many occurrences of one event are looked at."""


def start_of_series(event: Event, series: Belief | None) -> Start | None:
    """Give the first occurrence; None where it is not known to the day.

    A statistic has none: its date is a period.
    """
    if series is None or event.is_period or series.window.size != 1:
        return None
    window = series.window
    if window.instant is not None:
        local = local_time(window.instant, event.timezone)
        return Start(local.date(), local.time(), event.timezone)
    return Start(window.first, None, event.timezone) if window.first else None


def days_in_view(
    event: Event, series: Belief | None, as_of: datetime
) -> tuple[date, ...]:
    """Give the days of the occurrences near an instant, in order.

    From one year before to two years after it, at most 20 before and 80 after; the
    last before and the next after it, however far.
    """
    start = start_of_series(event, series)
    if start is None or event.recurs is None:
        return ()
    today = as_of.date()
    oldest = add_months(today, -12 * YEARS_BEHIND)
    newest = add_months(today, 12 * YEARS_AHEAD)
    # to the end of a year, so that one answer serves many instants
    days = event.recurs.days(start, newest.replace(month=12, day=31))
    if not days or days[-1] < today:
        days = event.recurs.days(start, add_months(today, 12 * LONGEST_YEARS))
    behind = [day for day in days if day < today]
    ahead = [day for day in days if day >= today]
    return (
        *([day for day in behind if day >= oldest][-MOST_BEHIND:] or behind[-1:]),
        *([day for day in ahead if day <= newest][:MOST_AHEAD] or ahead[:1]),
    )


def own_days(event: Event, as_of: datetime) -> Iterator[str]:
    """Yield the occurrences of which claims known at an instant speak.

    Those of which every word has been taken back are not among them: where the rule
    does not give them, there are none.
    """
    known: dict[str, list[Claim]] = {}
    for claim in event.claims:
        if claim.known_from <= as_of:
            known.setdefault(claim.milestone, []).append(claim)
    for milestone, claims in known.items():
        if is_occurrence(event, milestone) and not all_taken_back(claims):
            yield milestone


def is_given(event: Event, series: Belief | None, day: date) -> bool:
    """Say whether the rule gives an occurrence on a day."""
    start = start_of_series(event, series)
    if start is None or event.recurs is None:
        return False
    return day in event.recurs.days(start, day.replace(month=12, day=31))


def occurrence(event: Event, series: Belief | None, name: str) -> Event:
    """Give one occurrence as an event that has its claims alone.

    Its first occurrence may have been held: the others are planned then.

    Args:
        event: The event that comes again.
        series: What is believed of it as a whole.
        name: Day of the occurrence, `2026-12-04`.
    """
    copies: tuple[Claim, ...] = ()
    text = name
    try:
        day = date.fromisoformat(name)
    except ValueError:  # `check` tells of it
        return replace(event, claims=tuple(_own(event, name, "", ())))
    if series is not None and is_given(event, series, day):
        text = _date_text(event, series.window, day)
        copies = tuple(_copy(claim, name, text, series) for claim in series.counting)
    return replace(event, claims=(*copies, *_own(event, name, text, copies)))


def _date_text(event: Event, window: Window, day: date) -> str:
    """Write the date of an occurrence as that of the first one was known."""
    if window.instant is not None:
        hour = local_time(window.instant, event.timezone).time()
        return f"{day}T{hour.isoformat(timespec='seconds')}"
    text = str(day)
    ends, first = window.ends, window.first
    if ends is not None and ends.size == 1 and ends.first and first:
        text = f"{day}/{_later(day, ends.first - first)}"
    return marked(text, window.qualifiers)


def _later(day: date, length: timedelta) -> date:
    return day + min(length, date.max - day)


def _copy(claim: Claim, name: str, text: str, series: Belief) -> Claim:
    """Say of one occurrence what a claim says of the whole series."""
    is_first = series.window.first is not None and name == str(series.window.first)
    held_once = claim.status is Status.HELD and not is_first
    return replace(
        claim,
        milestone=name,
        date=parse(text) if claim.is_dated else None,
        follows=None,
        status=Status.PLANNED if held_once else claim.status,
    )


def _own(
    event: Event, name: str, text: str, copies: tuple[Claim, ...]
) -> Iterator[Claim]:
    """Yield the claims about an occurrence, in the place of those about the series.

    Where one gives no date, it speaks of the day that it names; unless it says that
    the occurrence was put off, or only takes another claim back.
    """
    replaced = tuple(claim.id for claim in copies)
    for claim in event.claims:
        if claim.milestone != name:
            continue
        if only_retracts(claim):
            yield claim
            continue
        silent = claim.is_dated or claim.status is Status.POSTPONED
        yield replace(
            claim,
            date=claim.date if silent or not text else parse(text),
            supersedes=(*claim.supersedes, *replaced),
        )
