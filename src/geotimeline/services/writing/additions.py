"""A claim that is about to be written down, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.model.following_problems import following_problems
from geotimeline.model.recurring_problems import recurring_problems
from geotimeline.planning.consequences import Consequence, News, consequences
from geotimeline.services.checking.chaining import impossible_chains
from geotimeline.services.checking.relating import impossible_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from geotimeline.errors import Problem
    from geotimeline.model.event import Claim, Event
    from geotimeline.model.timeline import Timeline
    from geotimeline.planning.rules import Rule
    from geotimeline.services.data.loading import FolderRead
    from geotimeline.services.writing.drafting import Draft


@dataclass(frozen=True, slots=True)
class Addition:
    """A claim that is ready to be added, and what it does.

    Attributes:
        draft: The file as it would be.
        event: The event as it would be.
        claim: The claim.
        consequences: What it does, to its own milestone first.
        rules: The user's rules, by name.
        warnings: What `check` will call a problem of it: relations to other events that
            it makes impossible, an anchor that is not there, a circle of dates, an
            occurrence that the rule does not give.
        problems: What was wrong in the data before, in other files.
    """

    draft: Draft
    event: Event
    claim: Claim
    consequences: tuple[Consequence, ...]
    rules: Mapping[str, Rule]
    warnings: tuple[Problem, ...]
    problems: tuple[Problem, ...]


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
        wishes=loaded.wishes,
    )
    return Addition(
        draft=draft,
        event=event,
        claim=claim,
        consequences=done,
        rules={rule.name: rule for rule in loaded.alerts.rules},
        warnings=tuple(_new_problems(draft, at)),
        problems=found.problems,
    )


def _new_problems(draft: Draft, at: datetime) -> Iterator[Problem]:
    """Yield what is wrong between events, and was not before."""
    were = {(one.path, one.where) for one in _between_events(draft.before, at)}
    for one in _between_events(draft.after, at):
        if (one.path, one.where) not in were:
            yield one


def _between_events(timeline: Timeline, at: datetime) -> Iterator[Problem]:
    yield from impossible_pairs(timeline, as_of=at)
    yield from impossible_chains(timeline, as_of=at)
    yield from following_problems(timeline)
    yield from recurring_problems(timeline, as_of=at)
