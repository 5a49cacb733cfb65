from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.testing.ledger import LedgerContract, MovableLeaseClock

if TYPE_CHECKING:
    from geotimeline.interfaces.ledger import Ledger


class TestMemoryLedger(LedgerContract):
    @pytest.fixture
    def lease_clock(self) -> MovableLeaseClock:
        return MovableLeaseClock()

    @pytest.fixture
    def ledger(self, lease_clock: MovableLeaseClock) -> Ledger:
        return MemoryLedger(lease_clock=lease_clock)
