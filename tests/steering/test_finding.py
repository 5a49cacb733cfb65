"""What people call a reminder, and what it stands for."""

from __future__ import annotations

import pytest

from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.errors import NotFoundError
from geotimeline.interfaces.changes import Changes
from geotimeline.services.steering.finding import find
from geotimeline.testing.ledger import NOON, make_entry

ONE = "abcdef" + 18 * "0"
OTHER = "abcdef" + 18 * "1"


@pytest.fixture
def ledger() -> MemoryLedger:
    ledger = MemoryLedger()
    entries = (make_entry("visit", key=ONE), make_entry("deadbeef", key=OTHER))
    ledger.apply(Changes(NOON, insert=entries))
    return ledger


@pytest.mark.parametrize("name", [ONE, ONE[:7], ONE[:7].upper()])
def test_the_beginning_of_a_key_stands_for_its_reminder(
    ledger: MemoryLedger, name: str
) -> None:
    found = find(ledger, name)

    assert [entry.key for entry in found.entries] == [ONE]
    assert not found.is_event


@pytest.mark.parametrize("name", ["visit", "deadbeef"])
def test_the_id_of_an_event_stands_for_all_its_reminders(
    ledger: MemoryLedger, name: str
) -> None:
    found = find(ledger, name)

    assert {entry.identity.event for entry in found.entries} == {name}
    assert found.is_event


def test_where_several_keys_begin_so_they_are_listed(ledger: MemoryLedger) -> None:
    with pytest.raises(NotFoundError) as refused:
        find(ledger, "abcdef")

    assert "several keys begin so" in str(refused.value)
    assert ONE[:12] in str(refused.value)
    assert OTHER[:12] in str(refused.value)
