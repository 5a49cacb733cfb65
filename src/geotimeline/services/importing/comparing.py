"""How an import changes what is believed, and what it no longer speaks of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.model.outlook import Outlook
from geotimeline.model.revision import revisions
from geotimeline.model.turns import Turn
from geotimeline.model.vocabulary import Status
from geotimeline.services.importing.marks import origin_key
from geotimeline.services.importing.outcomes import Outcome, Taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from geotimeline.model.event import Event
    from geotimeline.model.timeline import Row, Timeline

_OVER = (Status.CANCELLED, Status.HELD)


def with_turns(
    taken: Sequence[Taken], before: Timeline, after: Timeline, *, now: datetime
) -> Iterator[Taken]:
    """Say of each event that changes what is believed then, and was before.

    Args:
        taken: What becomes of each event.
        before: The events as they are.
        after: The events as they would be.
        now: The present instant, in UTC.
    """
    if all(one.outcome is Outcome.UNCHANGED for one in taken):
        yield from taken
        return
    were = {(row.event.id, row.belief.milestone): row for row in before.rows(as_of=now)}
    turns: dict[str, list[Turn]] = {}
    for row in after.rows(as_of=now):
        old = were.get((row.event.id, row.belief.milestone))
        turns.setdefault(row.event.id, []).append(_turn(row, old, now))
    for one in taken:
        found = turns.get(one.event_id, ())
        yield replace(one, turns=tuple(turn for turn in found if turn.revisions))


def _turn(row: Row, old: Row | None, now: datetime) -> Turn:
    known = None if old is None else old.belief
    changed = revisions(Outlook.of(known) if known else None, Outlook.of(row.belief))
    return Turn(row.event, now, row.belief, known, row.belief.counting[:1], changed)


def gone(
    timeline: Timeline, key: str, mentioned: frozenset[str], *, now: datetime
) -> Iterator[Taken]:
    """Give the events that came from an origin which no longer speaks of them.

    What is over or called off may go: many calendars drop it. Nothing is deleted here.

    Args:
        timeline: The events as they are.
        key: The origin.
        mentioned: UIDs of which it speaks.
        now: The present instant, in UTC.
    """
    ahead = {row.event.id for row in timeline.rows(as_of=now) if _is_ahead(row, now)}
    for event in timeline:
        uids = (event.stable_uid, *(merger.uid for merger in event.merged))
        if not mentioned.isdisjoint(uids) or not _came_from(event, key):
            continue
        if event.id in ahead:
            yield Taken(Outcome.GONE, event.id, event.path, event.title)


def _is_ahead(row: Row, now: datetime) -> bool:
    last = row.belief.window.final_day
    return row.belief.status not in _OVER and (last is None or last >= now.date())


def _came_from(event: Event, key: str) -> bool:
    return any(origin_key(claim) == key for claim in event.claims)
