"""From entries to events: which ones belong together, which come again, day by day."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from geotimeline.formats.events.imported import Imported, Instead
from geotimeline.formats.foreign_ical.claims import (
    claim_of,
    claim_with_details,
    claims_of_occurrences,
)
from geotimeline.formats.foreign_ical.components import texts
from geotimeline.formats.foreign_ical.details import details_of
from geotimeline.formats.foreign_ical.moments import day_of, edtf_of
from geotimeline.formats.foreign_ical.repeating import MOST
from geotimeline.formats.foreign_ical.spans import span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from geotimeline.formats.foreign_ical.entries import Entry
    from geotimeline.formats.foreign_ical.moments import Moment
    from geotimeline.formats.foreign_ical.notices import Notices
    from geotimeline.formats.foreign_ical.repeating import Repeats


@dataclass(frozen=True, slots=True)
class Gathering:
    """Makes events of the entries of one file.

    Attributes:
        today: Around which day occurrences are taken one by one.
        notices: Is told of what is left out.
        dissolved: UIDs of series that were taken one by one: there is no event of
            that identity (any more).
    """

    today: date
    notices: Notices
    dissolved: set[str] = field(default_factory=set)

    def events(self, entries: Iterable[Entry]) -> Iterator[Imported]:
        """Give the events, in the order in which their first entries stand."""
        by_uid: dict[str, list[Entry]] = {}
        for entry in _with_uids([*entries]):
            by_uid.setdefault(entry.uid, []).append(entry)
        for group in by_uid.values():
            whole = [one for one in group if one.instead_of is None]
            single = _newest_of_each([one for one in group if one.instead_of])
            masters = [*self._apart(whole)]
            for master in masters:
                yield from self._of(master, single)
            if not any(one.repeats for one in masters):
                yield from map(self._without_series, single)

    def _apart(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        """Give the newest of entries that share a UID: all that are equally new."""
        if not entries:
            return
        newest = max(one.newness for one in entries)
        kept = {_content(one): one for one in entries if one.newness == newest}
        first, *others = kept.values()
        if any(one.newness != newest for one in entries):
            message = "older revisions of it in the same file were left out"
            self.notices.odd(first.part.number, message, first.where)
        yield first
        taken = {first.uid}
        for one in others:
            start = edtf_of(one.start) if one.start else "undated"
            uid = f"{one.uid}+{start}"
            if uid in taken:
                message = "another entry has its UID and its start"
                self.notices.refuse(one.part.number, one.where, message)
                continue
            taken.add(uid)
            message = f"another entry has its UID; it was taken as {uid}"
            self.notices.odd(one.part.number, message, one.where)
            yield replace(one, uid=uid)

    def _of(self, master: Entry, single: Sequence[Entry]) -> Iterator[Imported]:
        if master.repeats is None:
            yield self._event(master)
        elif master.repeats.rule is not None:
            yield from self._series(master, master.repeats, single)
        else:
            self.dissolved.add(master.uid)
            yield from self._one_by_one(master, single)

    def _series(
        self, master: Entry, repeats: Repeats, single: Sequence[Entry]
    ) -> Iterator[Imported]:
        """Give a series, and what comes besides its rule as events of their own."""
        besides = repeats.besides
        instead = {
            repeats.like_start(one.instead_of): one for one in single if one.instead_of
        }
        of_rule = [one for moment, one in instead.items() if moment not in besides]
        found = self._event(master)
        of_days = claims_of_occurrences(master, of_rule, self.notices)
        stated = (*found.stated, *of_days)
        yield replace(found, stated=stated, gives=repeats.gives)
        for moment in besides:
            yield self._alone(instead.get(moment) or _on(master, moment))

    def _one_by_one(self, master: Entry, single: Sequence[Entry]) -> Iterator[Imported]:
        """Give a series that no rule of ours can say as events of their own."""
        repeats, where = master.repeats, master.where
        if repeats is None:
            return
        try:
            moments = repeats.one_by_one(self.today)
        except ValueError as error:
            self.notices.refuse(master.part.number, where, str(error))
            return
        instead = {
            repeats.like_start(one.instead_of): one for one in single if one.instead_of
        }
        message = (
            "no rule of ours says how it comes again; its occurrences near "
            f"{self.today} were taken one by one ({len(moments)}, at most {MOST})"
        )
        self.notices.odd(master.part.number, message, where)
        for moment in moments:
            if moment not in instead:
                yield self._alone(_on(master, moment))
        yield from map(self._alone, instead.values())

    def _alone(self, entry: Entry) -> Imported:
        """Make an event of one occurrence, named by the day that it was to be on."""
        moment = entry.instead_of or entry.start
        name = _name(moment) if moment is not None else ""
        return replace(self._event(entry), uid=f"{entry.uid}+{name}", suffix=name[:10])

    def _without_series(self, entry: Entry) -> Imported:
        """Make an event of an occurrence whose series is not in the file."""
        found = self._alone(entry)
        if entry.instead_of is None:
            return found
        stated = claim_with_details(entry)
        instead = Instead(entry.uid, entry.instead_of, stated)
        return replace(found, instead=instead)

    def _event(self, entry: Entry) -> Imported:
        return Imported(
            uid=entry.uid,
            line=entry.part.number,
            details=details_of(entry),
            stated=(claim_of(entry),),
        )


def _with_uids(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Give entries without a UID one that outlives a move: made of the title.

    Where several share a title, of title and start.
    """
    titles = Counter(one.title for one in entries if not one.uid)
    for one in entries:
        if one.uid:
            yield one
            continue
        start = edtf_of(one.start) if one.start is not None else ""
        known_by = one.title if titles[one.title] == 1 else f"{one.title}\n{start}"
        digest = hashlib.sha256(known_by.encode(errors="replace")).hexdigest()
        yield replace(one, uid=f"no-uid-{digest[:20]}")


def _newest_of_each(entries: Iterable[Entry]) -> list[Entry]:
    """Give the newest of the entries that take the place of one occurrence."""
    found: dict[object, Entry] = {}
    for one in sorted(entries, key=lambda one: one.newness):
        found[one.instead_of] = one
    return [*found.values()]


def _content(entry: Entry) -> tuple[str, ...]:
    lines = texts(entry.part)
    return tuple(one for one in lines if not one.startswith("DTSTAMP"))


def _on(master: Entry, moment: Moment) -> Entry:
    """Give one occurrence of a series as an entry without the others."""
    span = span_of(moment, None, "")
    duration = master.span.duration
    if not duration and "/" in master.span.date and master.start is not None:
        first, last = master.span.date.split("/")
        length = type(moment).fromisoformat(last) - type(moment).fromisoformat(first)
        span = span._replace(date=f"{moment}/{day_of(moment) + length}")
    return replace(
        master, start=moment, span=span._replace(duration=duration), repeats=None
    )


def _name(moment: Moment) -> str:
    hour = moment.strftime("T%H%M") if isinstance(moment, datetime) else ""
    return day_of(moment).isoformat() + hour
