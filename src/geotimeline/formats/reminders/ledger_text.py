"""Entries of the ledger in words and as JSON: what was sent, failed, is waiting."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geotimeline.formats.reminders.reminder_text import to_words
from geotimeline.formats.terminal import plain
from geotimeline.interfaces.entries import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry

_KEY_SHOWN = 8
_WORDS = {
    State.PLANNED: "planned",
    State.WAITING: "waiting",
    State.CLAIMED: "sending",
    State.SENT: "sent",
    State.ACKED: "acknowledged",
    State.DEAD: "failed",
    State.SUPERSEDED: "superseded",
    State.SILENCED: "silenced",
    State.EXPIRED: "not sent",
}
_WIDTH = max(map(len, _WORDS.values()))


def entry_lines(entry: Entry) -> Iterator[str]:
    """Say on two lines, or three, what became of a reminder."""
    identity = entry.identity
    at = entry.sent_at or entry.not_before
    state = _WORDS[entry.state].ljust(_WIDTH)
    yield f"{at:%Y-%m-%d %H:%M} UTC  {state}  {title_of(entry)}"
    facts = (
        identity.moment,
        f"to {to_words(identity)}",
        f"rule {identity.rule}" if identity.rule else "",
        _attempts(entry.attempts),
        f"key {entry.key[:_KEY_SHOWN]}",
    )
    yield "  " + plain(" · ".join(filter(None, facts)))
    why = entry.last_error if entry.state is not State.SENT else ""
    if entry.note or why:
        yield "  " + plain(f"why: {why or entry.note}")


def entry_as_json(entry: Entry) -> dict[str, object]:
    """Give an entry as plain JSON values, as docs/cli.md describes."""
    identity = entry.identity
    return {
        "key": entry.key,
        "state": entry.state.value,
        "event": identity.event,
        "milestone": identity.milestone,
        "title": title_of(entry),
        "rule": identity.rule,
        "moment": identity.moment,
        "bound": identity.bound,
        "recipient": identity.recipient,
        "channel": identity.channel,
        "digest": entry.digest,
        "due_at": _instant(entry.due_at),
        "not_before": _instant(entry.not_before),
        "expires_at": _instant(entry.expires_at),
        "sent_at": _instant(entry.sent_at),
        "attempts": entry.attempts,
        "last_error": entry.last_error,
        "note": entry.note,
        "message_id": entry.message_id,
    }


def title_of(entry: Entry) -> str:
    """Give the first line of an entry's message."""
    return plain(str(json.loads(entry.payload).get("title", "")))


def _attempts(count: int) -> str:
    if not count:
        return ""
    return f"{count} attempt{'' if count == 1 else 's'}"


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else f"{instant:%Y-%m-%dT%H:%M:%SZ}"
