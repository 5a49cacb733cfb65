"""`geotimeline list`."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from geotimeline.cli.page import page
from tests.cli.conftest import A_YEAR_LATER, CHECKOUT, NOVEMBER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

GOLDEN = CHECKOUT / "tests" / "cli" / "golden"
VISIT = "ru-in-putin-visit-new-delhi"


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("now", [NOVEMBER, A_YEAR_LATER])
@pytest.mark.parametrize("columns", ["80", "100", "180"])
def test_the_list_matches_its_golden_file(
    geotimeline: Callable[..., Ran],
    golden: Callable[[Path, str], None],
    monkeypatch: pytest.MonkeyPatch,
    now: str,
    columns: str,
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    listed = geotimeline("list", "--now", now)

    assert listed.code == 0
    golden(GOLDEN / f"list-{now[:10]}-{columns}.txt", listed.out)


@pytest.mark.usefixtures("shipped")
def test_windows_that_closed_in_silence_are_named_on_stderr(
    geotimeline: Callable[..., Ran], golden: Callable[[Path, str], None]
) -> None:
    listed = geotimeline("list", "--now", A_YEAR_LATER)

    golden(GOLDEN / "list-closed.txt", listed.err)


def test_the_lines_that_record_an_outcome_do_record_it(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    told = geotimeline("list", f"id:{VISIT}", "--now", A_YEAR_LATER).err
    claim = told.split("claims:\n")[1]
    claim = claim.replace("date: …", "date: 2025-12-04").replace(
        "url: …", "url: https://example.org"
    )
    claim = claim.replace("…", "x")
    file = desk / "events" / f"{VISIT}.yaml"
    file.write_text(file.read_text("utf-8") + claim, "utf-8")

    listed = geotimeline("list", f"id:{VISIT}", "--now", A_YEAR_LATER)

    assert listed.code == 0, listed.err
    assert "4 December 2025 · took place" in listed.out
    assert listed.err == ""


@pytest.mark.usefixtures("shipped")
def test_nothing_is_said_where_an_outcome_is_known(
    geotimeline: Callable[..., Ran],
) -> None:
    assert geotimeline("list", "status:held", "--now", A_YEAR_LATER).err == ""


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["type:visit"], {VISIT}),
        (["type:visit,tariff"], {VISIT, "us-tariff-india"}),
        (["actor:US", "--to", "2025-10-20"], {"us-tariff-india"}),
        (
            ["actor:US", "--from", "2025-10", "--to", "2025-10"],
            {"us-tariff-india", "us-sanctions-rosneft-lukoil"},
        ),
        (
            ["actor:US", "--from", "2025-10", "--to", "2025-10", "--certain"],
            {"us-sanctions-rosneft-lukoil"},
        ),
        (["--from", "2027"], {"ru-in-labour-mobility-agreement"}),
        (["--from", "2027", "--certain"], set()),
        (['"Rosneft and Lukoil"'], {"us-sanctions-rosneft-lukoil"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_query_and_a_range_choose_rows(
    geotimeline: Callable[..., Ran], arguments: list[str], found: set[str]
) -> None:
    listed = geotimeline("list", *arguments, "--now", NOVEMBER, "--json")

    assert {row["id"] for row in json.loads(listed.out)} == found


@pytest.mark.usefixtures("shipped")
def test_nothing_is_known_before_it_was_recorded(
    geotimeline: Callable[..., Ran],
) -> None:
    listed = geotimeline("list", "--now", "2025-11-25T08:59Z")

    assert listed.out == ""
    assert "nothing was known by 2025-11-25 08:59 UTC" in listed.err


def test_one_broken_file_does_not_hide_the_others(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    (desk / "events" / "broken.yaml").write_text("title: [", "utf-8")

    listed = geotimeline("list", "--now", NOVEMBER)

    assert VISIT in listed.out
    assert "events/broken.yaml:" in listed.err
    assert listed.code == 1


@pytest.mark.usefixtures("shipped")
def test_the_picture_in_the_documentation_is_what_the_program_draws(
    geotimeline: Callable[..., Ran], golden: Callable[[Path, str], None]
) -> None:
    drawn = geotimeline("list", "--svg", "--now", NOVEMBER)

    golden(CHECKOUT / "docs" / "list.svg", drawn.out)


class _Terminal(StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "is_colourful"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    is_colourful: bool,  # noqa: FBT001 (the table's column)
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout", _Terminal())

    assert page().paint("x", "title") == ("\x1b[1mx\x1b[0m" if is_colourful else "x")


def test_what_is_piped_has_no_colour() -> None:
    assert page().paint("x", "title") == "x"
