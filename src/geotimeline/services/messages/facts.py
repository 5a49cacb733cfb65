"""What a message is made of, as plain values for a template.

Every value is cleaned: what others wrote cannot break a line, and is never read as a
part of the template.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.edtf import words
from geotimeline.formats.terminal import plain
from geotimeline.model.vocabulary import status_words
from geotimeline.model.window_edtf import window_edtf
from geotimeline.model.words import (
    claim_words,
    dated_words,
    day_and_hour_words,
    window_words,
)
from geotimeline.planning.facts import Facts, Statement
from geotimeline.planning.reminders import MOVED, ON
from geotimeline.services.messages.composing import ACKNOWLEDGE, name_words

if TYPE_CHECKING:
    from geotimeline.interfaces.messages import Message
    from geotimeline.model.event import Claim
    from geotimeline.model.timeline import Row
    from geotimeline.planning.reminders import Identity

_MOST_LISTED = 20  # what loops may go over: their work is bounded
_MOST_LINES = 40
_LONGEST = 2_000  # characters of one value


def facts_of(
    usual: Message,
    identity: Identity,
    row: Row | None,
    *,
    timezone: str,
    following: str = "",
) -> Facts:
    """Say what there is to say in one message.

    Args:
        usual: The message as it is without a template.
        identity: What it is about, and where it goes.
        row: What is believed; None where it is about no event.
        timezone: IANA zone of who is told.
        following: When the next one is told, in words, marked as perishable; empty
            where none is.
    """
    due = f"{day_and_hour_words(usual.due_at, timezone)} ({timezone})"
    facts = Facts(
        kind=_kind(usual, identity),
        what=_clean(usual.title),
        why=_clean(usual.reason),
        changed=_clean(usual.reason) if identity.moment in (ON, MOVED) else "",
        due=due,
        next=following,
        acknowledge=ACKNOWLEDGE,
        key=usual.key,
        rule=_clean(identity.rule),
        channel=_clean(identity.channel),
        recipient=_clean(identity.recipient),
        number=identity.number if identity.is_from_plan else 0,
        default_title=usual.title,
        default_body=usual.body,
        lines=_lines(usual),
    )
    return facts if row is None else _with_event(facts, row)


def _kind(usual: Message, identity: Identity) -> str:
    if usual.kind != "reminder":
        return usual.kind
    if identity.moment in (ON, MOVED):
        return "moved" if identity.moment == MOVED else "revision"
    return "lapse" if identity.is_lapse else "lead"


def _lines(usual: Message) -> tuple[str, ...]:
    """Give the usual body up to its first empty line."""
    first, _, _ = usual.body.partition("\n\n")
    lines = [line for line in first.split("\n") if ACKNOWLEDGE not in line]
    return tuple(map(_clean, lines[:_MOST_LINES]))


def _with_event(facts: Facts, row: Row) -> Facts:
    event, belief = row.event, row.belief
    zone, is_period = event.timezone, event.is_period
    claims = tuple(_statement(claim) for claim in belief.counting[:_MOST_LISTED])
    window = belief.window
    actors = [actor.name or actor.id for actor in event.actors[:_MOST_LISTED]]
    return replace(
        facts,
        what=_clean(name_words(event, belief.milestone)),
        when=_clean(window_words(window, zone, is_period=is_period)),
        edtf=window_edtf(window, zone, is_period=is_period),
        first=str(window.first or ""),
        last=str(window.last or ""),
        status=_clean(status_words(belief.status, event.type)),
        event=event.id,
        milestone=belief.milestone,
        type=_clean(event.type),
        place=_place(row),
        url=_clean(event.url),
        by=claims[0].by,
        quote=claims[0].quote,
        source=claims[0].source,
        actors=tuple(map(_clean, actors)),
        tags=tuple(map(_clean, event.tags[:_MOST_LISTED])),
        claims=claims,
    )


def _place(row: Row) -> str:
    place = row.event.place
    return _clean(", ".join(filter(None, (place.name, place.country)))) if place else ""


def _statement(claim: Claim) -> Statement:
    source, by = claim.source, claim.by
    return Statement(
        by=_clean(by.name) if by else "",
        role=_clean(by.role) if by else "",
        said=words(claim.said) if claim.said else "",
        quote=_clean(claim.quote),
        source=_clean(source.words) if source else "",
        url=_clean(claim.url or (source.url if source else "")),
        date=_clean(dated_words(claim)) if claim.is_dated else "",
        status=claim.status.value,
        note=_clean(claim.notes),
        words=_clean(claim_words(claim)),
    )


def _clean(text: str) -> str:
    return plain(text)[:_LONGEST]
