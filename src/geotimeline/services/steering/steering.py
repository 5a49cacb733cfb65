"""What people ask of reminders: taken note of, later, not now, and once more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.errors import NotFoundError
from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import Entry, State
from geotimeline.interfaces.steering import Acknowledgement
from geotimeline.model.query import Query
from geotimeline.planning.reminders import SNOOZED
from geotimeline.planning.steering import FROM_PLAN, HELD_BACK, ONE_OFF, RETRIED
from geotimeline.services.messages.composing import as_payload, read_payload
from geotimeline.services.messages.sending_words import compose_again
from geotimeline.services.reminding.replanning import replan
from geotimeline.services.reminding.silencing import silence_note
from geotimeline.services.steering.finding import Found, find
from geotimeline.services.steering.leaving_digests import leave_digests, members_of
from geotimeline.services.steering.taking_note import put_off, take_note

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.planning.steering import Silence
    from geotimeline.services.data.loading import Loaded

_USEFUL_AGAIN = timedelta(days=1)  # at least so long is tried what somebody asked for
_ASKED = "once more, as somebody asked"
_UNSENT = (State.PLANNED, State.WAITING)


@dataclass(frozen=True, slots=True)
class Silenced:
    """A new silence.

    Attributes:
        silence: As the ledger keeps it.
        held: The reminders that it holds as yet.
    """

    silence: Silence
    held: tuple[Entry, ...]


def acknowledge(
    ledger: Ledger,
    name: str,
    *,
    at: datetime,
    by: str = "",
    via: str = "cli",
    note: str = "",
) -> tuple[Entry, ...]:
    """Take note of one reminder, or of all that was told of an event.

    With a digest goes what it tells; one that was not sent yet leaves out what somebody
    took note of. Doing it twice changes nothing: the first acknowledgement stays. Of an
    event, what is still to come is not touched.

    Returns:
        What was meant, as it stood before.

    Raises:
        NotFoundError: There is no such reminder, or nothing to take note of.
    """
    found = find(ledger, name)
    meant = found.entries
    if found.is_event:
        meant = tuple(entry for entry in meant if _was_told(entry))
    meant = tuple(one for e in meant for one in (*members_of(ledger, e), e))
    taken = tuple(
        entry
        for entry in meant
        if take_note(ledger, Acknowledgement(entry.key, at, by, via, note))
        or entry.state is State.ACKED
    )
    if not taken:
        raise _refused("acknowledge", name, found)
    leave_digests(ledger, taken, now=at)
    return taken


def snooze(
    ledger: Ledger, name: str, *, until: datetime, now: datetime, by: str = ""
) -> tuple[Entry, ...]:
    """Tell a reminder later: hold back what is unsent, tell once more what was sent.

    Of an event: what was told last through each channel, else what comes next.

    Returns:
        What will be sent at `until`.

    Raises:
        NotFoundError: There is no such reminder, or none that can be snoozed so long.
    """
    found = find(ledger, name)
    meant = _latest(found.entries) if found.is_event else found.entries
    words = f"{HELD_BACK} {until:%Y-%m-%d %H:%M} UTC" + (f" by {by}" if by else "")
    later = tuple(
        key
        for entry in meant
        if (key := _snoozed(ledger, entry, until, now, words)) is not None
    )
    if not later:
        raise _refused("snooze", name, found, until)
    put_off(ledger, later, until=until, now=now, note=words)
    leave_digests(ledger, meant, now=now)
    return tuple(entry for key in later for entry in ledger.with_key(key))


def retry(
    ledger: Ledger, name: str, *, now: datetime, by: str = ""
) -> tuple[Entry, ...]:
    """Try again what could not be delivered: at once, and for a day at least.

    Raises:
        NotFoundError: There is no such reminder, or none that is dead.
    """
    found = find(ledger, name)
    note = f"{RETRIED} of {by}" if by else RETRIED
    again = tuple(
        entry.key
        for entry in found.entries
        if ledger.retry(
            entry.key,
            now=now,
            expires_at=max(entry.expires_at, now + _USEFUL_AGAIN),
            note=note,
        )
    )
    if not again:
        raise _refused("retry", name, found)
    return tuple(entry for key in again for entry in ledger.with_key(key))


def silence(
    loaded: Loaded,
    ledger: Ledger,
    matcher: str,
    *,
    starts: datetime,
    ends: datetime,
    now: datetime,
    by: str = "",
    why: str = "",
) -> Silenced:
    """Tell nothing of some events for a while; what is planned is held at once.

    Raises:
        QuerySyntaxError: The query cannot be read; nothing is silenced.
    """
    Query.parse(matcher)
    made = ledger.add_silence(matcher, starts=starts, ends=ends, by=by, why=why)
    _bring_in_line(loaded, ledger, now)
    note = silence_note(made)
    held = tuple(one for one in ledger.silenced_entries() if one.note == note)
    return Silenced(made, held)


def end_silence(
    loaded: Loaded, ledger: Ledger, number: int, *, now: datetime
) -> tuple[Entry, ...]:
    """End a silence early.

    Returns:
        What it held and is planned again.

    Raises:
        NotFoundError: No silence of that number lasts.
    """
    held = [entry.key for entry in ledger.silenced_entries()]
    if not ledger.end_silence(number, at=now):
        lasting = [str(s.number) for s in ledger.silences() if s.until > now]
        hint = f"these last: {', '.join(lasting)}" if lasting else "none lasts"
        raise NotFoundError("silence", str(number), hint)
    _bring_in_line(loaded, ledger, now)
    return tuple(entry for entry in ledger.open_entries() if entry.key in held)


def _bring_in_line(loaded: Loaded, ledger: Ledger, now: datetime) -> None:
    """Plan anew, unless the ledger has seen no plan: there is nothing to hold then."""
    if ledger.last_planned_at() is not None:
        replan(loaded, ledger, now=now)


def _was_told(entry: Entry) -> bool:
    is_waiting_again = entry.identity.moment == SNOOZED and entry.state in _UNSENT
    return is_waiting_again or entry.state in (State.SENT, State.ACKED)


def _latest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give for each channel what was told last; else what comes next."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in sorted(entries, key=_rank):
        identity = entry.identity
        found.setdefault((identity.recipient, identity.channel), entry)
    return tuple(found.values())


def _rank(entry: Entry) -> tuple[int, float, str]:
    at = (entry.sent_at or entry.not_before).timestamp()
    if entry.state is State.SENT:
        return 0, -at, entry.key
    return (1 if entry.state in _UNSENT else 2), at, entry.key


def _snoozed(
    ledger: Ledger, entry: Entry, until: datetime, now: datetime, words: str
) -> str | None:
    """Snooze one entry; give the key of what will be sent, or None if it cannot be."""
    if entry.state is State.SENT:
        return _told_again(ledger, entry, until, now, words)
    is_later = entry.due_at < until < entry.expires_at
    if is_later and ledger.snooze(entry.key, until=until, note=words):
        return entry.key
    return None


def _told_again(
    ledger: Ledger, entry: Entry, until: datetime, now: datetime, words: str
) -> str:
    """Plan the words of what was sent once more, under a key of its own."""
    again = _again(entry, until, now, words)
    while again.key in (states := ledger.states([again.key])):
        is_unsent = states[again.key] in _UNSENT
        if is_unsent and ledger.snooze(again.key, until=until, note=words):
            return again.key
        again = _again(again, until, now, words)
    planned_at = ledger.last_planned_at() or now
    ledger.apply(Changes(planned_at, insert=(again,)))
    return again.key


def _again(entry: Entry, until: datetime, now: datetime, words: str) -> Entry:
    origin = FROM_PLAN if entry.identity.is_from_plan else ONE_OFF
    identity = replace(
        entry.identity, moment=SNOOZED, bound=f"{origin}={entry.key}", number=0
    )
    if entry.identity.moment == SNOOZED:
        identity = replace(entry.identity, number=entry.identity.number + 1)
    told = read_payload(entry.payload)
    message = compose_again(identity.key, told, due_at=until, why=_ASKED)
    return Entry(
        identity=identity,
        key=identity.key,
        due_at=until,
        not_before=until,
        expires_at=max(entry.expires_at, until + _USEFUL_AGAIN),
        payload=as_payload(message),
        state=State.PLANNED,
        created_at=now,
        priority=entry.priority,
        note=words,
    )


def _refused(
    what: str, name: str, found: Found, until: datetime | None = None
) -> NotFoundError:
    """Say why nothing was done, by the states of what was meant."""
    states = sorted({entry.state.value for entry in found.entries})
    hint = f"what there is, is {', '.join(states)}"
    unsent = [entry for entry in found.entries if entry.state in _UNSENT]
    if until is not None and unsent:
        due = min(entry.due_at for entry in unsent)
        stale = min(entry.expires_at for entry in unsent)
        hint = (
            f"it is not told before {due:%Y-%m-%d %H:%M} UTC anyway"
            if until <= due
            else f"it is of use until {stale:%Y-%m-%d %H:%M} UTC only"
        )
    return NotFoundError(f"reminder to {what}", name, hint)
