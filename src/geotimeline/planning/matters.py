"""What an acknowledgement is about: one matter, whoever was told of it, and how often.

All that one rule says of one moment, or of one change, is one matter: to each of those
it tells, through each of their channels, said again, snoozed or escalated.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.planning.reminders import (
    ESCALATED,
    FALLBACK,
    MOVED,
    ON,
    REPEATED,
    SNOOZED,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.planning.reminders import Identity

_CHANGES = (ON, MOVED)
_RESTING = (SNOOZED, REPEATED, FALLBACK)  # on the key of another message


def matter_of(identity: Identity) -> Identity:
    """Give what is the same for all that is told first-hand of one matter."""
    if identity.moment in _CHANGES:  # its number counts changes, not repetitions
        return replace(identity, moment=ON, recipient="", channel="")
    return replace(identity, number=0, recipient="", channel="")


def matter_keys(identities: Mapping[str, Identity]) -> Mapping[str, str]:
    """Give the key of the matter of each message of one event.

    Args:
        identities: All that the ledger keeps of the event, by key.
    """
    return {key: _matter_key(one, identities) for key, one in identities.items()}


def _matter_key(identity: Identity, known: Mapping[str, Identity]) -> str:
    """Follow what was told because of another message back to what it is about."""
    while True:
        _, _, origin = identity.bound.partition("=")
        if identity.moment == ESCALATED:
            return origin
        if identity.moment not in _RESTING or origin not in known:
            return matter_of(identity).key
        identity = known[origin]
