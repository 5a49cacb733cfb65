"""One message for each that has missed something, instead of many that are stale."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from geotimeline.interfaces.ledger import Entry, State
from geotimeline.model.zones import later
from geotimeline.planning.plan import USEFUL_AFTER
from geotimeline.planning.reminders import MISSED, Identity
from geotimeline.services.messages.composing import as_payload
from geotimeline.services.messages.composing_digests import compose_missed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.services.messages.telling_order import TellingOrder


def digests(
    missed: Mapping[tuple[str, str], Sequence[Entry]],
    order: TellingOrder,
    *,
    now: datetime,
) -> Iterator[Entry]:
    """Make one entry for each that has missed something, its words frozen.

    Args:
        missed: What became stale unsent, by recipient and channel.
        order: In which order each is told of it.
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
        message = compose_missed(identity.key, order.messages(entries), now=now)
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
