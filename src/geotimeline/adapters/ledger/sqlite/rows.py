"""Entries and attempts as rows of SQLite, and back, exact to the microsecond."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from geotimeline.interfaces.attempts import OUTCOMES, Attempt
from geotimeline.interfaces.entries import Entry, State
from geotimeline.interfaces.steering import Acknowledgement
from geotimeline.planning.reminders import Identity
from geotimeline.planning.steering import Silence

if TYPE_CHECKING:
    import sqlite3

    from geotimeline.interfaces.attempts import Outcome

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_microseconds(instant: datetime) -> int:
    """Count microseconds since 1970 in UTC; whole numbers keep the order exact.

    Raises:
        TypeError: The instant names no zone.
    """
    return (instant - _EPOCH) // _MICROSECOND


def to_instant(microseconds: int) -> datetime:
    """Give the instant in UTC that `to_microseconds` counted to."""
    return _EPOCH + timedelta(0, 0, microseconds)


def to_row(entry: Entry) -> dict[str, str | int | None]:
    """Give the columns of an entry by their names."""
    identity = entry.identity
    return {
        "key": entry.key,
        "event": identity.event,
        "milestone": identity.milestone,
        "rule": identity.rule,
        "moment": identity.moment,
        "bound": identity.bound,
        "claim": identity.claim,
        "recipient": identity.recipient,
        "channel": identity.channel,
        "number": identity.number,
        "due_at": to_microseconds(entry.due_at),
        "not_before": to_microseconds(entry.not_before),
        "expires_at": to_microseconds(entry.expires_at),
        "priority": entry.priority,
        "payload": entry.payload,
        "state": entry.state.value,
        "message_id": entry.message_id,
        "note": entry.note,
        "last_error": entry.last_error,
        "attempts": entry.attempts,
        "created_at": to_microseconds(entry.created_at),
        "sent_at": _to_optional_microseconds(entry.sent_at),
        "acked_at": _to_optional_microseconds(entry.acked_at),
        "owner": entry.owner,
        "fence": entry.fence,
    }


def to_entry(row: sqlite3.Row) -> Entry:
    """Read an entry from a row of `reminder`."""
    kept = dict(zip(row.keys(), row, strict=True))  # a Row searches its names in turn
    return Entry(
        identity=Identity(
            event=kept["event"],
            milestone=kept["milestone"],
            rule=kept["rule"],
            moment=kept["moment"],
            bound=kept["bound"],
            claim=kept["claim"],
            recipient=kept["recipient"],
            channel=kept["channel"],
            number=kept["number"],
        ),
        key=kept["key"],
        due_at=to_instant(kept["due_at"]),
        not_before=to_instant(kept["not_before"]),
        expires_at=to_instant(kept["expires_at"]),
        payload=kept["payload"],
        state=State(kept["state"]),
        created_at=to_instant(kept["created_at"]),
        priority=kept["priority"],
        attempts=kept["attempts"],
        fence=kept["fence"],
        owner=kept["owner"],
        message_id=kept["message_id"],
        note=kept["note"],
        last_error=kept["last_error"],
        sent_at=_to_optional_instant(kept["sent_at"]),
        acked_at=_to_optional_instant(kept["acked_at"]),
        may_have_arrived=bool(kept["may_have_arrived"]),
        digest=kept["digest"],
    )


def to_attempt(row: sqlite3.Row) -> Attempt:
    """Read an attempt from a row of `attempt`."""
    return Attempt(
        key=row["key"],
        at=to_instant(row["at"]),
        outcome=row["outcome"],
        status=row["status"],
        milliseconds=row["ms"],
        error=row["error"],
        is_passing=bool(row["is_passing"]),
        asked_until=_to_optional_instant(row["asked_until"]),
    )


def to_acknowledgement(row: sqlite3.Row) -> Acknowledgement:
    """Read an acknowledgement from a row of `ack`."""
    at = to_instant(row["at"])
    return Acknowledgement(row["key"], at, row["by"], row["via"], row["note"])


def to_silence(row: sqlite3.Row) -> Silence:
    """Read a silence from a row of `silence`."""
    return Silence(
        number=row["id"],
        matcher=row["matcher"],
        starts=to_instant(row["starts"]),
        ends=to_instant(row["ends"]),
        by=row["by"],
        why=row["why"],
        ended_at=_to_optional_instant(row["ended_at"]),
    )


def to_settlement(outcome: Outcome) -> dict[str, str | int | float | None]:
    """Give what a settled claim changes in its entry and adds to its attempts."""
    at = to_microseconds(outcome.at)
    return {
        "state": outcome.state.value,
        "not_before": _to_optional_microseconds(outcome.not_before),
        "message_id": outcome.message_id,
        "error": outcome.error,
        "sent_at": at if outcome.state is State.SENT else None,
        "may_have_arrived": outcome.may_have_arrived,
        "at": at,
        "outcome": OUTCOMES[outcome.state],
        "status": outcome.status,
        "milliseconds": outcome.milliseconds,
        "is_passing": outcome.is_passing,
        "asked_until": _to_optional_microseconds(outcome.asked_until),
    }


def _to_optional_microseconds(instant: datetime | None) -> int | None:
    return None if instant is None else to_microseconds(instant)


def _to_optional_instant(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else to_instant(microseconds)
