"""Bring what another program's file says into the data folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from geotimeline.errors import (
    DataError,
    FileWriteError,
    NotFoundError,
    Problem,
    StatementError,
)
from geotimeline.formats.ical.identities import uid_of
from geotimeline.formats.slug import LONGEST, dateless_slug, free
from geotimeline.formats.yaml_change import change_fields, fields_of_event
from geotimeline.formats.yaml_edit import append_claim, new_event
from geotimeline.formats.yaml_events import SHARED_SOURCES
from geotimeline.model.vocabulary import EVENT_ITSELF
from geotimeline.services.drafting import DraftingTable
from geotimeline.services.importing.comparing import gone, with_turns
from geotimeline.services.importing.drafts import Drafts
from geotimeline.services.importing.marks import MARK, digest, event_mark, seen_of
from geotimeline.services.importing.news import claim_fields, news_of
from geotimeline.services.importing.outcomes import Import, Outcome, Taken
from geotimeline.services.loading import EVENTS, read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from geotimeline.formats.imported import Imported, Reading
    from geotimeline.formats.yaml_scalars import Writable
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event
    from geotimeline.services.importing.news import News
    from geotimeline.services.importing.terms import Terms
    from geotimeline.services.loading import Loaded

_UNTITLED = "entry"


def importing(folder: Path, reading: Reading, terms: Terms, *, now: datetime) -> Import:
    """Prepare an import; `write_together` of its changes writes it.

    Args:
        folder: The data folder.
        reading: What was read of the other file.
        terms: From where it comes, and as what it is taken.
        now: The present instant, in UTC; from then on it counts as known.

    Raises:
        NotFoundError: The folder has no events/.
        DataError: There are problems in events/: an event that cannot be read could be
            one of those that come.
    """
    found = read(folder)
    own = tuple(one for one in found.problems if one.path.startswith(f"{EVENTS}/"))
    if own:
        raise DataError(own)
    believed = _believed(found.loaded, now) if terms.restates else {}
    desk = _Desk.at(found.loaded, terms, now, believed)
    taken: list[Taken] = []
    refused = list(reading.refused)
    for imported in reading.events:
        try:
            taken.append(desk.take(imported))
        except (StatementError, FileWriteError, NotFoundError) as error:
            refused.append(_problem(reading, imported, error))
    after = desk.drafts.timeline
    told = with_turns(taken, found.loaded.timeline, after, now=now)
    lost = gone(found.loaded.timeline, terms.origin.key, reading.mentioned, now=now)
    return Import((*told, *lost), desk.drafts.changes, tuple(refused), reading.noted)


def known_uids(event: Event) -> tuple[str, str]:
    """Give the UIDs by which calendars know an event: as written, and as exported."""
    return event.stable_uid, uid_of(event.stable_uid, EVENT_ITSELF)


@dataclass(slots=True)
class _Desk:
    """Takes one event after the other."""

    terms: Terms
    now: datetime
    drafts: Drafts
    by_uid: dict[str, Event]
    taken_ids: set[str]
    believed: Mapping[str, Mapping[str, Belief]]

    @classmethod
    def at(
        cls,
        loaded: Loaded,
        terms: Terms,
        now: datetime,
        believed: Mapping[str, Mapping[str, Belief]],
    ) -> _Desk:
        events = loaded.timeline
        files = (loaded.folder / EVENTS).rglob("*")
        names = {*events.by_id, PurePath(SHARED_SOURCES).stem, *(f.stem for f in files)}
        by_uid = {uid: one for one in events for uid in known_uids(one)}
        drafts = Drafts(DraftingTable.of(loaded))
        return cls(terms, now, drafts, by_uid, names, believed)

    def take(self, imported: Imported) -> Taken:
        """Take an event as a new one, or as news of one that is there."""
        event = self.by_uid.get(imported.uid)
        return self._new(imported) if event is None else self._known(event, imported)

    def _new(self, imported: Imported) -> Taken:
        terms, title = self.terms, str(imported.details["title"])
        name = free(imported.name or _id(imported, title), self.taken_ids)
        claims: list[Mapping[str, Writable]] = []
        for stated in imported.stated:
            taken = [str(one["id"]) for one in claims]
            learnt = str(stated.fields.get("recorded", ""))
            claims.append(claim_fields(stated, terms, self.now, taken, recorded=learnt))
        text = new_event(self._fields(imported, name) | {"claims": claims})
        path = f"{terms.folder}/{name}.yaml"
        self.drafts.put(path, text, f"the event {title!r}", is_new=True)
        self.taken_ids.add(name)
        (event,) = self.drafts.events[path]
        self.by_uid |= dict.fromkeys(known_uids(event), event)
        ids = tuple(claim.id for claim in event.claims)
        return Taken(Outcome.NEW, name, path, event.title, ids)

    def _fields(self, imported: Imported, name: str) -> dict[str, Writable]:
        terms, details = self.terms, dict(imported.details)
        mark = event_mark(terms.origin.key, imported.details)
        tags = (*details.get("tags", ()), *terms.tags)
        own = {name: details.pop(name) for name in [*details] if name.startswith("x-")}
        head = {"title": details.pop("title"), "type": details.pop("type")}
        head["type"] = terms.type or head["type"]
        details |= {"tags": [*dict.fromkeys(tags)]} if tags else {}
        uid = {"uid": imported.uid} if imported.uid != name else {}
        return head | uid | details | own | {MARK: mark}

    def _known(self, event: Event, imported: Imported) -> Taken:
        believed = self.believed.get(event.id, {})
        news = news_of(event, imported, self.terms, self.now, believed)
        taken = Taken(Outcome.UNCHANGED, event.id, event.path, event.title)
        if not (news.claims or news.details):
            return taken
        text = self.drafts.text(event.path)
        for claim in news.claims:
            text = append_claim(text, claim, event.id)
        changes, kept = _mergeable(text, event, news)
        if news.details:
            mark = {MARK: event_mark(self.terms.origin.key, imported.details)}
            text = change_fields(text, changes | mark, event.id)
        self.drafts.put(event.path, text, f"what is new of {event.id}")
        return replace(
            taken,
            outcome=Outcome.CHANGED,
            claims=tuple(str(one["id"]) for one in news.claims),
            details=tuple(changes),
            kept=kept,
        )


def _believed(loaded: Loaded, now: datetime) -> Mapping[str, Mapping[str, Belief]]:
    """Give what is believed of each milestone, by event."""
    found: dict[str, dict[str, Belief]] = {}
    for row in loaded.timeline.rows(as_of=now):
        found.setdefault(row.event.id, {})[row.belief.milestone] = row.belief
    return found


def _mergeable(
    text: str, event: Event, news: News
) -> tuple[dict[str, Writable | None], tuple[str, ...]]:
    """Part changed details: those that nobody here has touched, and the others."""
    if not news.details:
        return {}, ()
    fields, seen = fields_of_event(text, event.id), seen_of(event)
    changes: dict[str, Writable | None] = {}
    kept: list[str] = []
    for name, value in news.details.items():
        here = digest(fields[name]) if name in fields else None
        if here == seen.get(name):
            changes[name] = value
        elif value is None or here != digest(value):
            kept.append(name)
    return changes, tuple(kept)


def _id(imported: Imported, title: str) -> str:
    name = dateless_slug(title) or _UNTITLED
    if not imported.suffix:
        return name
    return f"{name[: LONGEST - len(imported.suffix)].strip('-')}-{imported.suffix}"


def _problem(reading: Reading, imported: Imported, error: Exception) -> Problem:
    return Problem(reading.path, imported.line, f"UID {imported.uid}", str(error))
