"""One message for each that has missed something, instead of many that are stale."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import TOLD_STATES, Entry, State
from geotimeline.model.zones import later
from geotimeline.planning.catchup import Verdict
from geotimeline.planning.plan import USEFUL_AFTER
from geotimeline.planning.reminders import (
    ESCALATED,
    FALLBACK,
    MISSED,
    MOVED,
    ON,
    Identity,
)
from geotimeline.services.messages.composing import as_payload
from geotimeline.services.messages.composing_digests import compose_missed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.planning.reminders import Reminder
    from geotimeline.services.messages.telling_order import TellingOrder
    from geotimeline.services.reminding.judging import Judgement
    from geotimeline.services.reminding.planning_pass import PlanningPass

_NEWS = (ON, MOVED, ESCALATED, FALLBACK)
_UNCLAIMED = (State.PLANNED, State.WAITING)


def missed_by(
    this: PlanningPass, judged: Judgement
) -> Mapping[tuple[str, str], Sequence[Entry]]:
    """Group what became stale unsent by recipient and channel."""
    groups = defaultdict[tuple[str, str], list[Entry]](list)
    for entry in (*_planned(this, judged), *_news(this)):
        groups[entry.identity.recipient, entry.identity.channel].append(entry)
    return groups


def _planned(this: PlanningPass, judged: Judgement) -> Iterator[Entry]:
    for reminder in _without_stood_for(this, judged.of(Verdict.MISSED)):
        is_silenced = this.states.get(reminder.key) is State.SILENCED
        is_hushed = bool(this.silencing.note(reminder.identity, this.now))
        if not (is_silenced or is_hushed):
            known = this.opened.get(reminder.key)
            yield known or this.entry(reminder, Verdict.MISSED)


def _without_stood_for(
    this: PlanningPass, missed: Iterable[Reminder]
) -> Iterable[Reminder]:
    """Leave out repetitions, but for the last of what nobody was ever told.

    The next one stands for each; for the last, none does.
    """
    told = {
        _first(reminder.identity)
        for reminder in this.planned
        if this.states.get(reminder.key) in TOLD_STATES
        or reminder.expires_at > this.now
    }
    found: dict[Identity, Reminder] = {}
    for reminder in missed:
        identity = reminder.identity
        if not identity.is_repetition:
            found[identity] = reminder
        elif _first(identity) not in told:
            known = found.get(_first(identity))
            if known is None or known.identity.is_repetition:
                found[_first(identity)] = reminder
    return found.values()


def _first(identity: Identity) -> Identity:
    return replace(identity, number=0)


def _news(this: PlanningPass) -> Iterator[Entry]:
    for entry in this.opened.values():
        is_news = entry.identity.moment in _NEWS
        if is_news and entry.expires_at <= this.now and entry.state in _UNCLAIMED:
            yield entry


def digests(
    missed: Mapping[tuple[str, str], Sequence[Entry]],
    order: TellingOrder,
    zone_of: Callable[[str], str],
    *,
    now: datetime,
) -> Iterator[Entry]:
    """Make one entry for each that has missed something, its words frozen.

    Args:
        missed: What became stale unsent, by recipient and channel.
        order: In which order each is told of it.
        zone_of: Gives the IANA zone by whose clocks a recipient reads.
        now: The present instant.
    """
    for (recipient, channel), entries in missed.items():
        members = sorted(entry.key for entry in entries)
        identity = Identity(
            event="",
            milestone="",
            rule="",
            moment=MISSED,
            bound=hashlib.sha256("".join(members).encode()).hexdigest()[:24],
            claim="",
            recipient=recipient,
            channel=channel,
        )
        message = compose_missed(
            identity.key,
            order.messages(entries),
            now=now,
            timezone=zone_of(recipient),
        )
        yield Entry(
            identity=identity,
            key=identity.key,
            due_at=now,
            not_before=now,
            expires_at=later(now, USEFUL_AFTER),
            payload=as_payload(message),
            state=State.PLANNED,
            created_at=now,
        )
