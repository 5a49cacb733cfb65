"""Escalations in a planning pass: who else is to be told, and from when on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import Entry, State
from geotimeline.model.zones import later
from geotimeline.planning.plan import USEFUL_AFTER
from geotimeline.planning.reminders import ESCALATED, Identity
from geotimeline.services.messages.composing import as_payload
from geotimeline.services.messages.escalation_words import compose_escalation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.planning.escalating import Escalation
    from geotimeline.planning.recipients import Address
    from geotimeline.planning.rules import Rule
    from geotimeline.services.matters import Matter


def escalations(
    matter: Matter, rule: Rule, ledger: Ledger, *, since: datetime, now: datetime
) -> Iterator[Entry]:
    """Yield what is to be told of a matter for as long as nobody acknowledges it.

    Args:
        matter: What the rule has told.
        rule: The rule, with escalations.
        ledger: Knows when an attempt was first made.
        since: When the rule began to escalate; what went out earlier is let be.
        now: The present instant.
    """
    began = _began(matter, ledger)
    if began is None or began < since:
        return
    start = max(began, matter.snoozed_until or began)
    for number, step in enumerate(rule.escalate):
        for address in step.addresses(rule.timezone):
            due = step.due(start, address.timezone)
            if due is not None:
                yield _entry(matter, step, number, address, due, now)


def _began(matter: Matter, ledger: Ledger) -> datetime | None:
    """Give when it was first sent; where it was not, when that was first tried."""
    sent = [entry.sent_at for entry in matter.told if entry.sent_at is not None]
    if sent:
        return min(sent)
    return min((_first_try(one, ledger) for one in matter.told), default=None)


def _first_try(entry: Entry, ledger: Ledger) -> datetime:
    attempts = ledger.attempts(entry.key) if entry.attempts else ()
    return attempts[0].at if attempts else entry.not_before


def _entry(
    matter: Matter,
    step: Escalation,
    number: int,
    address: Address,
    due: datetime,
    now: datetime,
) -> Entry:
    about = matter.first.identity
    identity = Identity(
        event=about.event,
        milestone=about.milestone,
        rule=about.rule,
        moment=ESCALATED,
        bound=f"matter={matter.key}",
        claim=about.claim,
        recipient=address.recipient,
        channel=address.channel,
        number=number,
    )
    message = compose_escalation(
        identity.key, matter, step, due_at=due, timezone=address.timezone
    )
    return Entry(
        identity=identity,
        key=identity.key,
        due_at=due,
        not_before=due,
        expires_at=later(due, USEFUL_AFTER),
        payload=as_payload(message),
        state=State.PLANNED,
        created_at=now,
    )
