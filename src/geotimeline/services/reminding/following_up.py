"""What follows from what was told, in a planning pass, until somebody acknowledges.

Escalations, and revisions that are said again, are reckoned from the ledger anew in
each pass: whatever ends them (an acknowledgement, a date that moved, a rule that went)
leaves them out, and the ledger is brought in line.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.interfaces.entries import Entry, State
from geotimeline.planning.reminders import FOLLOWING
from geotimeline.planning.steering import HELD_BACK
from geotimeline.services.reminding.escalating import escalations
from geotimeline.services.reminding.repeating_news import repetitions
from geotimeline.services.reminding.unsettled import unsettled

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Iterable,
        Iterator,
        Mapping,
    )

    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.planning.reminders import Identity
    from geotimeline.planning.rules import Rule
    from geotimeline.services.reminding.unsettled import Standing

_STARTED = "escalates "
_SETTLED = "somebody acknowledged it, its date moved, or no rule asks for it any more"
_NEW = (None, State.SUPERSEDED)


class Following(NamedTuple):
    """What is asked of the ledger for it, as `Changes` has it."""

    insert: tuple[Entry, ...]
    close: tuple[tuple[str, State, str], ...]
    refresh: tuple[tuple[str, str, datetime, datetime, datetime], ...]
    remember: tuple[tuple[str, str], ...]


def is_followed(rules: Iterable[Rule]) -> bool:
    """Whether anything may follow from what is sent, so that it is planned anew."""
    return any(rule.escalate or (rule.repeat and rule.on) for rule in rules)


def follow_up(
    standing: Standing,
    ledger: Ledger,
    silenced: Callable[[Identity, datetime], str],
    worded: Callable[[Entry], Entry],
) -> Following:
    """Say what follows from what was told; nothing is written here.

    Args:
        standing: What the pass knows.
        ledger: Knows what was sent, and acknowledged; only read.
        silenced: Says which silence holds a message that is meant for an instant.
        worded: Gives a message in the words of its template.
    """
    since, remember = _began(standing, ledger)
    asked = {one.key: worded(one) for one in _asked(standing, ledger, since)}
    states = ledger.states(list(asked))
    return Following(
        insert=tuple(_inserted(asked, states, standing.now, silenced)),
        close=tuple(
            (entry.key, State.SUPERSEDED, _SETTLED)
            for entry in standing.opened.values()
            if entry.identity.moment in FOLLOWING
            and entry.key not in asked
            and entry.expires_at > standing.now
        ),
        refresh=tuple(_refreshed(asked, standing.opened)),
        remember=remember,
    )


def _began(
    standing: Standing, ledger: Ledger
) -> tuple[Mapping[str, datetime], tuple[tuple[str, str], ...]]:
    """Give when each rule began to escalate, and what of it is to be kept.

    What went out before is let be: a new line in a rule floods nobody.
    """
    kept = ledger.recall_all(_STARTED)
    wanted = {
        rule.name: kept.get(rule.name) or standing.now.isoformat()
        for rule in standing.rules
        if rule.escalate
    }
    facts = dict.fromkeys(kept, "") | wanted  # "" for rules that do so no longer
    since = {name: datetime.fromisoformat(at) for name, at in wanted.items()}
    return since, tuple(
        (_STARTED + name, at) for name, at in facts.items() if kept.get(name) != at
    )


def _asked(
    standing: Standing, ledger: Ledger, since: Mapping[str, datetime]
) -> Iterator[Entry]:
    """Yield what is to be sent in its time unless somebody acknowledges."""
    rules = {rule.name: rule for rule in standing.rules if is_followed([rule])}
    if not rules:
        return
    now = standing.now
    for matter in unsettled(standing, ledger, rules):
        rule = rules[matter.first.identity.rule]
        start = since.get(rule.name, now)
        yield from repetitions(matter, rule, now=now)
        yield from escalations(matter, rule, ledger, since=start, now=now)


def _inserted(
    asked: Mapping[str, Entry],
    states: Mapping[str, State],
    now: datetime,
    silenced: Callable[[Identity, datetime], str],
) -> Iterator[Entry]:
    for key, entry in asked.items():
        state = states.get(key)
        note = silenced(entry.identity, entry.due_at)
        if entry.expires_at <= now:
            continue
        if note and state in _NEW:
            yield replace(entry, state=State.SILENCED, note=note)
        elif not note and state in (*_NEW, State.SILENCED):
            yield entry


def _refreshed(
    asked: Mapping[str, Entry], opened: Mapping[str, Entry]
) -> Iterator[tuple[str, str, datetime, datetime, datetime]]:
    """Yield untried entries whose words or hour have changed since."""
    for key, entry in asked.items():
        known = opened.get(key)
        if known is None or known.attempts:
            continue
        if (known.payload, known.due_at) != (entry.payload, entry.due_at):
            is_held = known.note.startswith(HELD_BACK)
            at = max(entry.due_at, known.not_before) if is_held else entry.due_at
            yield key, entry.payload, entry.due_at, at, entry.expires_at
