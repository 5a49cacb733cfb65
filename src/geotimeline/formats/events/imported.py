"""What another program's file says of an event, in the fields of our own files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from geotimeline.errors import Problem
    from geotimeline.formats.yaml.scalars import Writable


@dataclass(frozen=True, slots=True)
class Stated:
    """One claim, as it is to be written.

    Attributes:
        fields: Date, duration, status and who said so, but no id.
        occurrence: The day of which it speaks, where the event comes again; else empty.
        sequence: Number of the revision in the other program; -1 where it counts none.
    """

    fields: Mapping[str, Writable]
    occurrence: str = ""
    sequence: int = -1


@dataclass(frozen=True, slots=True)
class Instead:
    """Of which occurrence an entry speaks that comes without its series.

    Attributes:
        uid: That of the series.
        moment: The day, or the instant, that the rule gives it; local time of the
            series where it has no zone.
        stated: What is claimed of it, with all else that the entry says.
    """

    uid: str
    moment: date | datetime
    stated: Stated


@dataclass(frozen=True, slots=True)
class Imported:
    """One event.

    Attributes:
        uid: By which the other program knows it, the same at every import.
        line: Where it stands in the other file, from 1.
        details: Title, place and the like, in the order in which they shall stand; a
            later import changes them where nobody here has.
        stated: What is claimed; a later import adds what is new.
        suffix: What its id bears behind the title; empty if nothing.
        name: Its id, where the other file gives one; else it is made of the title.
        whole: All fields of its file, where it comes from a data folder like ours;
            they are written as they are. None for others.
        gives: Whether its rule gives an occurrence on a day, `2026-12-04`; then
            `stated` says all there is to say of single ones. None where it has no
            rule, or says less.
        instead: Of which occurrence of a series it speaks, should that be known
            here; None where it speaks of none.
    """

    uid: str
    line: int
    details: Mapping[str, Writable]
    stated: tuple[Stated, ...]
    suffix: str = ""
    name: str = ""
    whole: Mapping[str, Writable] | None = None
    gives: Callable[[str], bool] | None = None
    instead: Instead | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read of a file.

    Attributes:
        path: What the file is called in messages.
        name: What the file calls itself; empty if nothing.
        events: What it holds.
        refused: Entries that cannot be taken, and why.
        noted: What was taken although something about it is odd.
        mentioned: UIDs of all that it speaks of, refused entries included.
        is_cut: Whether it is cut off, or holds nothing of its kind: what it does not
            mention may be there all the same.
        is_message: Whether it is a message about what it mentions, as invitations by
            mail are, where it comes as a file.
    """

    path: str
    name: str
    events: tuple[Imported, ...]
    refused: tuple[Problem, ...] = ()
    noted: tuple[Problem, ...] = ()
    mentioned: frozenset[str] = frozenset()
    is_cut: bool = False
    is_message: bool = False
