"""How each channel fares: what was sent, what failed, and since when."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from geotimeline.interfaces.vitals import ChannelTally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.interfaces.attempts import Outcome
    from geotimeline.interfaces.entries import Claimed
    from geotimeline.interfaces.ledger import Ledger

_FACTS = "channel/"


class Tallies:
    """What has happened since it was last written down; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._fresh: dict[str, ChannelTally] = {}

    def note(self, claimed: Claimed, outcome: Outcome) -> None:
        """Count an attempt that has just been settled."""
        channel = claimed.entry.identity.channel
        with self._lock:
            tally = self._fresh.get(channel, ChannelTally())
            self._fresh[channel] = tally.after(claimed, outcome)

    def save(self, ledger: Ledger) -> None:
        """Add what is new to what the ledger remembers; writes nothing if nothing is.

        Raises:
            LedgerError: It cannot be written; it is tried again at the next call.
        """
        with self._lock:
            for channel, tally in tuple(self._fresh.items()):
                before = _read(ledger.recall(_FACTS + channel))
                ledger.remember(_FACTS + channel, _written(before.then(tally)))
                del self._fresh[channel]


def tallies(ledger: Ledger) -> Mapping[str, ChannelTally]:
    """Give what is remembered of every channel, by its name, in order."""
    found = ledger.recall_all(_FACTS)
    return {channel: _read(found[channel]) for channel in sorted(found)}


def _written(tally: ChannelTally) -> str:
    return json.dumps(asdict(tally), default=datetime.isoformat)


def _read(text: str | None) -> ChannelTally:
    if text is None:
        return ChannelTally()
    fields = json.loads(text)
    for name in ("sent_at", "failed_at"):
        if fields[name] is not None:
            fields[name] = datetime.fromisoformat(fields[name])
    return ChannelTally(**fields)
