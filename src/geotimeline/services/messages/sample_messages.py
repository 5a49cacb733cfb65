"""One message of every kind, made up: what templates are tried on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.edtf import parse
from geotimeline.interfaces.entries import Entry, State
from geotimeline.model.event import Actor, Claim, Event, Place, Source, Speaker
from geotimeline.model.timeline import Row, Timeline
from geotimeline.model.vocabulary import Status
from geotimeline.model.zones import LATEST
from geotimeline.planning.escalating import Escalation
from geotimeline.planning.reminders import (
    DIGEST,
    ESCALATED,
    MISSED,
    MOVED,
    NOTICE,
    ON,
    Identity,
    Reminder,
)
from geotimeline.planning.steering import Silence
from geotimeline.services.matters import Matter
from geotimeline.services.messages.composing import (
    as_payload,
    compose,
    compose_notice,
    read_payload,
)
from geotimeline.services.messages.composing_digests import (
    compose_digest,
    compose_missed,
)
from geotimeline.services.messages.escalation_words import compose_escalation
from geotimeline.services.messages.facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.interfaces.messages import Message
    from geotimeline.planning.facts import Facts

_DUE = datetime(2025, 12, 1, 8, 0, tzinfo=UTC)
_LAPSED = datetime(2025, 12, 9, 8, 0, tzinfo=UTC)
_NEXT = "8 December 2025, 09:00 (UTC), the last possible day"
_ARTICLE = Source(
    title="Two presidents to meet",
    publisher="The Daily Example",
    url="https://news.example.org/visit",
    published=parse("2025-10"),
)
_CLAIM = Claim(
    id="spokesman",
    date=parse("[2025-12-04..2025-12-08]"),
    by=Speaker("A. Spokesman", "spokesman of the president"),
    said=parse("2025-11-25"),
    source=_ARTICLE,
    quote="in the first days of December",
    notes="He did not say which days.",
)
_BARE = Claim(id="bare", milestone="signing")
_EVENT = Event(
    id="example-visit",
    title="The president visits Example City",
    type="visit",
    claims=(_CLAIM, Claim(id="older", date=parse("2025-12"), source=_ARTICLE)),
    actors=(Actor("XA", "Exampleland"), Actor("XB")),
    place=Place("Example City", "XB"),
    tags=("summit",),
    url="https://desk.example.org/visit",
)
_UNDATED = Event(id="bare", title="A treaty", type="treaty", claims=(_BARE,))
_CANCELLED = Event(
    id="example-talks",
    title="Talks in Example City",
    type="talks",
    claims=(Claim(id="c", date=parse("2025-12"), status=Status.CANCELLED),),
)


class Sample(NamedTuple):
    """A message, and what it is made of.

    Attributes:
        name: What sort of message it is, in words.
        usual: The message as it is without a template.
        facts: What a template may say.
    """

    name: str
    usual: Message
    facts: Facts


def samples() -> Iterator[Sample]:
    """Yield a message of every kind, of events of which much and little is known."""
    lead, last = "7d before first", "the last possible day"
    changed = "narrowed 31 → 5 days; you were told December 2025"
    week = "7 days before the first possible day"
    closed = "the window closed with no outcome known"
    yield _of_event("a lead", _EVENT, lead, week)
    yield _of_event("a repeat", _EVENT, lead, f"{week}; said again, 1 of 5", number=1)
    yield _of_event("a last lead", _EVENT, "last", last, following="")
    yield _of_event("a lapse", _EVENT, "lapsed", closed, following="", due=_LAPSED)
    yield _of_event("a revision", _EVENT, ON, "narrowed 31 → 5 days", number=2)
    yield _of_event("a date that moved", _EVENT, MOVED, changed)
    yield _of_event("a cancellation", _CANCELLED, ON, "cancelled", following="")
    yield _of_event("an event without a date", _UNDATED, ON, "new", following="")
    yield _escalated()
    yield _digest()
    yield _missed()
    yield _notice()


def _of_event(
    name: str,
    event: Event,
    moment: str,
    reason: str,
    *,
    following: str = _NEXT,
    number: int = 0,
    due: datetime = _DUE,
) -> Sample:
    (row,) = Timeline((event,)).rows(as_of=LATEST)
    reminder = _reminder(row, moment, reason, number, due)
    usual = compose(reminder, row, following=following)
    facts = facts_of(usual, reminder.identity, row, timezone="UTC", following=following)
    return Sample(name, usual, facts)


def _reminder(
    row: Row, moment: str, reason: str, number: int = 0, due: datetime = _DUE
) -> Reminder:
    identity = Identity(
        event=row.event.id,
        milestone=row.belief.milestone,
        rule="visits",
        moment=moment,
        bound="first=2025-12-04",
        claim="spokesman",
        recipient="anna",
        channel="desk-mail",
        number=number,
    )
    return Reminder(identity, identity.key, due, due + timedelta(days=7), reason)


def _escalated() -> Sample:
    entry = _entry(State.SENT, sent_at=_DUE)
    step = Escalation.parse("after 4h unacked to channel duty")
    identity = replace(
        entry.identity, moment=ESCALATED, bound="", recipient="", channel="duty"
    )
    at = _DUE + timedelta(hours=4)
    matter = Matter("", (entry,))
    usual = compose_escalation(identity.key, matter, step, due_at=at, timezone="UTC")
    (row,) = Timeline((_EVENT,)).rows(as_of=LATEST)
    facts = facts_of(usual, identity, row, timezone="UTC")
    return Sample("an escalation", usual, facts)


def _entry(state: State, *, sent_at: datetime | None = None) -> Entry:
    (row,) = Timeline((_EVENT,)).rows(as_of=LATEST)
    reminder = _reminder(row, "first", "the first possible day")
    return Entry(
        identity=reminder.identity,
        key=reminder.key,
        due_at=_DUE,
        not_before=_DUE,
        expires_at=reminder.expires_at,
        payload=as_payload(compose(reminder, row, following=_NEXT)),
        state=state,
        created_at=_DUE,
        sent_at=sent_at,
    )


def _digest() -> Sample:
    (row,) = Timeline((_EVENT,)).rows(as_of=LATEST)
    changed = _reminder(row, ON, "narrowed 31 → 5 days", 2)
    told = (read_payload(_entry(State.WAITING).payload), compose(changed, row))
    identity = _about_nothing(DIGEST)
    reason = "digest, daily at 18:00"
    usual = compose_digest(identity.key, told, reason=reason, due_at=_DUE)
    return Sample("a digest", usual, _facts(usual, identity))


def _missed() -> Sample:
    entry = _entry(State.EXPIRED)
    identity = _about_nothing(MISSED)
    told = [read_payload(entry.payload)]
    usual = compose_missed(identity.key, told, now=entry.expires_at, timezone="UTC")
    return Sample("a digest of the missed", usual, _facts(usual, identity))


def _notice() -> Sample:
    identity = _about_nothing(NOTICE)
    ends = _DUE + timedelta(days=1)
    silence = Silence(
        number=1,
        matcher="type:exercise",
        starts=_DUE,
        ends=ends,
        by="anna",
        why="the manoeuvre is over",
    )
    usual = compose_notice(identity.key, silence)
    return Sample("a notice that a silence ends", usual, _facts(usual, identity))


def _about_nothing(moment: str) -> Identity:
    return Identity("", "", "", moment, "", "", "", "desk-mail")


def _facts(usual: Message, identity: Identity) -> Facts:
    return facts_of(usual, identity, None, timezone="UTC")
