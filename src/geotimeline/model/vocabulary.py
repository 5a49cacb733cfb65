"""The field's fixed words: statuses, kinds of relation, gradings, words of a type."""

from __future__ import annotations

from enum import Enum

EVENT_ITSELF = "event"
"""The milestone that stands for the event as a whole."""

STATISTIC = "statistic"
"""The one type whose date is a period, and which never lapses."""


class Status(Enum):
    """What a claim says of an event, from rumour to outcome.

    Follows IPTC occurrence status (eventoccurstatus) and RFC 5545 §3.8.1.11.
    """

    POSSIBLE = "possible"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"

    @property
    def icalendar(self) -> str:
        """The STATUS that a VEVENT of this status bears."""
        return _ICALENDAR[self]

    @property
    def iptc(self) -> str | None:
        """The qcode in IPTC's occurrence status scheme, where there is one."""
        return _IPTC.get(self)

    @property
    def is_forecast(self) -> bool:
        """Whether it speaks of something that may still come."""
        return self in _FORECASTS


_ICALENDAR: dict[Status, str] = {
    Status.POSSIBLE: "TENTATIVE",
    Status.PLANNED: "TENTATIVE",
    Status.CONFIRMED: "CONFIRMED",
    Status.HELD: "CONFIRMED",
    Status.POSTPONED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
}
_IPTC: dict[Status, str] = {
    Status.POSSIBLE: "eventoccurstatus:eos3",
    Status.PLANNED: "eventoccurstatus:eos4",
    Status.CONFIRMED: "eventoccurstatus:eos5",
    Status.CANCELLED: "eventoccurstatus:eos6",
}
_FORECASTS = frozenset({Status.POSSIBLE, Status.PLANNED, Status.CONFIRMED})


class RelationKind(Enum):
    """How one event stands to another; the first three bound its window."""

    BEFORE = "before"
    AFTER = "after"
    PART_OF = "part-of"
    RESPONDS_TO = "responds-to"
    ANNOUNCES = "announces"


RELIABILITIES = ("A", "B", "C", "D", "E", "F")
"""Admiralty grading of a source, from completely reliable to cannot be judged."""

CREDIBILITIES = ("1", "2", "3", "4", "5", "6")
"""Admiralty grading of an item, from confirmed to truth cannot be judged."""

_HELD_WORDS = {
    "agreement": "signed",
    "announcement": "announced",
    "deadline": "passed",
    "law": "in force",
    "remark": "made",
    "report": "published",
    "sanction": "in force",
    "statement": "made",
    STATISTIC: "published",
    "tariff": "in force",
    "visit": "took place",
}


def status_words(status: Status, event_type: str) -> str:
    """Say a status in the words of an event's type: a sanction held is "in force"."""
    if status is Status.HELD:
        return _HELD_WORDS.get(event_type, "held")
    return str(status.value)
