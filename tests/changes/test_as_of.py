"""The visit as it was believed before and after its days were named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.changes.conftest import VISIT, add_claim

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

NOW = ("--now", "2025-12-02T09:00Z")
BEFORE = ("--as-of", "2025-11-28")
AGENDA = "ru-in-visit-agenda"


def windows(ran: Ran) -> dict[str, str]:
    assert ran.code == 0
    return {one["id"]: one["window"]["edtf"] for one in json.loads(ran.out)}


@pytest.mark.usefixtures("confirmed")
def test_list_shows_what_was_believed_then(geotimeline: Callable[..., Ran]) -> None:
    now = windows(geotimeline("list", *NOW, "--json"))
    then = windows(geotimeline("list", *NOW, *BEFORE, "--json"))

    assert (then[VISIT], now[VISIT]) == ("2025-12", "2025-12-04/2025-12-05")
    assert then[AGENDA] == "[2025-11-03..2025-12-31]"
    assert now[AGENDA] == "[2025-11-03..2025-12-04]"


@pytest.mark.usefixtures("confirmed")
@pytest.mark.parametrize(
    ("command", "then", "now"),
    [
        (("show", VISIT), "When: December 2025", "When: 4"),
        (("export", "ical", "type:visit"), "DTSTART;VALUE=DATE:20251231", "20251204"),
        (("alerts", "plan"), "2025-12-24", "2025-12-03"),
    ],
)
def test_show_export_and_plan_know_what_was_known_then(
    geotimeline: Callable[..., Ran], command: tuple[str, ...], then: str, now: str
) -> None:
    assert then in geotimeline(*command, *NOW, *BEFORE).out
    assert now in geotimeline(*command, *NOW).out
    assert now not in geotimeline(*command, *NOW, *BEFORE).out


@pytest.mark.usefixtures("confirmed")
def test_lapses_are_still_judged_by_now(geotimeline: Callable[..., Ran]) -> None:
    then = geotimeline("list", "--now", "2026-02-01", *BEFORE, "--json")

    (visit,) = [one for one in json.loads(then.out) if one["id"] == VISIT]
    assert visit["lapsed"]


@pytest.mark.usefixtures("shipped")
def test_before_the_first_claim_the_list_is_empty_and_says_why(
    geotimeline: Callable[..., Ran],
) -> None:
    then = geotimeline("list", *NOW, "--as-of", "2025-11-25T08:59:59Z")

    assert then.out == ""
    assert "nothing was known by 2025-11-25 08:59 UTC" in then.err


@pytest.mark.usefixtures("confirmed")
def test_before_and_after_answer_how_sure_it_is(
    geotimeline: Callable[..., Ran],
) -> None:
    before = geotimeline("list", *NOW, "--before", VISIT, "--json")
    after = geotimeline(
        "list", *NOW, "--after", "us-sanctions-rosneft-lukoil", "--json"
    )
    answers = {one["id"]: one["answer"] for one in json.loads(before.out)}
    later = {one["id"]: one["answer"] for one in json.loads(after.out)}

    assert VISIT not in answers
    assert answers["us-tariff-india"] == "certainly"
    assert answers[AGENDA] == "certainly"  # the relation says so, the windows do not
    assert answers["ru-in-labour-mobility-agreement"] == "possibly"
    assert later[VISIT] == "certainly"
    assert later["ru-in-indra-naval-exercise"] == "possibly"
    assert "us-tariff-india" not in later  # the relation says that it came before


@pytest.mark.usefixtures("confirmed")
def test_the_answer_stands_in_a_column_and_certain_leaves_the_others_out(
    geotimeline: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")

    shown = geotimeline("list", *NOW, "--before", VISIT).out
    certain = geotimeline("list", *NOW, "--before", VISIT, "--certain").out

    assert "\npossibly   from 3 November 2025 on" in shown
    assert "\ncertainly  by the end of October 2025" in shown
    assert "possibly" not in certain
    assert "certainly" not in geotimeline("list", *NOW).out


@pytest.mark.usefixtures("confirmed")
def test_a_range_gives_each_row_its_answer_in_json(
    geotimeline: Callable[..., Ran],
) -> None:
    asked = ("--from", "2025-12", "--to", "2025-12", "--json")
    found = json.loads(geotimeline("list", *NOW, *asked).out)
    unasked = json.loads(geotimeline("list", *NOW, "--json").out)

    answers = {one["id"]: one["answer"] for one in found}
    assert answers[VISIT] == "certainly"
    assert answers[AGENDA] == "possibly"
    assert all("answer" not in one for one in unasked)


@pytest.mark.usefixtures("confirmed")
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ru-in-putin-visit", "did you mean ru-in-putin-visit-new-delhi"),
        (f"{VISIT}#signed", f"its file speaks of {VISIT}#event"),
    ],
)
def test_an_event_that_is_not_there_is_refused_with_what_is(
    geotimeline: Callable[..., Ran], name: str, message: str
) -> None:
    refused = geotimeline("list", *NOW, "--before", name)

    assert refused.code == 13
    assert message in refused.err


def test_a_track_record_counts_what_moved(
    geotimeline: Callable[..., Ran], confirmed: Path
) -> None:
    add_claim(
        confirmed,
        """
  - id: peskov-january
    date: "[2026-01-12..2026-01-15]"
    by: {name: Peskov}
    said: 2025-12-01
    recorded: 2025-12-01T10:00:00Z
""",
    )

    text = geotimeline("slips", *NOW).out
    found = json.loads(geotimeline("slips", *NOW, "--json").out)
    then = json.loads(geotimeline("slips", *NOW, "--as-of", "2025-11-30", "--json").out)
    by_type = json.loads(geotimeline("slips", *NOW, "--by", "type", "--json").out)

    peskov = found[0]
    assert peskov["name"] == "Dmitry Peskov"
    assert (peskov["forecasts"], peskov["slipped"], peskov["open"]) == (3, 2, 1)
    assert peskov["median_slip_days"] == {"least": 12, "most": None}
    assert "Dmitry Peskov" in text.splitlines()[1]
    assert text.splitlines()[1].endswith("at least 12 days")
    assert [one["slipped"] for one in then] == [0, 0]
    assert [one["name"] for one in by_type] == ["visit"]
