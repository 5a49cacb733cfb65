"""`geotimeline show`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import A_YEAR_LATER, CHECKOUT, NOVEMBER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

GOLDEN = CHECKOUT / "tests" / "cli" / "golden"
VISIT = "ru-in-putin-visit-new-delhi"
SLIPPED = """
  - id: peskov-january
    date: 2026-01
    by: {name: Peskov}
    said: 2025-12-20
    source: putin-india-article
    quote: in January
    recorded: 2025-12-20T09:00:00Z
"""


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("now", [NOVEMBER, A_YEAR_LATER])
@pytest.mark.parametrize("event", [VISIT, "ru-in-visit-agenda", "us-tariff-india"])
def test_an_event_is_shown_as_in_its_golden_file(
    geotimeline: Callable[..., Ran],
    golden: Callable[[Path, str], None],
    now: str,
    event: str,
) -> None:
    shown = geotimeline("show", event, "--now", now)

    assert shown.code == 0
    golden(GOLDEN / f"show-{event}-{now[:10]}.txt", shown.out)


def test_a_claim_that_stepped_aside_is_shown_with_the_reason(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    file = desk / "events" / f"{VISIT}.yaml"
    file.write_text(file.read_text("utf-8").rstrip() + SLIPPED, "utf-8")

    shown = geotimeline("show", VISIT, "--now", "2025-12-21")

    counting, aside = shown.out.split("Claims that stepped aside:")
    assert "peskov-january" in counting
    assert "the same speaker said otherwise since (peskov-january)" in aside
    assert "peskov-eoy · by the end of 2025" in aside


@pytest.mark.usefixtures("shipped")
def test_json_gives_the_objects_of_list(geotimeline: Callable[..., Ran]) -> None:
    shown = geotimeline("show", VISIT, "--now", NOVEMBER, "--json")
    listed = geotimeline("list", f"id:{VISIT}", "--now", NOVEMBER, "--json")

    assert json.loads(shown.out) == json.loads(listed.out)


@pytest.mark.parametrize("command", ["show", "why"])
def test_an_event_whose_file_is_broken_is_told_with_its_problem(
    geotimeline: Callable[..., Ran], desk: Path, command: str
) -> None:
    file = desk / "events" / f"{VISIT}.yaml"
    file.write_text(file.read_text("utf-8").replace("2025-12-XX", "2025-13"), "utf-8")

    shown = geotimeline(command, VISIT, "--now", NOVEMBER)

    assert shown.code == 1
    assert f"events/{VISIT}.yaml:18: claims[1].date" in shown.err


@pytest.fixture
def series(desk: Path) -> Path:
    """Give a desk that also has a weekly call, one of which was moved long ago."""
    (desk / "events/call.yaml").write_text(
        "title: Weekly call\ntype: meeting\nrecurs: FREQ=WEEKLY\nclaims:\n"
        "  - {id: c1, date: 2025-10-02}\n"
        "  - {id: c2, occurrence: 2025-10-09, status: held, date: 2025-10-10}\n"
    )
    return desk


def test_of_a_long_series_the_nearest_occurrences_are_shown(
    geotimeline: Callable[..., Ran], series: Path
) -> None:
    assert series.is_dir()

    shown = geotimeline("show", "call", "--now", NOVEMBER).out

    named = [line for line in shown.splitlines() if re.fullmatch(r"20[-0-9]{8}", line)]
    moved, last = "2025-10-09", "2025-11-20"
    ahead = ["2025-11-27", "2025-12-04", "2025-12-11", "2025-12-18", "2025-12-25"]
    assert named == [moved, last, *ahead]
    every = json.loads(geotimeline("show", "call", "--json", "--now", NOVEMBER).out)
    left_out = len(every) - len(named)
    assert f"… and {left_out} more occurrences: geotimeline list id:call\n" in shown


def test_the_next_reminders_name_the_stage_that_they_are_of(
    geotimeline: Callable[..., Ran], series: Path
) -> None:
    rule = "rules: [{name: r, match: id:call, remind: 1d before first}]\n"
    (series / "alerts/rules.yaml").write_text(rule)

    shown = geotimeline("show", "call", "--now", NOVEMBER).out

    assert "2025-12-04: 1 day before the first possible day · to console" in shown
