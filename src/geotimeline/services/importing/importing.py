"""Bring what another program's file says into the data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.errors import (
    DataError,
    FileWriteError,
    NotFoundError,
    Problem,
    StatementError,
)
from geotimeline.services.data.loading import EVENTS, read
from geotimeline.services.importing.comparing import gone, with_turns
from geotimeline.services.importing.outcomes import Import, Taken
from geotimeline.services.importing.taking import Desk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from geotimeline.formats.events.imported import Imported, Reading
    from geotimeline.model.belief import Belief
    from geotimeline.services.data.loading import Loaded
    from geotimeline.services.importing.terms import Terms


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
    desk = Desk.at(found.loaded, terms, now, believed)
    taken: list[Taken] = []
    refused = list(reading.refused)
    for imported in reading.events:
        try:
            taken.append(desk.take(imported))
        except (StatementError, FileWriteError, NotFoundError) as error:
            refused.append(_problem(reading, imported, error))
    after = desk.drafts.timeline
    told = with_turns(taken, found.loaded.timeline, after, now=now)
    lost: Iterable[Taken] = ()
    if _names_all(reading, terms):
        key = terms.origin.key
        lost = gone(found.loaded.timeline, key, reading.mentioned, now=now)
    return Import((*told, *lost), desk.drafts.changes, tuple(refused), reading.noted)


def _names_all(reading: Reading, terms: Terms) -> bool:
    """Whether what a file does not mention is not there any more.

    Some calendars on the web call themselves messages, and are whole all the same.
    """
    return not (reading.is_cut or (reading.is_message and not terms.origin.url))


def _believed(loaded: Loaded, now: datetime) -> Mapping[str, Mapping[str, Belief]]:
    """Give what is believed of each milestone, by event."""
    found: dict[str, dict[str, Belief]] = {}
    for row in loaded.timeline.rows(as_of=now):
        found.setdefault(row.event.id, {})[row.belief.milestone] = row.belief
    return found


def _problem(reading: Reading, imported: Imported, error: Exception) -> Problem:
    return Problem(reading.path, imported.line, f"UID {imported.uid}", str(error))
