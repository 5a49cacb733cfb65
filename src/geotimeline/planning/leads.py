"""Leads: how long before or after a moment of an event a reminder is due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Mapping


class Moment(Enum):
    """A point in the life of an event that a lead is counted from."""

    FIRST = "first"
    LAST = "last"
    START = "start"
    END = "end"
    LAPSED = "lapsed"
    STALE = "stale"
    MISSING = "missing"

    @property
    def is_day(self) -> bool:
        """Whether it is a day, told at the rule's hour, and not an instant."""
        return self not in (Moment.START, Moment.END)


class Unit(Enum):
    """What a lead is counted in; days and longer keep local wall time."""

    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    WEEK = "w"
    MONTH = "mo"
    YEAR = "y"

    @property
    def below_a_day(self) -> bool:
        """Whether it counts exact time, which a day alone does not have."""
        return self in (Unit.MINUTE, Unit.HOUR)


_LENGTH = r"(?P<count>[0-9]{1,4})\s*(?P<unit>min|h|d|w|mo|y)"


_COUNTED = re.compile(
    rf"(?:{_LENGTH} (?P<side>before|after) )?(?P<moment>first|last|start|end|lapsed)"
    r"(?: unless (?P<unless>[a-z]+))?"
)


_QUIET = re.compile(rf"(?P<moment>stale|missing)(?: {_LENGTH})?")


_USUAL_DAYS = {Moment.STALE: 60, Moment.MISSING: 14}


@dataclass(frozen=True, slots=True)
class Lead:
    """How long before or after a moment a reminder is due.

    Attributes:
        moment: What it is counted from.
        count: How many units; 0 is the moment itself.
        unit: In which unit.
        after: Whether it is counted past the moment.
        unless: Nothing is due where the event has this status.
    """

    moment: Moment
    count: int = 0
    unit: Unit = Unit.DAY
    after: bool = False
    unless: Status | None = None

    @classmethod
    def parse(cls, text: str) -> Lead:
        """Read `7d before first`, `2h before start`, `1w after last unless held`.

        Also `first` and `lapsed` alone; `stale 60d`, no new claim for so long; and
        `missing 14d`, what the event expects has not come so long before its first
        possible day.

        Raises:
            ValueError: It is written otherwise, or counts hours from a mere day.
        """
        plain = " ".join(text.split())
        match = _COUNTED.fullmatch(plain) or _QUIET.fullmatch(plain)
        if match is None:
            raise ValueError(_wrong_lead(text))
        lead = _lead(match.groupdict(), text)
        if lead.moment.is_day and lead.unit.below_a_day:
            message = (
                f"{text!r} counts {lead.unit.value} from a day that has no hour; "
                f"use whole days, or count from `start` or `end`"
            )
            raise ValueError(message)
        return lead

    def __str__(self) -> str:
        length = f"{self.count}{self.unit.value}"
        unless = "" if self.unless is None else f" unless {self.unless.value}"
        if self.moment in _USUAL_DAYS:
            return f"{self.moment.value} {length}"
        if not self.count:
            return f"{self.moment.value}{unless}"
        side = "after" if self.after else "before"
        return f"{length} {side} {self.moment.value}{unless}"


def _lead(parts: Mapping[str, str | None], text: str) -> Lead:
    moment = Moment(parts["moment"])
    usual = _USUAL_DAYS.get(moment, 0)
    unless = parts.get("unless")
    statuses = [status.value for status in Status]
    if unless is not None and unless not in statuses:
        message = f"{text!r}: after `unless` expected one of {', '.join(statuses)}"
        raise ValueError(message)
    return Lead(
        moment=moment,
        count=int(parts["count"]) if parts["count"] else usual,
        unit=Unit(parts["unit"] or "d"),
        after=moment is Moment.STALE or parts.get("side") == "after",
        unless=None if unless is None else Status(unless),
    )


def _wrong_lead(text: str) -> str:
    return (
        f"cannot read the lead {text!r}: expected such as `7d before first`, "
        "`2h before start`, `1mo before last`, `1d after last unless held`, `lapsed`, "
        "`stale 60d`, `missing 14d` (min, h, d, w, mo, y; first, last, start, end)"
    )


LAPSE = Lead(Moment.LAPSED)
