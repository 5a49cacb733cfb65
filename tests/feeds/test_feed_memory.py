"""Where history was edited, calendars may not follow: the ledger notices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.errors import LedgerError
from geotimeline.services.data.loading import load
from geotimeline.services.publishing.feed_memory import MOST_WARNINGS, edits_told
from geotimeline.services.publishing.feeds import render_feed

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2025, 11, 28, 9, tzinfo=UTC)
PLANNED = '- {id: c1, date: "2025-12", recorded: 2025-11-20T09:00:00Z}'
FIRM = "- {id: c2, date: 2025-12-04, status: confirmed, recorded: 2025-11-25T09:00:00Z}"
OTHER = PLANNED.replace("2025-12", "2026-01")
OFF = "- {id: c2, status: cancelled, recorded: 2025-11-25T09:00:00Z}"
PAST = PLANNED.replace("2025-12", "2025-09")


class Desk:
    """A folder with events that are rewritten, and the ledger that sees its feed."""

    def __init__(self, folder: Path) -> None:
        self.events = folder / "events"
        self.events.mkdir()
        self.ledger = MemoryLedger()

    def write(self, *claims: str, name: str = "visit") -> None:
        lines = "\n".join(f"  {claim}" for claim in claims)
        text = f"title: A visit\ntype: visit\nclaims:\n{lines}\n"
        (self.events / f"{name}.yaml").write_text(text)

    def told(self, *, days_later: int = 0) -> tuple[str, ...]:
        now = NOW + timedelta(days=days_later)
        feed = render_feed(load(self.events.parent), "all", now=now)
        return edits_told(self.ledger, feed, now=now)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_claims_that_are_added_are_no_news(desk: Desk) -> None:
    desk.write(PLANNED)
    first = desk.told()
    desk.write(PLANNED, FIRM)

    assert (first, desk.told(), desk.told()) == ((), (), ())


def test_a_claim_that_was_removed_takes_the_number_back(desk: Desk) -> None:
    desk.write(PLANNED, FIRM)
    desk.told()
    desk.write(PLANNED)

    (warning,) = desk.told()

    assert "visit@geotimeline: its claims were edited or removed" in warning
    assert "add a claim that is recorded now" in warning
    assert desk.told() == (warning,)  # until somebody does


def test_it_is_quiet_again_once_a_claim_is_added(desk: Desk) -> None:
    desk.write(PLANNED, FIRM)
    desk.told()
    desk.write(PLANNED)
    desk.told()
    desk.write(PLANNED, OFF.replace("11-25", "11-27"))

    assert desk.told() == ()


def test_a_claim_that_was_edited_moves_the_entry_under_the_same_number(
    desk: Desk,
) -> None:
    desk.write(PLANNED)
    desk.told()
    desk.write(OTHER)

    assert "it moved because claims were edited" in desk.told()[0]


def test_an_event_that_is_removed_leaves_a_ghost_and_that_is_told_once(
    desk: Desk,
) -> None:
    desk.write(PLANNED)
    desk.told()
    (desk.events / "visit.yaml").unlink()

    assert "it left without being cancelled" in desk.told()[0]
    assert desk.told() == ()


@pytest.mark.parametrize("claims", [(PLANNED, OFF), (PAST,)], ids=["cancelled", "over"])
def test_what_is_cancelled_or_over_may_leave(
    desk: Desk, claims: tuple[str, ...]
) -> None:
    desk.write(*claims)
    desk.told()
    (desk.events / "visit.yaml").unlink()

    assert desk.told() == ()


def test_a_cancelled_entry_that_leaves_after_90_days_is_no_news(desk: Desk) -> None:
    desk.write(PLANNED, OFF)
    desk.told()

    assert desk.told(days_later=200) == ()


def test_other_options_move_entries_and_are_no_edit(desk: Desk) -> None:
    desk.write(PLANNED)
    desk.told()
    (desk.events.parent / "alerts").mkdir()
    feeds = desk.events.parent / "alerts" / "feeds.yaml"
    feeds.write_text("feeds: {all: {uncertain: span}}\n")

    assert desk.told() == ()


def test_of_many_warnings_a_few_are_told_and_the_rest_counted(desk: Desk) -> None:
    for number in range(MOST_WARNINGS + 3):
        desk.write(PLANNED, name=f"visit-{number}")
    desk.told()
    for number in range(MOST_WARNINGS + 3):
        desk.write(OTHER, name=f"visit-{number}")

    told = desk.told()

    assert (len(told), told[-1]) == (MOST_WARNINGS + 1, "and 3 more")


def test_no_feed_waits_for_a_ledger_that_cannot_be_used(desk: Desk) -> None:
    class Broken(MemoryLedger):
        def recall(self, name: str) -> str | None:
            raise LedgerError(name, "disk full")

    desk.write(PLANNED)
    desk.ledger = Broken()

    (warning,) = desk.told()

    assert "disk full" in warning
