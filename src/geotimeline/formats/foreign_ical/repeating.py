"""How an entry comes again: by a rule that an event file can hold, or day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import filterfalse, islice, product
from typing import TYPE_CHECKING

from geotimeline.formats.foreign_ical.moments import Moment, day_of, is_day
from geotimeline.formats.foreign_ical.zones import zone_name
from geotimeline.model.recurring import Recurrence, Start

if TYPE_CHECKING:
    from collections.abc import Sequence

BEHIND, AHEAD = timedelta(days=366), timedelta(days=2 * 366)
"""How far days are taken one by one, from the day of the import."""

MOST = 200
"""How many days of one entry are taken one by one."""

_OF_THE_HOUR = ("BYHOUR", "BYMINUTE", "BYSECOND")
_WITHIN_A_DAY = ("HOURLY", "MINUTELY", "SECONDLY")
_MOST_A_DAY = 96


@dataclass(frozen=True, slots=True)
class Repeats:
    """Everything that an entry says of coming again.

    Attributes:
        start: Its first occurrence.
        rules: Its RRULEs, as they stand.
        dates: Further occurrences (RDATE).
        without: Occurrences that will not be (EXDATE).
        rules_without: Rules for such (EXRULE, of RFC 2445).
    """

    start: Moment
    rules: tuple[str, ...]
    dates: tuple[Moment, ...] = ()
    without: tuple[Moment, ...] = ()
    rules_without: tuple[str, ...] = ()

    @property
    def rule(self) -> Recurrence | None:
        """The one rule that it follows, or None where no event file could hold it.

        A rule that does not give the first occurrence is none of ours: what comes then
        is undefined (RFC 5545 §3.8.5.3), and `check` asks for another.
        """
        if len(self.rules) != 1 or self.rules_without:
            return None
        start = self.start
        if isinstance(start, datetime) and start.tzinfo and not _is_named(start):
            return None
        try:
            found = Recurrence.parse(self.rules[0])
        except ValueError:
            return None
        return found if found.fits(day_of(start)) else None

    def gives(self, day: str) -> bool:
        """Whether its one rule gives an occurrence on a day, `2026-12-04`."""
        asked, rule = date.fromisoformat(day), self.rule
        return rule is not None and asked in rule.days(_start(self.start), asked)

    @property
    def besides(self) -> tuple[Moment, ...]:
        """The further occurrences that its one rule does not give, in order."""
        found = {*map(self.like_start, self.dates)} - {
            *map(self.like_start, self.without)
        }
        off = {day_of(one) for one in self.without if is_day(one)}
        kept = [one for one in found if day_of(one) not in off]
        return tuple(sorted(filterfalse(self._is_of_rule, kept), key=_order)[:MOST])

    def _is_of_rule(self, moment: Moment) -> bool:
        day = day_of(moment)
        if is_day(self.start) or is_day(moment):
            return self.gives(day.isoformat())
        return self.gives(day.isoformat()) and _hour(moment) == _hour(self.start)

    def one_by_one(self, today: date) -> tuple[Moment, ...]:
        """Give its occurrences near a day, in order, each as the first one is given.

        Raises:
            ValueError: A rule cannot be followed; the text says why.
        """
        found = {self.start, *map(self.like_start, self.dates)}
        for rule in self.rules:
            found |= {*_given(rule, self.start, today + AHEAD)}
        for rule in self.rules_without:
            found -= {*_given(rule, self.start, today + AHEAD)}
        days = {one for one in self.without if is_day(one)}
        hours = {*map(self.like_start, self.without)} - days
        kept = [
            one
            for one in found - hours
            if day_of(one) not in days
            and today - BEHIND <= day_of(one) <= today + AHEAD
        ]
        return tuple(sorted(kept, key=_order)[:MOST])

    def like_start(self, moment: Moment) -> Moment:
        """Give a moment as a day, or in the zone of the start, as the start is."""
        if is_day(self.start):
            return day_of(moment)
        if not isinstance(moment, datetime) or not isinstance(self.start, datetime):
            return moment
        zone = self.start.tzinfo
        if moment.tzinfo is None or zone is None:
            return moment.replace(tzinfo=zone)
        return moment.astimezone(zone)


def _order(moment: Moment) -> tuple[date, time]:
    """Give a sort key: days without an hour come before the hours of that day."""
    return day_of(moment), _hour(moment)


def _hour(moment: Moment) -> time:
    return moment.time() if isinstance(moment, datetime) else time()


def _is_named(start: datetime) -> bool:
    return start.tzinfo is UTC or bool(zone_name(start.tzinfo))


def _given(rule: str, start: Moment, last: date) -> Sequence[Moment]:
    """Give what a rule gives, hours and all, in order."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";") if part)
    if parts.get("FREQ") in _WITHIN_A_DAY:
        message = f"it comes again {parts['FREQ'].lower()}, which is no event"
        raise ValueError(message)
    named = {name: parts.pop(name) for name in _OF_THE_HOUR if name in parts}
    count = int(parts.pop("COUNT")) if named and "COUNT" in parts else None
    if named and (is_day(start) or "BYSETPOS" in parts):
        message = f"the rule {rule!r} cannot be followed"
        raise ValueError(message)
    recurrence = Recurrence.parse(";".join("=".join(part) for part in parts.items()))
    days = recurrence.days(_start(start), last)
    found = [one for day in days for one in _on_day(day, start, named)]
    return found[:count]


def _on_day(day: date, start: Moment, named: dict[str, str]) -> Sequence[Moment]:
    if not isinstance(start, datetime):
        return [day]
    own = (start.hour, start.minute, start.second)
    numbers = [
        sorted(map(int, named[name].split(","))) if name in named else [number]
        for name, number in zip(_OF_THE_HOUR, own, strict=True)
    ]
    clocks = [time(h, m, s) for h, m, s in islice(product(*numbers), _MOST_A_DAY)]
    found = [datetime.combine(day, clock, start.tzinfo) for clock in clocks]
    return [one for one in found if one >= start]


def _start(start: Moment) -> Start:
    if not isinstance(start, datetime):
        return Start(start)
    return Start(start.date(), start.time(), zone_name(start.tzinfo) or "UTC")
