"""The window that a postponement with no new date set aside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from geotimeline.edtf import parse
from geotimeline.model.belief import belief
from geotimeline.model.event import Claim, Event
from geotimeline.model.postponing import window_before
from geotimeline.model.vocabulary import Status
from geotimeline.model.window_edtf import window_edtf

START = datetime(2025, 11, 1, tzinfo=UTC)
OFF = Status.POSTPONED


def before(*claims: tuple[str, Status], recorded_apart: bool = True) -> str | None:
    """Give the old window in EDTF; the claims are told from the oldest."""
    step = timedelta(days=1 if recorded_apart else 0)
    told = tuple(
        Claim(
            f"c{n}",
            parse(date) if date else None,
            status,
            recorded=START + n * step,
        )
        for n, (date, status) in enumerate(claims)
    )
    event = Event("visit", "A visit", "visit", told)
    found = belief(event, as_of=START + timedelta(days=30))
    assert found is not None
    window = window_before(event, found)
    return None if window is None else window_edtf(window, "UTC")


PLANNED = ("2025-12", Status.PLANNED)


@pytest.mark.parametrize(
    ("claims", "old"),
    [
        ([PLANNED], None),
        ([PLANNED, ("2026-01", OFF)], None),
        ([PLANNED, ("", OFF)], "2025-12"),
        ([PLANNED, ("2025-12-04", Status.PLANNED), ("", OFF)], "2025-12-04"),
        ([PLANNED, ("", OFF), ("", OFF)], "2025-12"),
        ([PLANNED, ("2026-01", OFF), ("", OFF)], "2026-01"),
        ([PLANNED, ("", OFF), ("", Status.CANCELLED)], "2025-12"),
        ([PLANNED, ("", OFF), ("2026-03", Status.PLANNED)], None),
        ([("", OFF)], None),
    ],
    ids=[
        "not put off",
        "put off to a new date",
        "put off",
        "narrowed, then put off",
        "put off twice",
        "put off to a date, then without one",
        "put off, then cancelled",
        "put off, then given a date",
        "never dated",
    ],
)
def test_the_old_window_is_what_the_older_claims_say(
    claims: list[tuple[str, Status]], old: str | None
) -> None:
    assert before(*claims) == old


def test_claims_entered_in_one_go_are_still_told_apart() -> None:
    assert before(PLANNED, ("", OFF), recorded_apart=False) == "2025-12"
