# ruff: noqa: E402 (the imports follow the registration that they need)
"""What every ledger promises, as tests that its author inherits.

Subclass `LedgerContract` under a name that starts with `Test`, and give a fixture
`ledger`; see `LedgerStore` for the two others that a ledger shared between processes,
or one that does not measure leases by a `LeaseClock`, gives as well.
"""

from __future__ import annotations

import pytest

# Before the imports, so that a failing contract shows values and not just a line.
pytest.register_assert_rewrite(
    "geotimeline.testing.ledger.allowing",
    "geotimeline.testing.ledger.claiming",
    "geotimeline.testing.ledger.gathering",
    "geotimeline.testing.ledger.leasing",
    "geotimeline.testing.ledger.planning",
    "geotimeline.testing.ledger.recording",
    "geotimeline.testing.ledger.settling",
    "geotimeline.testing.ledger.silencing",
    "geotimeline.testing.ledger.steering",
    "geotimeline.testing.ledger.telling",
)

from geotimeline.testing.ledger.allowing import AllowingContract
from geotimeline.testing.ledger.claiming import ClaimingContract
from geotimeline.testing.ledger.entries import NOON, claim, make_entry, reopen
from geotimeline.testing.ledger.gathering import GatheringContract
from geotimeline.testing.ledger.leasing import LeasingContract
from geotimeline.testing.ledger.planning import PlanningContract
from geotimeline.testing.ledger.recording import RecordingContract
from geotimeline.testing.ledger.settling import SettlingContract
from geotimeline.testing.ledger.silencing import SilencingContract
from geotimeline.testing.ledger.steering import SteeringContract
from geotimeline.testing.ledger.store import (
    Leases,
    LedgerStore,
    MovableLeaseClock,
)
from geotimeline.testing.ledger.telling import TellingContract

__all__ = [
    "NOON",
    "Leases",
    "LedgerContract",
    "LedgerStore",
    "MovableLeaseClock",
    "claim",
    "make_entry",
    "reopen",
]


class LedgerContract(
    PlanningContract,
    ClaimingContract,
    AllowingContract,
    GatheringContract,
    LeasingContract,
    SettlingContract,
    RecordingContract,
    SilencingContract,
    SteeringContract,
    TellingContract,
):
    """All promises of `geotimeline.interfaces.ledger.Ledger`."""
