"""The claims that an entry makes: when it is, which of its days are off or moved."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.formats.events.imported import Stated
from geotimeline.formats.foreign_ical import texts
from geotimeline.formats.foreign_ical.details import kept, status_of
from geotimeline.formats.foreign_ical.moments import day_of, edtf_of
from geotimeline.formats.ical.kept_lines import KEPT
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from geotimeline.formats.foreign_ical.entries import Entry
    from geotimeline.formats.foreign_ical.moments import Moment
    from geotimeline.formats.foreign_ical.notices import Notices
    from geotimeline.formats.foreign_ical.repeating import Repeats
    from geotimeline.formats.yaml.scalars import Writable

_MAILTO = re.compile("mailto:", re.IGNORECASE)


def claim_of(entry: Entry) -> Stated:
    """Give what an entry says of its own date, as its organizer or calendar says."""
    dated = {"date": entry.span.date, "duration": entry.span.duration}
    return _stated(entry, dated | {"quote": entry.quote})


def claims_of_occurrences(
    master: Entry, others: Sequence[Entry], notices: Notices
) -> Iterator[Stated]:
    """Give what is said of single occurrences of a series: moved, changed, called off.

    Args:
        master: The series.
        others: What takes the place of one of its occurrences.
        notices: Is told of occurrences that the rule does not give.
    """
    repeats = master.repeats
    if repeats is None or repeats.rule is None:
        return
    moved = {_day(one.instead_of, repeats): one for one in others if one.instead_of}
    off = {_day(one, repeats): one for one in repeats.without}
    for day in sorted({*moved, *off}):
        if not repeats.gives(day):
            line = moved[day].part.number if day in moved else master.part.number
            message = f"its rule gives no occurrence on {day}; it was left out"
            notices.odd(line, message, master.where)
        elif day in moved:
            _tell_of_the_rest(moved[day], notices)
            yield _moved(moved[day], day, master)
        else:
            yield _off(master, off[day], day)


def _day(moment: Moment, repeats: Repeats) -> str:
    return day_of(repeats.like_start(moment)).isoformat()


def claim_with_details(entry: Entry, as_ever: Collection[str] = ()) -> Stated:
    """Give what an entry says of its own date, and the lines that no field says.

    Args:
        entry: The entry.
        as_ever: Lines that say nothing new.
    """
    said = claim_of(entry)
    own = [line for line in kept(entry, ()) if line not in as_ever]
    lines = {KEPT: own} if own else {}
    return replace(said, fields={**said.fields, **lines})


def _moved(entry: Entry, day: str, master: Entry) -> Stated:
    said = claim_with_details(entry, {line.text for line in master.part.lines})
    return replace(said, occurrence=day)


def _tell_of_the_rest(entry: Entry, notices: Notices) -> None:
    """Tell of an exception that is meant for what follows, too (RFC 5545 §3.2.13)."""
    line = entry.part.first("RECURRENCE-ID")
    if line is not None and line.parameter("RANGE"):
        message = "it changes all that follow; only this one was taken so"
        notices.odd(entry.part.number, message, entry.where)


def _off(master: Entry, moment: Moment, day: str) -> Stated:
    fields: dict[str, Writable] = {
        "status": Status.CANCELLED.value,
        "by": _speaker(master),
        "said": master.modified,
        "quote": f"EXDATE {edtf_of(moment)}",
    }
    given = {name: value for name, value in fields.items() if value}
    return Stated(given, day, master.sequence)


def _stated(entry: Entry, dated: dict[str, str]) -> Stated:
    status = status_of(entry)
    fields: dict[str, Writable] = {
        "date": dated["date"],
        "duration": dated["duration"],
        "status": "" if status is Status.PLANNED else status.value,
        "by": _speaker(entry),
        "said": entry.modified,
        "quote": dated["quote"],
    }
    given = {name: value for name, value in fields.items() if value}
    return Stated(given, sequence=entry.sequence)


def _speaker(entry: Entry) -> str:
    line = entry.part.first("ORGANIZER")
    if line is None:
        return entry.calendar
    address = _MAILTO.sub("", line.value.strip(), count=1)
    return texts.line(line.parameter("CN")) or texts.line(address) or entry.calendar
