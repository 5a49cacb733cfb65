"""Contract tests for plugin authors: inherit them, and pytest checks your plugin.

It needs pytest, which the program itself does not.
"""

from __future__ import annotations

import pytest

# ruff: noqa: E402 (the imports follow the registration that they need)
# Before the imports, so that a failing contract shows values and not just a line.
pytest.register_assert_rewrite("geotimeline.testing.notifiers")

from geotimeline.testing.ledger import LedgerContract
from geotimeline.testing.notifiers import (
    NotifierContract,
    Received,
    Receiver,
    make_message,
)

__all__ = [
    "LedgerContract",
    "NotifierContract",
    "Received",
    "Receiver",
    "make_message",
]
