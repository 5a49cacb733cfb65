"""What a planning pass decided, one line of the log each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import OPEN_STATES, Entry
from geotimeline.planning.catchup import Verdict
from geotimeline.services.decisions import decided

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geotimeline.interfaces.changes import Changes


def log_changes(changes: Changes) -> None:
    """Log what was entered and closed; what a first run takes as known, as one."""
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
