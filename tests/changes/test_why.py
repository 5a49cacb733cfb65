"""`geotimeline why`: the worked case, and what it says of each reason."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.changes.conftest import VISIT, add_claim
from tests.cli.conftest import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

GOLDEN = CHECKOUT / "tests" / "changes" / "golden"
DECEMBER = "2025-12-20T09:00Z"


@pytest.mark.usefixtures("confirmed")
@pytest.mark.parametrize("event", [VISIT, "ru-in-visit-agenda", "us-tariff-india"])
def test_every_belief_is_told_as_in_its_golden_file(
    geotimeline: Callable[..., Ran], golden: Callable[[Path, str], None], event: str
) -> None:
    told = geotimeline("why", event, "--now", DECEMBER)

    assert (told.code, told.err) == (0, "")
    golden(GOLDEN / f"why-{event}.txt", told.out)


@pytest.mark.usefixtures("confirmed")
def test_the_third_claim_narrows_the_visit_and_its_agenda(
    geotimeline: Callable[..., Ran],
) -> None:
    visit = json.loads(geotimeline("why", VISIT, "--now", DECEMBER, "--json").out)
    agenda = json.loads(
        geotimeline("why", "ru-in-visit-agenda", "--now", DECEMBER, "--json").out
    )

    assert [one["words"] for one in visit][:2] == [
        "new",
        "confirmed; narrowed 31 → 1 day; its end is now known",
    ]
    assert visit[1]["known"] == [
        {"claim": "kremlin-dates", "from": "2025-11-28T10:00:00Z", "assumed": None}
    ]
    assert agenda[1]["words"] == f"narrowed 59 → 32 days by: before {VISIT}"
    assert agenda[1]["claims"] == []


@pytest.mark.usefixtures("confirmed")
def test_as_of_leaves_out_what_was_recorded_later(
    geotimeline: Callable[..., Ran],
) -> None:
    then = geotimeline("why", VISIT, "--as-of", "2025-11-28T09:59:59Z", "--json")

    assert [one["at"] for one in json.loads(then.out)] == [
        "2025-11-25T09:00:00Z",
        "2025-12-31T18:30:00Z",  # a lapse is judged by the present
    ]


def test_a_claim_that_steps_aside_and_one_that_contradicts_are_named(
    geotimeline: Callable[..., Ran], confirmed: Path
) -> None:
    add_claim(
        confirmed,
        """
  - id: peskov-january
    date: 2026-01
    by: {name: Peskov}
    said: 2025-12-01
    recorded: 2025-12-01T10:00:00Z
""",
    )

    told = geotimeline("why", VISIT, "--now", DECEMBER).out

    last = told.split("Since 1 December 2025, 10:00 UTC: ")[1]
    assert last.startswith("January 2026, planned, contradicted\n")
    assert "slipped 27–57 days" not in last
    assert "slipped 28–58 days" in last
    aside = "stepped aside: kremlin-dates, the same speaker said otherwise since"
    assert f"{aside} (peskov-january)" in last
    assert "putin-december cannot be true with peskov-january" in last


@pytest.mark.parametrize(
    ("said", "heading", "assumed"),
    [
        (
            "said: 2025-11",
            "Since 30 November 2025, 00:00 UTC",
            "that is the last possible day of `said`",
        ),
        (
            'source: {title: T, published: "2025-11-27"}',
            "Since 27 November 2025, 00:00 UTC",
            "that is the last possible day of `published`",
        ),
        ("quote: soon", "Since always", "no `said` or `published` says when"),
    ],
)
def test_what_stands_in_for_a_missing_recorded_is_said(
    geotimeline: Callable[..., Ran], desk: Path, said: str, heading: str, assumed: str
) -> None:
    file = desk / "events" / "summit.yaml"
    file.write_text(f"title: A summit\ntype: summit\ndate: 2026-05\n{said}\n", "utf-8")

    told = geotimeline("why", "summit", "--now", DECEMBER).out

    assert f"{heading}: May 2026, planned" in told
    assert f"`recorded` is missing, and {assumed}" in told


def test_a_milestone_is_told_alone_and_a_wrong_one_is_refused_with_its_neighbours(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    (desk / "events" / "law.yaml").write_text(
        "title: A law\n"
        "type: law\n"
        "claims:\n"
        "  - {id: a, date: 2025-10, milestone: signed}\n"
        "  - {id: b, date: 2026-01, milestone: in-force}\n",
        "utf-8",
    )

    told = geotimeline("why", "law", "--milestone", "in-force", "--now", DECEMBER)
    wrong = geotimeline("why", "law", "--milestone", "inforce", "--now", DECEMBER)

    assert "January 2026, planned" in told.out
    assert "October 2025, planned" not in told.out
    assert wrong.code == 13
    assert wrong.err == "error: no milestone of law 'inforce'; it has in-force\n"


@pytest.mark.usefixtures("shipped")
def test_before_the_first_claim_nothing_was_known(
    geotimeline: Callable[..., Ran],
) -> None:
    told = geotimeline("why", VISIT, "--as-of", "2025-11-25T08:59Z")

    assert "Nothing was known of it yet." in told.out
