"""What a planning pass decided, one line of the log each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import OPEN_STATES, Entry
from geotimeline.planning.catchup import Verdict
from geotimeline.services.decisions import decided

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geotimeline.interfaces.changes import Changes


_LEFT = "the process that was sending it is gone; it may have arrived"


def log_changes(changes: Changes, opened: Mapping[str, Entry]) -> None:
    """Log what was entered, closed and planned again; a first run's known as one.

    Args:
        changes: What was asked of the ledger.
        opened: What the ledger held unsent before, by key.
    """
    for entry in changes.insert:
        if entry.state in OPEN_STATES:
            _log_entry("planned", entry)
        elif entry.note != Verdict.FIRST_RUN.value:
            _log_entry(entry.state.value, entry)
    for key, state, note in changes.close:
        _log_known(state.value, key, opened, why=note)
    for key, _ in changes.reopen:
        _log_known("planned again", key, opened, why=_LEFT)
    known = _count(changes.insert, Verdict.FIRST_RUN)
    if known:
        decided("first run", taken_as_known=known, why=Verdict.FIRST_RUN.value)


def _log_known(what: str, key: str, opened: Mapping[str, Entry], *, why: str) -> None:
    if key in opened:
        _log_entry(what, replace(opened[key], note=why))
    else:  # another process has closed it meanwhile
        decided(what, key=key, why=why)


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
