"""One planning pass: what the plan asks for is written into the ledger."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.interfaces.ledger import TOLD_STATES, Changes, Entry, State
from geotimeline.model.zones import EARLIEST, LATEST, later
from geotimeline.planning.catchup import Verdict, judge
from geotimeline.planning.plan import plan_rows
from geotimeline.planning.reminders import (
    ESCALATED,
    FALLBACK,
    FOLLOWING,
    MOVED,
    NOTICE,
    ON,
    SNOOZED,
    Reminder,
)
from geotimeline.planning.steering import FROM_PLAN, RETRIED
from geotimeline.services.delivering.falling_back import still_missed
from geotimeline.services.delivering.holding_back import HoldingBack, held_back
from geotimeline.services.messages.composing import as_payload
from geotimeline.services.messages.telling_order import TellingOrder
from geotimeline.services.messages.upcoming import Upcoming
from geotimeline.services.messages.wording import Wording
from geotimeline.services.reminding.announcing import announce
from geotimeline.services.reminding.following_up import follow_up
from geotimeline.services.reminding.gatherers import gatherer_for
from geotimeline.services.reminding.left_behind import LeftBehind
from geotimeline.services.reminding.missing import digests
from geotimeline.services.reminding.nagging import still_asked
from geotimeline.services.reminding.plan_log import log_changes
from geotimeline.services.reminding.repeating import without_repeats
from geotimeline.services.reminding.silencing import Silencing
from geotimeline.services.reminding.told_together import (
    being_told,
    is_digest,
    told_together,
)
from geotimeline.services.reminding.unsettled import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.services.data.loading import Loaded

HORIZON = timedelta(days=45)
"""How far ahead reminders are written into the ledger."""

_STATES = {
    Verdict.SEND: State.PLANNED,
    Verdict.FIRST_RUN: State.EXPIRED,
    Verdict.KNOWN_LATE: State.EXPIRED,
    Verdict.COVERED: State.EXPIRED,
    Verdict.MISSED: State.EXPIRED,
}
_GONE = "the window moved, no rule asks for it any more, or somebody acknowledged it"
_OVER = "the silence has ended, or no rule needs it any more"


@dataclass(frozen=True, slots=True)
class _Pass:
    """What one pass knows.

    Attributes:
        now: The present instant.
        planned: All that the rules ask for, up to the horizon.
        wording: Words the messages.
        states: The state of every planned key that the ledger knows.
        opened: What the ledger holds unsent, by key.
        silencing: What silences hold.
        is_first: Whether the ledger has never seen a plan.
    """

    now: datetime
    planned: tuple[Reminder, ...]
    wording: Wording
    states: Mapping[str, State]
    opened: Mapping[str, Entry]
    silencing: Silencing
    is_first: bool

    def payload(self, reminder: Reminder) -> str:
        """Give the reminder's message as the ledger keeps it."""
        return as_payload(self.wording.of_reminder(reminder))

    def silence(self, reminder: Reminder) -> str:
        """Say which silence holds a reminder that is still to be decided on."""
        entry = self.opened.get(reminder.key)
        is_past = self.is_first and reminder.due_at < self.now
        if is_past or (entry is None and reminder.expires_at <= self.now):
            return ""
        at = reminder.due_at if entry is None else entry.not_before
        return self.silencing.note(reminder.identity, at)


def replan(loaded: Loaded, ledger: Ledger, *, now: datetime) -> Changes:
    """Bring the ledger in line with the rules, the beliefs and the clock.

    Applied whole or not at all; repeating it changes nothing.

    Returns:
        What was asked of the ledger.
    """
    changes = changes_for(loaded, ledger, now=now)
    ledger.apply(changes)
    log_changes(changes)
    return changes


def changes_for(loaded: Loaded, ledger: Ledger, *, now: datetime) -> Changes:
    """Say what the rules, the beliefs and the clock ask of the ledger, writing nothing.

    New reminders are entered, those that no rule asks for any more are closed, those
    that are overdue are caught up (`planning.catchup`), what became stale is told in
    one digest for each channel, and revisions are told once (`announcing`).
    """
    last_planned_at = ledger.last_planned_at()
    rules = loaded.alerts.rules
    # A clock that was set back does not make us forget what we have told already.
    rows = loaded.timeline.rows(as_of=max(now, last_planned_at or now))
    by_key = {(row.event.id, row.belief.milestone): row for row in rows}
    left = LeftBehind.of(ledger)
    everything_open = left.opened(ledger.open_entries())
    told = being_told(everything_open.values(), now=now)
    announced = announce(rows, rules, ledger, now=now, being_told=told)
    asked = plan_rows(rows, rules, since=EARLIEST, until=LATEST)
    wording = Wording(loaded.alerts, by_key, Upcoming(asked), now)
    near = tuple(one for one in asked if one.due_at < later(now, HORIZON))
    planned = without_repeats(
        near, ledger, now=now, moved=announced.moved, being_told=told
    )
    silencing = Silencing(ledger.silences(), by_key, ledger.silenced_entries(), now=now)
    notices = silencing.notices(rules)
    keys = [*(reminder.key for reminder in planned), *notices]
    states = left.states(ledger.states(keys))
    states = {**states, **dict.fromkeys(told, State.CLAIMED)}
    is_first = last_planned_at is None
    opened = {k: one for k, one in everything_open.items() if k not in told}
    this = _Pass(
        now=now,
        planned=still_asked(planned, states, now=now, is_first=is_first),
        wording=wording,
        states=states,
        opened=opened,
        silencing=silencing,
        is_first=is_first,
    )
    order = TellingOrder.of(by_key)
    hushed = {r.key: note for r in _undecided(this) if (note := this.silence(r))}
    judged = _judged(this, hushed, last_planned_at, loaded.settings.grace)
    standing = Standing(now, rules, by_key, near, announced.remembered, opened)
    holding = HoldingBack(loaded.alerts)
    following = follow_up(standing, ledger, silencing.note, wording.of_entry)
    missed = still_missed(_missed(this, judged), ledger, holding)
    changes = Changes(
        planned_at=now,
        insert=(
            *_inserted(this, judged),
            *_silenced(this, hushed),
            *(_announced(this, one) for one in announced.reminders),
            *_returning(this),
            *(wording.of_entry(one) for one in _noticed(this, notices)),
            *(wording.of_entry(one) for one in digests(missed, order, now=now)),
            *following.insert,
        ),
        close=(
            *_closed(this, judged),
            *_hushed(this, hushed),
            *_gone(this, notices),
            *following.close,
        ),
        refresh=(*_refreshed(this, judged), *following.refresh),
        remember=(*announced.remember, *following.remember),
    )
    alone = {k: one for k, one in this.opened.items() if not is_digest(one)}
    changes = held_back(changes, alone, holding, now=now)
    gatherer = gatherer_for(loaded, ledger, everything_open, now=now)
    changes = told_together(changes, this.opened, gatherer, order, wording.of_entry)
    wording.log_failures()
    return left.reopened(changes, holding, now=now)


def _undecided(this: _Pass) -> Iterator[Reminder]:
    """Yield what has not been sent and what nobody asked for once more."""
    for reminder in this.planned:
        entry = this.opened.get(reminder.key)
        is_asked = entry is not None and entry.note.startswith(RETRIED)
        if this.states.get(reminder.key) in _UNDECIDED and not is_asked:
            yield reminder


def _judged(
    this: _Pass,
    hushed: Mapping[str, str],
    last_planned_at: datetime | None,
    grace: timedelta,
) -> Mapping[Verdict, Sequence[Reminder]]:
    told = [r for r in this.planned if this.states.get(r.key) in TOLD_STATES]
    by_verdict = defaultdict[Verdict, list[Reminder]](list)
    for one in judge(
        [r for r in _undecided(this) if r.key not in hushed],
        now=this.now,
        grace=grace,
        last_planned_at=last_planned_at,
        awaited=this.opened.keys(),
        told=told,
    ):
        by_verdict[one.verdict].append(one.reminder)
    return by_verdict


_NEWS = (ON, MOVED, ESCALATED, FALLBACK)
_NEW = (None, State.SUPERSEDED)
_UNDECIDED = (*_NEW, State.PLANNED, State.WAITING, State.SILENCED)
_STALE = (Verdict.MISSED, Verdict.KNOWN_LATE, Verdict.FIRST_RUN)
_UNCLAIMED = (State.PLANNED, State.WAITING)


def _inserted(
    this: _Pass, judged: Mapping[Verdict, Sequence[Reminder]]
) -> Iterator[Entry]:
    for verdict, reminders in judged.items():
        for reminder in reminders:
            state = this.states.get(reminder.key)
            is_back = state is State.SILENCED and verdict not in _STALE
            if state in _NEW or is_back:
                yield _entry(this, reminder, verdict)


def _silenced(this: _Pass, hushed: Mapping[str, str]) -> Iterator[Entry]:
    """Yield what the ledger does not know yet and what a silence holds."""
    for reminder in this.planned:
        if reminder.key in hushed and this.states.get(reminder.key) in _NEW:
            entry = _entry(this, reminder, Verdict.SEND)
            yield replace(entry, state=State.SILENCED, note=hushed[reminder.key])


def _announced(this: _Pass, reminder: Reminder) -> Entry:
    entry = _entry(this, reminder, Verdict.SEND)
    note = this.silencing.note(reminder.identity, reminder.due_at)
    return replace(entry, state=State.SILENCED, note=note) if note else entry


def _noticed(this: _Pass, notices: Mapping[str, Entry]) -> Iterator[Entry]:
    """Yield what tells that a silence ends, and has not been told of yet."""
    for key, entry in notices.items():
        if this.states.get(key) in _NEW:
            yield entry


def _returning(this: _Pass) -> Iterator[Entry]:
    """Yield one-off messages that a silence has let go."""
    for entry in this.silencing.returning():
        is_following = entry.identity.moment in FOLLOWING  # asked for anew, or not
        if not is_following and not _has_lost_its_origin(this, entry):
            yield entry


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


def _hushed(this: _Pass, hushed: Mapping[str, str]) -> Iterator[tuple[str, State, str]]:
    """Yield what the ledger holds unsent and what a silence holds from now on."""
    for entry in this.opened.values():
        note = hushed.get(entry.key, "")
        is_one_off = not entry.identity.is_from_plan
        if is_one_off or entry.note.startswith(RETRIED):
            note = this.silencing.note(entry.identity, entry.not_before)
        if note:
            yield entry.key, State.SILENCED, note


def _gone(
    this: _Pass, notices: Mapping[str, Entry]
) -> Iterator[tuple[str, State, str]]:
    """Yield what the ledger holds unsent and what the plan does not ask for."""
    asked = {reminder.key for reminder in this.planned}
    for entry in this.opened.values():
        is_from_plan = entry.identity.is_from_plan
        is_asked_by_hand = entry.note.startswith(RETRIED)
        if is_from_plan and entry.key not in asked:
            if entry.due_at < later(this.now, HORIZON):
                yield entry.key, State.SUPERSEDED, _GONE
        elif entry.identity.moment == NOTICE and entry.key not in notices:
            yield entry.key, State.SUPERSEDED, _OVER
        elif _has_lost_its_origin(this, entry):
            yield entry.key, State.SUPERSEDED, _GONE
        elif (not is_from_plan or is_asked_by_hand) and entry.expires_at <= this.now:
            yield entry.key, State.EXPIRED, Verdict.MISSED.value


def _has_lost_its_origin(this: _Pass, entry: Entry) -> bool:
    """Whether what it tells anew is not to be told any more.

    Somebody who acknowledged a reminder needs no other way to it.
    """
    origin, _, key = entry.identity.bound.partition("=")
    if entry.identity.moment not in (SNOOZED, FALLBACK) or origin != FROM_PLAN:
        return False
    is_noted = entry.identity.moment == FALLBACK and this.states.get(key) is State.ACKED
    return is_noted or all(reminder.key != key for reminder in this.planned)


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
            due = reminder.due_at
            is_held = entry.not_before > entry.due_at  # snoozed: it was never tried
            at = max(due, entry.not_before) if is_held else due
            yield reminder.key, payload, due, at, reminder.expires_at


def _missed(
    this: _Pass, judged: Mapping[Verdict, Sequence[Reminder]]
) -> Mapping[tuple[str, str], Sequence[Entry]]:
    """Group what became stale unsent by recipient and channel."""
    groups = defaultdict[tuple[str, str], list[Entry]](list)
    for reminder in judged[Verdict.MISSED]:
        is_silenced = this.states.get(reminder.key) is State.SILENCED
        is_repetition = reminder.identity.is_repetition  # the next one stands for it
        if (
            is_silenced
            or is_repetition
            or this.silencing.note(reminder.identity, this.now)
        ):
            continue
        entry = this.opened.get(reminder.key)
        if entry is None:
            entry = _entry(this, reminder, Verdict.MISSED)
        groups[entry.identity.recipient, entry.identity.channel].append(entry)
    for entry in this.opened.values():
        is_news = entry.identity.moment in _NEWS
        if is_news and entry.expires_at <= this.now and entry.state in _UNCLAIMED:
            groups[entry.identity.recipient, entry.identity.channel].append(entry)
    return groups
