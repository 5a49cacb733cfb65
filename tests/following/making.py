"""Claims, events and rows made in one line, for the tests of this folder."""

from __future__ import annotations

from datetime import UTC, datetime

from geotimeline.edtf import parse, text_of
from geotimeline.model.event import Claim, Event, Relation
from geotimeline.model.following import Following
from geotimeline.model.timeline import Row, Timeline

ALL = datetime(9999, 1, 1, tzinfo=UTC)
NOTHING_KNOWN = "XXXX-XX-XX"
Beliefs = dict[tuple[str, str], Row]


def claim(claim_id: str, text: str = "", **fields: object) -> Claim:
    """A claim with a date, or with a rule that gives one."""
    by_rule = " after " in text or " before " in text
    date = parse(text) if text and not by_rule else None
    follows = Following.parse(text) if by_rule else None
    return Claim(id=claim_id, date=date, follows=follows, **fields)  # type: ignore[arg-type] # tests give what they mean


def event(event_id: str, *claims: Claim, relations: tuple[Relation, ...] = ()) -> Event:
    return Event(event_id, event_id, "deadline", claims, relations=relations)


def rows(*events: Event, as_of: datetime = ALL) -> Beliefs:
    found = Timeline(events).rows(as_of=as_of)
    return {(row.event.id, row.belief.milestone): row for row in found}


def starts(found: Beliefs, event_id: str, milestone: str = "event") -> str:
    return text_of(found[event_id, milestone].belief.window.starts)
