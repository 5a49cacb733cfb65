"""What people said of test messages: whether they arrived, and when that was."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from geotimeline.interfaces.standings import Confirmation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.interfaces.ledger import Ledger

_FACTS = "confirmed/"


def confirm(channel: str, said: Confirmation, ledger: Ledger) -> None:
    """Keep what a person said of a test of a channel, in place of what was said before.

    Raises:
        LedgerError: It cannot be written.
    """
    ledger.remember(_FACTS + channel, json.dumps(asdict(said), default=str))


def confirmations(ledger: Ledger) -> Mapping[str, Confirmation]:
    """Give what was last said of each channel, by its name.

    Raises:
        LedgerError: It cannot be read.
    """
    kept = ledger.recall_all(_FACTS)
    return {channel: _read(text) for channel, text in kept.items()}


def _read(text: str) -> Confirmation:
    fields = json.loads(text)
    at = datetime.fromisoformat(fields["at"])
    return Confirmation(at, arrived=fields["arrived"], by=fields["by"])
