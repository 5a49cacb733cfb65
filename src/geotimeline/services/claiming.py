"""Add a claim to an event's file, and say what it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from geotimeline.errors import DataError, StatementError
from geotimeline.formats.yaml_edit import append_claim
from geotimeline.planning.consequences import Consequence, News, consequences
from geotimeline.services.drafting import Draft, DraftingTable
from geotimeline.services.loading import read
from geotimeline.services.relating import impossible_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from geotimeline.errors import Problem
    from geotimeline.model.event import Claim, Event
    from geotimeline.planning.rules import Rule
    from geotimeline.services.loading import FolderRead
    from geotimeline.services.statements import Statement

_SAYS_NOTHING = (
    "give at least one of date, status, duration, supersedes, retracts, disputes"
)
_IN_A_CLAIM = re.compile(r"(?:events\[[0-9]+\]\.)?(?:claims\[[0-9]+\]\.?)?")


@dataclass(frozen=True, slots=True)
class Addition:
    """A claim that is ready to be added, and what it does.

    Attributes:
        draft: The file as it would be.
        event: The event as it would be.
        claim: The claim.
        consequences: What it does, to its own milestone first.
        rules: The user's rules, by name.
        warnings: Pairs of events that it makes impossible.
        problems: What was wrong in the data before, in other files.
    """

    draft: Draft
    event: Event
    claim: Claim
    consequences: tuple[Consequence, ...]
    rules: Mapping[str, Rule]
    warnings: tuple[Problem, ...]
    problems: tuple[Problem, ...]


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
    table = DraftingTable.of(found.loaded)
    text = table.text(event.path)
    sources = table.known_sources(text, event_id)
    _require(event, statement, claim_id, sources)
    name = claim_id or statement.claim_id([claim.id for claim in event.claims])
    edited = append_claim(text, {"id": name} | statement.fields(sources), event_id)
    draft = drafted(table, event.path, text, edited, f"a claim to {event_id}")
    return addition(draft, found, event_id, name, now=now)


def drafted(
    table: DraftingTable, path: str, old: str | None, new: str, what: str
) -> Draft:
    """Read a file as it would be; what is wrong with it is wrong with the statement.

    Raises:
        StatementError: It would have problems, all of them named by their fields.
    """
    try:
        return table.draft(path, old, new)
    except DataError as error:
        faults = (
            (_IN_A_CLAIM.sub("", one.where, count=1) or path, one.message)
            for one in error.problems
        )
        raise StatementError(what, *faults) from error


def addition(
    draft: Draft, found: FolderRead, event_id: str, claim_id: str, *, now: datetime
) -> Addition:
    """Reckon what a claim does that a draft adds."""
    event = draft.after.event(event_id)
    claim = next(one for one in event.claims if one.id == claim_id)
    at = max(now, claim.known_from)
    loaded = found.loaded
    done = consequences(
        News(event_id, claim, at),
        draft.before.rows(as_of=at),
        draft.after.rows(as_of=at),
        loaded.alerts.rules,
        now=now,
        grace=loaded.settings.grace,
    )
    return Addition(
        draft=draft,
        event=event,
        claim=claim,
        consequences=done,
        rules={rule.name: rule for rule in loaded.alerts.rules},
        warnings=tuple(_newly_impossible(draft, at)),
        problems=found.problems,
    )


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


def _newly_impossible(draft: Draft, at: datetime) -> Iterator[Problem]:
    """Yield relations that the claims leave no day for, and left one before."""
    were = {(one.path, one.where) for one in impossible_pairs(draft.before, as_of=at)}
    for one in impossible_pairs(draft.after, as_of=at):
        if (one.path, one.where) not in were:
            yield one
