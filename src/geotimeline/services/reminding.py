"""One planning pass: what the plan asks for is written into the ledger."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.interfaces.ledger import OPEN_STATES, Changes, Entry, State
from geotimeline.model.zones import EARLIEST
from geotimeline.planning.catchup import Verdict, judge
from geotimeline.planning.plan import USEFUL_AFTER, plan_rows
from geotimeline.planning.reminders import MISSED, Identity, Reminder
from geotimeline.services.announcing import announce
from geotimeline.services.composing import as_payload, compose, compose_missed
from geotimeline.services.decisions import decided

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.model.timeline import Row
    from geotimeline.services.loading import Loaded

HORIZON = timedelta(days=45)
"""How far ahead reminders are written into the ledger."""

_STATES = {
    Verdict.SEND: State.PLANNED,
    Verdict.FIRST_RUN: State.EXPIRED,
    Verdict.KNOWN_LATE: State.EXPIRED,
    Verdict.COVERED: State.EXPIRED,
    Verdict.MISSED: State.EXPIRED,
}
_GONE = "the window moved, or no rule asks for it any more"


@dataclass(frozen=True, slots=True)
class _Pass:
    """What one pass knows.

    Attributes:
        now: The present instant.
        planned: All that the rules ask for, up to the horizon.
        rows: What is believed, by event id and milestone.
        states: The state of every planned key that the ledger knows.
        opened: What the ledger holds unsent, by key.
    """

    now: datetime
    planned: tuple[Reminder, ...]
    rows: Mapping[tuple[str, str], Row]
    states: Mapping[str, State]
    opened: Mapping[str, Entry]

    def payload(self, reminder: Reminder) -> str:
        """Give the reminder's message as the ledger keeps it."""
        identity = reminder.identity
        row = self.rows[identity.event, identity.milestone]
        return as_payload(compose(reminder, row))


def replan(loaded: Loaded, ledger: Ledger, *, now: datetime) -> Changes:
    """Bring the ledger in line with the rules, the beliefs and the clock.

    Applied whole or not at all; repeating it changes nothing.

    Returns:
        What was asked of the ledger.
    """
    changes = changes_for(loaded, ledger, now=now)
    ledger.apply(changes)
    _log(changes)
    return changes


def changes_for(loaded: Loaded, ledger: Ledger, *, now: datetime) -> Changes:
    """Say what the rules, the beliefs and the clock ask of the ledger, writing nothing.

    New reminders are entered, those that no rule asks for any more are closed, those
    that are overdue are caught up (`planning.catchup`), what became stale is told in
    one digest for each channel, and revisions are told once (`services.announcing`).
    """
    last_planned_at = ledger.last_planned_at()
    rows = loaded.timeline.rows(as_of=now)
    announced = announce(rows, loaded.alerts.rules, ledger, now=now)
    planned = plan_rows(rows, loaded.alerts.rules, since=EARLIEST, until=now + HORIZON)
    this = _Pass(
        now=now,
        planned=planned,
        rows={(row.event.id, row.belief.milestone): row for row in rows},
        states=ledger.states([reminder.key for reminder in planned]),
        opened={entry.key: entry for entry in ledger.open_entries()},
    )
    judged = _judged(this, last_planned_at, loaded.settings.grace)
    missed = _missed(this, judged)
    return Changes(
        planned_at=now,
        insert=(
            *_inserted(this, judged),
            *(_entry(this, one, Verdict.SEND) for one in announced.reminders),
            *_digests(missed, now),
        ),
        close=(*_closed(this, judged), *_gone(this)),
        refresh=tuple(_refreshed(this, judged)),
        remember=announced.remember,
    )


def _judged(
    this: _Pass, last_planned_at: datetime | None, grace: timedelta
) -> Mapping[Verdict, Sequence[Reminder]]:
    unsent = [r for r in this.planned if this.states.get(r.key) in _UNDECIDED]
    told = [r for r in this.planned if this.states.get(r.key) in _TOLD]
    by_verdict = defaultdict[Verdict, list[Reminder]](list)
    for one in judge(
        unsent,
        now=this.now,
        grace=grace,
        last_planned_at=last_planned_at,
        awaited=this.opened.keys(),
        told=told,
    ):
        by_verdict[one.verdict].append(one.reminder)
    return by_verdict


_UNDECIDED = (None, State.PLANNED, State.WAITING, State.SUPERSEDED)
_TOLD = (State.SENT, State.ACKED, State.CLAIMED)


def _inserted(
    this: _Pass, judged: Mapping[Verdict, Sequence[Reminder]]
) -> Iterator[Entry]:
    for verdict, reminders in judged.items():
        for reminder in reminders:
            if this.states.get(reminder.key) in (None, State.SUPERSEDED):
                yield _entry(this, reminder, verdict)


def _entry(this: _Pass, reminder: Reminder, verdict: Verdict) -> Entry:
    return Entry(
        identity=reminder.identity,
        key=reminder.key,
        due_at=reminder.due_at,
        not_before=reminder.due_at,
        expires_at=reminder.expires_at,
        payload=this.payload(reminder),
        state=_STATES[verdict],
        created_at=this.now,
        note="" if verdict is Verdict.SEND else verdict.value,
    )


def _closed(
    this: _Pass, judged: Mapping[Verdict, Sequence[Reminder]]
) -> Iterator[tuple[str, State, str]]:
    """Yield what the ledger holds unsent and what is not worth sending any more."""
    for verdict, reminders in judged.items():
        for reminder in reminders:
            if verdict is not Verdict.SEND and reminder.key in this.opened:
                yield reminder.key, _STATES[verdict], verdict.value


def _gone(this: _Pass) -> Iterator[tuple[str, State, str]]:
    """Yield what the ledger holds unsent and what the plan does not ask for."""
    asked = {reminder.key for reminder in this.planned}
    for entry in this.opened.values():
        if not entry.identity.is_from_plan:
            if entry.expires_at <= this.now:
                yield entry.key, State.EXPIRED, Verdict.MISSED.value
        elif entry.key not in asked and entry.due_at < this.now + HORIZON:
            yield entry.key, State.SUPERSEDED, _GONE


def _refreshed(
    this: _Pass, judged: Mapping[Verdict, Sequence[Reminder]]
) -> Iterator[tuple[str, str, datetime, datetime, datetime]]:
    """Yield untried entries whose words or hour have changed since."""
    for reminder in judged[Verdict.SEND]:
        entry = this.opened.get(reminder.key)
        if entry is None or entry.attempts:
            continue
        payload = this.payload(reminder)
        if (entry.payload, entry.due_at) != (payload, reminder.due_at):
            at = reminder.due_at
            yield reminder.key, payload, at, at, reminder.expires_at


def _missed(
    this: _Pass, judged: Mapping[Verdict, Sequence[Reminder]]
) -> Mapping[tuple[str, str], Sequence[Entry]]:
    """Group what became stale unsent by recipient and channel."""
    groups = defaultdict[tuple[str, str], list[Entry]](list)
    for reminder in judged[Verdict.MISSED]:
        entry = this.opened.get(reminder.key)
        if entry is None:
            entry = _entry(this, reminder, Verdict.MISSED)
        groups[entry.identity.recipient, entry.identity.channel].append(entry)
    return groups


def _digests(
    missed: Mapping[tuple[str, str], Sequence[Entry]], now: datetime
) -> Iterator[Entry]:
    """Make one entry for each that has missed something, its words frozen."""
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
        message = compose_missed(identity.key, entries, now=now)
        yield Entry(
            identity=identity,
            key=identity.key,
            due_at=now,
            not_before=now,
            expires_at=now + USEFUL_AFTER,
            payload=as_payload(message),
            state=State.PLANNED,
            created_at=now,
        )


def _log(changes: Changes) -> None:
    for entry in changes.insert:
        if entry.state in OPEN_STATES:
            _log_entry("planned", entry)
        elif entry.note != Verdict.FIRST_RUN.value:
            _log_entry(entry.state.value, entry)
    for key, state, note in changes.close:
        decided(state.value, key=key, why=note)
    known = _count(changes.insert, Verdict.FIRST_RUN)
    if known:
        decided("first run", taken_as_known=known, why=Verdict.FIRST_RUN.value)


def _log_entry(what: str, entry: Entry) -> None:
    identity = entry.identity
    decided(
        what,
        key=entry.key,
        event=identity.event,
        milestone=identity.milestone,
        rule=identity.rule,
        moment=identity.moment,
        channel=identity.channel,
        due=f"{entry.due_at:%Y-%m-%dT%H:%M:%SZ}",
        why=entry.note,
    )


def _count(entries: Iterable[Entry], verdict: Verdict) -> int:
    return sum(entry.note == verdict.value for entry in entries)
