"""What a user wants to be told about: rules, the moments they name, channels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import time
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.model.query import Query


class Moment(Enum):
    """A point of a window that a lead is counted from."""

    FIRST = "first"
    LAST = "last"
    START = "start"
    END = "end"
    LAPSED = "lapsed"

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


_LEAD = re.compile(
    r"(?:(?P<count>[0-9]{1,4})\s*(?P<unit>min|h|d|w|mo|y)\s+(?P<side>before|after)\s+)?"
    r"(?P<moment>first|last|start|end|lapsed)"
)


@dataclass(frozen=True, slots=True)
class Lead:
    """How long before or after a moment a reminder is due.

    Attributes:
        moment: What it is counted from.
        count: How many units; 0 is the moment itself.
        unit: In which unit.
        after: Whether it is counted past the moment.
    """

    moment: Moment
    count: int = 0
    unit: Unit = Unit.DAY
    after: bool = False

    @classmethod
    def parse(cls, text: str) -> Lead:
        """Read `7d before first`, `2h before start`, `1w after last`, `first`.

        Raises:
            ValueError: It is written otherwise, or counts hours from a mere day.
        """
        match = _LEAD.fullmatch(" ".join(text.split()))
        if match is None:
            message = (
                f"cannot read the lead {text!r}: expected such as `7d before first`, "
                "`2h before start`, `1mo before last`, `lapsed` "
                "(min, h, d, w, mo, y; first, last, start, end, lapsed)"
            )
            raise ValueError(message)
        lead = cls(
            moment=Moment(match["moment"]),
            count=int(match["count"] or 0),
            unit=Unit(match["unit"] or "d"),
            after=match["side"] == "after",
        )
        if lead.moment.is_day and lead.unit.below_a_day:
            message = (
                f"{text!r} counts {lead.unit.value} from a day that has no hour; "
                f"use whole days, or count from `start` or `end`"
            )
            raise ValueError(message)
        return lead

    def __str__(self) -> str:
        if not self.count:
            return self.moment.value
        side = "after" if self.after else "before"
        return f"{self.count}{self.unit.value} {side} {self.moment.value}"


REVISIONS = (
    "new",
    "narrowed",
    "widened",
    "slipped",
    "advanced",
    "lengthened",
    "shortened",
    "confirmed",
    "postponed",
    "cancelled",
    "held",
    "contradicted",
    "resolved",
    "lapsed",
)
"""What `on` may name: the kinds of revision, and the lapse."""

NINE = time(9, 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """Which events, at which moments, through which channels.

    Attributes:
        name: Unique among the rules; part of every reminder's key.
        match: Which events.
        remind: At which moments.
        on: At which revisions.
        at: Local time of day for moments that are days.
        timezone: IANA zone of `at`, and of leads in days and longer.
        channels: Names of the channels, in the order of the file.
        path: File, relative to the data folder.
        line: Line in that file, from 1.
    """

    name: str
    match: Query
    remind: tuple[Lead, ...] = ()
    on: tuple[str, ...] = ()
    at: time = NINE
    timezone: str = "UTC"
    channels: tuple[str, ...] = ("console",)
    path: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


Setting = object  # text, a list or a mapping of the same, as YAML gives it


@dataclass(frozen=True, slots=True)
class Channel:
    """A named destination: a notifier with its settings.

    Attributes:
        name: What rules call it.
        notifier: Name of the notifier.
        settings: What the file gives it, secrets still as `${NAME}`.
        lines: Line of each setting in the file, from 1.
        path: File, relative to the data folder.
        line: Line in that file, from 1.
    """

    name: str
    notifier: str
    settings: Mapping[str, Setting] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    path: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


CONSOLE = Channel(name="console", notifier="console")
"""The channel that works with no set-up; a file may redefine it."""


@dataclass(frozen=True, slots=True)
class Alerts:
    """All that `alerts/` says.

    Attributes:
        rules: In the order of the files.
        channels: By name; `console` is always there.
    """

    rules: tuple[Rule, ...] = ()
    channels: Mapping[str, Channel] = field(
        default_factory=lambda: {CONSOLE.name: CONSOLE}
    )
