"""Nagging in a planning pass: what was told, and not acknowledged, is told again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from geotimeline.planning.reminders import Identity, Reminder

_TELLS = (State.PLANNED, State.WAITING, State.CLAIMED, State.SENT, State.DEAD)


def still_asked(
    planned: Iterable[Reminder],
    states: Mapping[str, State],
    *,
    now: datetime,
    is_first: bool,
) -> tuple[Reminder, ...]:
    """Leave out what is not to be said again.

    That is what anybody has acknowledged, whoever else was told; and what was never
    told in the first place, because it was past when it became known.

    Args:
        planned: All that the rules ask for.
        states: The state of those that the ledger knows.
        now: The present instant.
        is_first: Whether the ledger has never seen a plan.
    """
    planned = tuple(planned)
    acked = {
        _matter(one.identity) for one in planned if states.get(one.key) is State.ACKED
    }
    told = {
        replace(one.identity, number=0)
        for one in planned
        if _is_told(one, states.get(one.key), now=now, is_first=is_first)
    }
    return tuple(
        one
        for one in planned
        if not one.identity.number
        or states.get(one.key) in (State.SENT, State.ACKED)
        or (
            _matter(one.identity) not in acked
            and replace(one.identity, number=0) in told
        )
    )


def _is_told(
    one: Reminder, state: State | None, *, now: datetime, is_first: bool
) -> bool:
    if state in _TELLS:
        return True
    is_new = state in (None, State.SUPERSEDED) and not one.identity.number
    return is_new and one.expires_at > now and not (is_first and one.due_at < now)


def _matter(identity: Identity) -> Identity:
    """Give what is the same for all who are told of one moment by one rule."""
    return replace(identity, number=0, recipient="", channel="")
