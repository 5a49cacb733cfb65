"""Write a new event into a file of its own, and say what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from geotimeline.errors import FileWriteError, StatementError
from geotimeline.formats.events.edit import new_event
from geotimeline.formats.events.files import SHARED_SOURCES
from geotimeline.formats.slug import dateless_slug, free
from geotimeline.formats.yaml.kinds import ID_PATTERN
from geotimeline.services.data.loading import EVENTS, read
from geotimeline.services.writing.additions import Addition, addition
from geotimeline.services.writing.drafting import DraftingTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from geotimeline.formats.yaml.scalars import Writable
    from geotimeline.services.data.loading import Loaded
    from geotimeline.services.writing.statements import Statement


@dataclass(frozen=True, slots=True)
class Subject:
    """What a new event is, apart from what is claimed of it; what is unsaid is empty.

    Attributes:
        title: One line.
        type: visit, exercise, sanction, …: a word of the user's choice.
        actors: Ids of who takes part.
        place: Town or site.
        country: ISO 3166 code of where it is.
        timezone: IANA name of the zone in which its days are meant.
        tags: The user's own words.
    """

    title: str
    type: str
    actors: tuple[str, ...] = ()
    place: str = ""
    country: str = ""
    timezone: str = ""
    tags: tuple[str, ...] = ()

    def fields(self) -> dict[str, Writable]:
        """Give what is to be written, in the order in which it shall stand."""
        place = {"name": self.place, "country": self.country}
        written: dict[str, Writable] = {
            "title": self.title,
            "type": self.type,
            "actors": self.actors,
            "place": {name: value for name, value in place.items() if value},
            "timezone": self.timezone,
            "tags": self.tags,
        }
        return {name: value for name, value in written.items() if value}


def adding(
    folder: Path,
    subject: Subject,
    statement: Statement,
    *,
    event_id: str | None = None,
    now: datetime,
) -> Addition:
    """Prepare a new event; `draft.write()` of what is given writes it.

    It is written in the short form: what is stated of it becomes its claim c1.

    Args:
        folder: The data folder.
        subject: What it is.
        statement: What was said of it.
        event_id: Its id, and the name of its file; made of the title if None.
        now: The present instant, in UTC, by which is said what is overdue.

    Raises:
        NotFoundError: The folder has no events/.
        FileWriteError: There is such an event or file already; a free id is proposed.
        StatementError: It says something that no file may say.
    """
    found = read(folder)
    table = DraftingTable.of(found.loaded)
    sources = table.known_sources()
    what = f"the event {subject.title!r}"
    name = dateless_slug(subject.title) if event_id is None else event_id
    faults = [*statement.faults(sources), *_wrong_id(name)]
    if faults:
        raise StatementError(what, *faults)
    path = f"{EVENTS}/{name}.yaml"
    _require_new(found.loaded, name, path)
    text = new_event(subject.fields() | statement.fields(sources))
    draft = table.draft(path, None, text, what)
    (claim,) = draft.after.event(name).claims
    return addition(draft, found, name, claim.id, now=now)


def _wrong_id(name: str) -> Iterator[tuple[str, str]]:
    if not name:
        yield "id", "the title gives none; choose one of ASCII letters and digits"
    elif re.fullmatch(ID_PATTERN, name) is None:
        yield "id", f"{name!r} is not made of ASCII letters, digits, `-`, `_` and `.`"


def _require_new(loaded: Loaded, name: str, path: str) -> None:
    """Refuse an id that an event bears, or that a file in any state is called by."""
    by_id = loaded.timeline.by_id
    files = (loaded.folder / EVENTS).rglob("*")
    taken = {*by_id, PurePath(SHARED_SOURCES).stem, *(file.stem for file in files)}
    if name in taken:
        known = by_id.get(name)
        where = f"{known.path}:{known.line}" if known else "a file of that name"
        reason = f"the id {name!r} is taken by {where}"
        proposed = f"; --id {free(name, taken)} would be free"
        raise FileWriteError(str(loaded.folder / path), reason + proposed)
