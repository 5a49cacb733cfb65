"""What /health and /metrics tell whoever asks, and what they keep to themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import pytest

from geotimeline.errors import LedgerError
from geotimeline.interfaces.vitals import ChannelTally, Health

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.web.desk import Desk
    from tests.serve.conftest import Served

NOW = datetime(2025, 11, 28, 9, tzinfo=UTC)
WELL = Health(
    at=NOW,
    holder="a process",
    pulse=None,
    planned_at=NOW,
    next_due=None,
    queue={},
    overdue=0,
    dead=0,
    channels={},
)


@dataclass(frozen=True, slots=True)
class FakeDesk:
    """A scheduler that fares as a test says."""

    health: Callable[[], Health]


def serve_with(serve: Callable[..., Served], health: Callable[[], Health]) -> Served:
    return serve(desk=cast("Desk", FakeDesk(health)))


def unreadable() -> Health:
    raise LedgerError("/home/desk/.local/state/ledger.sqlite3", "it is damaged")


@pytest.mark.parametrize("path", ["/health", "/metrics"])
def test_a_ledger_that_fails_is_told_and_where_it_lies_is_not(
    serve: Callable[..., Served], path: str
) -> None:
    answer = serve_with(serve, unreadable).ask(path)

    assert answer.status == 503
    assert "the ledger cannot be used: it is damaged" in answer.body
    assert "/home" not in answer.body


def test_what_receivers_said_is_not_told_to_whoever_asks(
    serve: Callable[..., Served],
) -> None:
    tally = ChannelTally(sent=1, failures=2, error="sh: /home/desk/page.sh: not found")
    site = serve_with(serve, lambda: replace(WELL, channels={"pager": tally}))

    answer = site.ask("/health")

    pager = json.loads(answer.body)["channels"]["pager"]
    assert (pager["failures_in_a_row"], pager["last_error"]) == (2, "")
    assert "/home" not in answer.body + site.ask("/metrics").body
