from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.ledger.sqlite.ledger import SqliteLedger
from geotimeline.testing.ledger import LedgerContract, MovableLeaseClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geotimeline.interfaces.ledger import Ledger


class TestSqliteLedger(LedgerContract):
    @pytest.fixture
    def lease_clock(self) -> MovableLeaseClock:
        return MovableLeaseClock()

    @pytest.fixture
    def ledger(
        self, lease_clock: MovableLeaseClock, tmp_path: Path
    ) -> Iterator[Ledger]:
        path = tmp_path / "ledger.sqlite3"
        with closing(SqliteLedger(path, lease_clock=lease_clock)) as ledger:
            yield ledger

    @pytest.fixture
    def second(
        self, lease_clock: MovableLeaseClock, tmp_path: Path
    ) -> Iterator[Ledger]:
        path = tmp_path / "ledger.sqlite3"
        with closing(SqliteLedger(path, lease_clock=lease_clock)) as other:
            yield other
