"""What a user wants to be told about: rules, the moments they name, channels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import time
from enum import Enum
from typing import TYPE_CHECKING

from geotimeline.model.vocabulary import Status
from geotimeline.planning.feeds import ALL
from geotimeline.planning.recipients import Address, Recipient, addresses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.model.query import Query
    from geotimeline.planning.digests import Digest
    from geotimeline.planning.escalating import Escalation
    from geotimeline.planning.falling_back import Fallback
    from geotimeline.planning.feeds import Feed
    from geotimeline.planning.limiting import RateLimit
    from geotimeline.planning.quiet import QuietHours
    from geotimeline.planning.repeating import Repeat
    from geotimeline.planning.templates import Template
    from geotimeline.planning.triggers import Trigger


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


class Priority(Enum):
    """How loud a rule is; high and urgent break quiet hours."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"

    @property
    def rank(self) -> int:
        """Give what the ledger orders by, higher first; normal is 0."""
        return {"low": -1, "normal": 0, "high": 1, "urgent": 2}[self.value]

    @property
    def is_loud(self) -> bool:
        """Whether it does not wait for the end of quiet hours."""
        return self.rank > 0


NINE = time(9, 0)
LAPSE = Lead(Moment.LAPSED)


@dataclass(frozen=True, slots=True)
class Rule:
    """Which events, at which moments, through which channels.

    Attributes:
        name: Unique among the rules; part of every reminder's key.
        match: Which events.
        remind: At which moments.
        on: At which revisions and lapses.
        at: Local time of day for moments that are days.
        timezone: IANA zone of `at`, and of leads in days and longer.
        channels: Names of the channels, in the order of the file.
        priority: How loud it is.
        repeat: How often what it tells is said again; None for never.
        escalate: Who else is told when nobody acknowledges, the shortest wait first.
        template: How its messages are worded; as their channel says if empty.
        digest: How its messages are told together; None where others say.
        to: Who is told, each at `at` in their own zone; nobody by name if empty.
        path: File, relative to the data folder.
        line: Line in that file, from 1.
    """

    name: str
    match: Query
    remind: tuple[Lead, ...] = ()
    on: tuple[Trigger, ...] = ()
    at: time = NINE
    timezone: str = "UTC"
    channels: tuple[str, ...] = ("console",)
    to: tuple[Recipient, ...] = ()
    priority: Priority = Priority.NORMAL
    repeat: Repeat | None = None
    escalate: tuple[Escalation, ...] = ()
    template: str = ""
    digest: Digest | None = None
    path: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def leads(self) -> tuple[Lead, ...]:
        """What it reminds of, a lapse named under `on` included, each once."""
        lapse = [LAPSE for trigger in self.on if trigger.kind is None]
        return tuple({str(lead): lead for lead in (*self.remind, *lapse)}.values())

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Where its messages go, each place once."""
        return addresses(self.to, channels=self.channels, timezone=self.timezone)


Setting = object  # text, a list or a mapping of the same, as YAML gives it


@dataclass(frozen=True, slots=True)
class Channel:
    """A named destination: a notifier with its settings.

    Attributes:
        name: What rules call it.
        notifier: Name of the notifier.
        settings: What the file gives it, secrets still as `${NAME}`.
        quiet: When nothing is to be sent through it.
        template: How its messages are worded, unless their rule says otherwise; as
            usual if empty.
        digest: How its messages are told together; None where others say.
        limits: How much it may be given in how long a span; all of them hold.
        fallback: Where messages go that it does not take; None for nowhere.
        lines: Line of each of its fields in the file, from 1.
        path: File, relative to the data folder.
        line: Line in that file, from 1.
    """

    name: str
    notifier: str
    settings: Mapping[str, Setting] = field(default_factory=dict)
    quiet: QuietHours | None = None
    template: str = ""
    digest: Digest | None = None
    limits: tuple[RateLimit, ...] = ()
    fallback: Fallback | None = None
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
        recipients: By name.
        feeds: By name; `all` is always there.
        templates: By name.
    """

    rules: tuple[Rule, ...] = ()
    channels: Mapping[str, Channel] = field(
        default_factory=lambda: {CONSOLE.name: CONSOLE}
    )
    recipients: Mapping[str, Recipient] = field(default_factory=dict)
    feeds: Mapping[str, Feed] = field(default_factory=lambda: {ALL.name: ALL})
    templates: Mapping[str, Template] = field(default_factory=dict)
