"""Take one imported event after the other, as a new file or as news of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from geotimeline.errors import StatementError
from geotimeline.formats.events.change import change_fields, fields_of_event
from geotimeline.formats.events.edit import append_claim, new_event
from geotimeline.formats.events.files import SHARED_SOURCES
from geotimeline.formats.ical.identities import uid_of
from geotimeline.formats.slug import LONGEST, dateless_slug, free
from geotimeline.model.vocabulary import EVENT_ITSELF
from geotimeline.services.data.loading import EVENTS
from geotimeline.services.importing.drafts import Drafts
from geotimeline.services.importing.exceptions import as_before, of_occurrence
from geotimeline.services.importing.marks import MARK, digest, event_mark, seen_of
from geotimeline.services.importing.news import claim_fields, news_of
from geotimeline.services.importing.outcomes import Outcome, Taken
from geotimeline.services.importing.wholes import news_of_whole
from geotimeline.services.writing.drafting import DraftingTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.formats.events.imported import Imported
    from geotimeline.formats.yaml.scalars import Writable
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event
    from geotimeline.services.data.loading import Loaded
    from geotimeline.services.importing.news import News
    from geotimeline.services.importing.terms import Terms

_UNTITLED = "entry"


def known_uids(event: Event) -> Iterator[str]:
    """Give the UIDs by which calendars know an event: as written, and as exported.

    Those of events that turned out to be this one come first, since they count least.
    """
    for uid in (*(merger.uid for merger in event.merged), event.stable_uid):
        yield uid
        yield uid_of(uid, EVENT_ITSELF)


@dataclass(slots=True)
class Desk:
    """Takes one event after the other.

    Attributes:
        terms: On which terms.
        now: When we learn of it, in UTC.
        drafts: The files as they would be.
        by_uid: The events that are there, or would be, by the UIDs they are known by.
        taken_ids: Ids and names of files that are in use.
        believed: What is believed of each milestone, by event; saying that again is
            no news.
    """

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
    ) -> Desk:
        """Set one up for a data folder."""
        events = loaded.timeline
        files = (loaded.folder / EVENTS).rglob("*")
        names = {*events.by_id, PurePath(SHARED_SOURCES).stem, *(f.stem for f in files)}
        by_uid = {uid: one for one in events for uid in known_uids(one)}
        drafts = Drafts(DraftingTable.of(loaded))
        return cls(terms, now, drafts, by_uid, names, believed)

    def take(self, imported: Imported) -> Taken:
        """Take an event as a new one, or as news of one that is there.

        Raises:
            StatementError: It says something that no file may say.
            FileWriteError: Its file is written so that it cannot be edited safely.
            DataError: Its file cannot be read any more.
        """
        event = self.by_uid.get(imported.uid)
        if imported.whole is not None:
            return self._whole(event, imported, imported.whole)
        if event is None and imported.instead is not None:
            series = self.by_uid.get(imported.instead.uid)
            if series is not None and series.recurs is not None:
                stated = of_occurrence(series, imported.instead, now=self.now)
                return self._known(series, replace(imported, stated=(stated,)))
        return self._new(imported) if event is None else self._known(event, imported)

    def _whole(
        self, event: Event | None, imported: Imported, whole: Mapping[str, Writable]
    ) -> Taken:
        """Take an event as it is in another data folder."""
        title = str(imported.details["title"])
        fields = {name: value for name, value in whole.items() if name != "id"}
        if event is None:
            if imported.name in self.taken_ids:
                reason = f"another event or file is called {imported.name!r}"
                raise StatementError(_the_event(title), ("id", reason))
            return self._written(imported.name, fields, title)
        theirs = self.drafts.read(f"{imported.name}.yaml", new_event(fields), title)
        text = self.drafts.text(event.path)
        sources = self.drafts.table.known_sources(text, event.id)
        news = news_of_whole(event, theirs, sources)
        taken = Taken(Outcome.UNCHANGED, event.id, event.path, event.title)
        if news.claims:
            taken = self._with_claims(taken, text, news.claims)
        return replace(taken, kept=news.differing)

    def _with_claims(
        self, taken: Taken, text: str, claims: Sequence[Mapping[str, Writable]]
    ) -> Taken:
        for claim in claims:
            text = append_claim(text, claim, taken.event_id)
        self.drafts.put(taken.path, text, f"what is new of {taken.event_id}")
        ids = tuple(str(one["id"]) for one in claims)
        return replace(taken, outcome=Outcome.CHANGED, claims=ids)

    def _new(self, imported: Imported) -> Taken:
        terms, title = self.terms, str(imported.details["title"])
        name = free(imported.name or _id(imported, title), self.taken_ids)
        claims: list[Mapping[str, Writable]] = []
        for stated in imported.stated:
            taken = [str(one["id"]) for one in claims]
            learnt = str(stated.fields.get("recorded", ""))
            claims.append(claim_fields(stated, terms, self.now, taken, recorded=learnt))
        fields = self._fields(imported, name) | {"claims": claims}
        return self._written(name, fields, title)

    def _written(self, name: str, fields: Mapping[str, Writable], title: str) -> Taken:
        path = f"{self.terms.folder}/{name}.yaml"
        self.drafts.put(path, new_event(fields), _the_event(title), is_new=True)
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
        imported = as_before(event, imported)
        news = news_of(event, imported, self.terms, self.now, believed)
        taken = Taken(Outcome.UNCHANGED, event.id, event.path, event.title)
        if not (news.claims or news.details):
            return taken
        text = self.drafts.text(event.path)
        changes, kept = _mergeable(text, event, news)
        if news.details:
            mark = {MARK: event_mark(self.terms.origin.key, imported.details)}
            text = change_fields(text, changes | mark, event.id)
        found = self._with_claims(taken, text, news.claims)
        return replace(found, details=tuple(changes), kept=kept)


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


def _the_event(title: str) -> str:
    return f"the event {title!r}"
