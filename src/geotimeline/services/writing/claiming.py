"""Add a claim to an event's file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from geotimeline.errors import DataError, StatementError
from geotimeline.formats.events.edit import append_claim
from geotimeline.model.vocabulary import EVENT_ITSELF
from geotimeline.services.data.loading import read
from geotimeline.services.writing.additions import Addition, addition
from geotimeline.services.writing.drafting import DraftingTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from geotimeline.model.event import Event
    from geotimeline.services.data.loading import FolderRead
    from geotimeline.services.writing.statements import Statement

_SAYS_NOTHING = (
    "give at least one of date, status, duration, supersedes, retracts, disputes"
)


def claiming(
    folder: Path,
    event_id: str,
    statement: Statement,
    *,
    claim_id: str | None = None,
    now: datetime,
) -> Addition:
    """Prepare a claim; `draft.write()` of what is given adds it.

    Args:
        folder: The data folder.
        event_id: Which event.
        statement: What was said of it.
        claim_id: Id of the claim; one is made up if None.
        now: The present instant, in UTC, by which is said what is overdue.

    Raises:
        NotFoundError: No such folder or event; the nearest ids are named.
        StatementError: The statement says nothing, or something that no file may say.
        DataError: The event's file has problems.
        FileWriteError: The file is written so that it cannot be edited safely.
    """
    found = read(folder)
    event = _event(found, event_id)
    statement = _of_their_stage(statement, event)
    table = DraftingTable.of(found.loaded)
    text = table.text(event.path)
    sources = table.known_sources(text, event_id)
    _require(event, statement, claim_id, sources)
    name = claim_id or statement.claim_id([claim.id for claim in event.claims])
    edited = append_claim(text, {"id": name} | statement.fields(sources), event_id)
    draft = table.draft(event.path, text, edited, f"a claim to {event_id}")
    return addition(draft, found, event_id, name, now=now)


def _of_their_stage(statement: Statement, event: Event) -> Statement:
    """Let what takes claims back, and names no stage, speak of theirs."""
    taken = {*statement.supersedes, *statement.retracts}
    stages = {claim.milestone for claim in event.claims if claim.id in taken}
    if statement.milestone or len(stages) != 1 or stages == {EVENT_ITSELF}:
        return statement
    return replace(statement, milestone=stages.pop())


def _event(found: FolderRead, event_id: str) -> Event:
    """Give the event; problems of the file that is or should be its own are told.

    Raises:
        NotFoundError: There is none.
        DataError: Its file has problems.
    """
    event = found.loaded.timeline.by_id.get(event_id)
    own = tuple(one for one in found.problems if _is_in(one.path, event, event_id))
    if own:
        raise DataError(own)
    return found.loaded.timeline.event(event_id)


def _is_in(path: str, event: Event | None, event_id: str) -> bool:
    """Whether a file is the event's, or would be by its name."""
    return PurePath(path).stem == event_id if event is None else path == event.path


def _require(
    event: Event, statement: Statement, claim_id: str | None, sources: Sequence[str]
) -> None:
    faults = list(statement.faults(sources))
    if not statement.says_something:
        faults.append(("claim", _SAYS_NOTHING))
    taken = event.claim(claim_id) if claim_id else None
    if taken is not None:
        message = f"{claim_id!r} is taken by the claim on line {taken.line}"
        faults.append(("id", f"{message}; choose another, or leave it out"))
    if faults:
        what = f"a claim to {event.id}"
        raise StatementError(what, *faults)
