"""Nagging about revisions in a planning pass: each is said again as its rule asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import Entry, State
from geotimeline.model.zones import later
from geotimeline.planning.plan import USEFUL_AFTER
from geotimeline.planning.reminders import MOVED, ON, REPEATED
from geotimeline.services.messages.composing import as_payload, read_payload
from geotimeline.services.messages.sending_words import compose_again

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.planning.repeating import Repeat
    from geotimeline.planning.rules import Rule
    from geotimeline.services.matters import Matter

_SAID = (State.SENT, State.DEAD)


def repetitions(matter: Matter, rule: Rule, *, now: datetime) -> Iterator[Entry]:
    """Yield what says a revision again, each of use until the next one is due.

    What is past its use is left out: the next one stands for it.

    Args:
        matter: What the rule has told.
        rule: The rule.
        now: The present instant.
    """
    zones = {(one.recipient, one.channel): one.timezone for one in rule.addresses}
    for entry in matter.originals:
        identity = entry.identity
        is_news = identity.moment in (ON, MOVED)
        if rule.repeat is not None and is_news and entry.state in _SAID:
            to = (identity.recipient, identity.channel)
            zone = zones.get(to, rule.timezone)
            yield from _of(entry, rule.repeat, zone, now)


def _of(entry: Entry, repeat: Repeat, timezone: str, now: datetime) -> Iterator[Entry]:
    again = repeat.after(entry.sent_at or entry.due_at, timezone)
    for number, (at, following) in enumerate(again, 1):
        expires_at = min(following, later(at, USEFUL_AFTER))
        if expires_at <= now:
            continue
        identity = replace(
            entry.identity,
            moment=REPEATED,
            bound=f"message={entry.key}",
            number=number,
        )
        message = compose_again(
            identity.key,
            read_payload(entry.payload),
            due_at=at,
            why=f"said again, {number} of {repeat.most}",
        )
        yield Entry(
            identity=identity,
            key=identity.key,
            due_at=at,
            not_before=at,
            expires_at=expires_at,
            payload=as_payload(message),
            state=State.PLANNED,
            created_at=now,
        )
