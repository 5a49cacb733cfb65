"""Rules, recurrences and occurrences in files, and what `check` says of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geotimeline.formats.events.files import read_event_file
from geotimeline.model.recurring import LONGEST_YEARS
from geotimeline.model.recurring_occurrences import MOST_AHEAD, MOST_BEHIND
from geotimeline.services.checking.folder import check
from tests.following.strategies import at

if TYPE_CHECKING:
    from geotimeline.model.event import Event

NOW = at("2025-11-25T09:00:00")
PAGE = (Path(__file__).parents[2] / "docs" / "following.md").read_text("utf-8")


def read(text: str) -> Event:
    events, problems = read_event_file(text, "events/x.yaml")
    assert problems == ()
    return events[0]


def problems_of(text: str) -> list[str]:
    return [str(one) for one in read_event_file(text, "events/x.yaml").problems]


def checked(folder: Path, **files: str) -> list[str]:
    (folder / "events").mkdir()
    for name, text in files.items():
        (folder / "events" / f"{name}.yaml").write_text(text, "utf-8")
    return [str(one) for one in check(folder, now=NOW).problems]


def test_a_rule_stands_where_a_date_does_in_both_forms() -> None:
    short = read("title: A\ntype: b\ndate: 60d after visit#signed\n")
    long = read(
        "title: A\ntype: b\nclaims:\n"
        "  - {milestone: ends, date: 1mo before in-force, duration: P2D}\n"
    )

    assert [str(one.claims[0].follows) for one in (short, long)] == [
        "60d after visit#signed",
        "1mo before in-force",
    ]
    assert short.claims[0].date is None
    assert long.claims[0].milestone == "ends"


def test_an_event_recurs_and_its_claims_speak_of_occurrences() -> None:
    event = read(
        "title: A\ntype: b\nrecurs: RRULE:FREQ=YEARLY\nclaims:\n"
        "  - {date: 2025-12-04}\n"
        "  - {occurrence: 2026-12-04, status: cancelled}\n"
    )

    assert str(event.recurs) == "FREQ=YEARLY"
    assert event.claims[1].milestone == "2026-12-04"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            "date: 90 days after in-force",
            "3: date: cannot read '90 days after in-force': expected such as",
        ),
        ("date: 90d afterr visit", "3: date: cannot read '90d afterr visit': expected"),
        (
            "date: 2 weeks since visit",
            "3: date: cannot read '2 weeks since visit': exp",
        ),
        ("date: 4 dec 2026", "3: date: cannot read the date '4 dec 2026'"),
        ("date: after in-force", "3: date: cannot read the date 'after in-force'"),
        (
            "recurs: FREQ=SECONDLY",
            "3: recurs: 'FREQ=SECONDLY': expected one of YEARLY, MONTHLY, WEEKLY",
        ),
        ("recurs: yearly", "3: recurs: cannot read 'yearly': expected a rule of RFC"),
        (
            "occurrence: 2026-12-04",
            "3: occurrence: `occurrence` belongs to a claim: put it into an item of",
        ),
        (
            "claims: [{occurrence: 2026-12-04}]",
            "3: claims[0].occurrence: the event does not recur: give it `recurs:`",
        ),
        (
            "recurs: FREQ=YEARLY\nclaims: [{occurrence: 2026-02-30}]",
            "4: claims[0].occurrence: expected the day of an occurrence, such as",
        ),
        (
            "recurs: FREQ=YEARLY\nclaims: [{occurrence: 2026-W01-1}]",
            "4: claims[0].occurrence: expected the day of an occurrence, such as",
        ),
        (
            "recurs: FREQ=YEARLY\nclaims: [{occurrence: 2026-02-03, milestone: ends}]",
            "4: claims[0].occurrence: a claim speaks of an occurrence or of a mile",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(lines: str, problem: str) -> None:
    (found,) = problems_of(f"title: A\ntype: b\n{lines}\n")

    assert found.startswith(f"events/x.yaml:{problem}")


def test_when_it_was_said_cannot_be_a_rule() -> None:
    (found,) = problems_of("title: A\ntype: b\nsaid: 1d after visit\n")

    assert "cannot read the date" in found


def test_check_names_a_circle_through_two_files_with_both(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        a="title: A\ntype: b\nclaims:\n  - {date: 2026}\n"
        "  - {milestone: ends, date: 1d after b}\n",
        b="title: B\ntype: b\ndate: 2w before a#ends\n",
    )

    assert found == [
        (
            "events/a.yaml:5: claims[1].date: dates are counted in a circle: a#ends is "
            "counted from b, b from a#ends (events/b.yaml:1); give one of them a date"
        )
    ]


def test_check_names_an_anchor_that_is_not_there(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        a="title: A\ntype: b\ndate: 1d after sanction\n",
        sanctions="title: B\ntype: b\ndate: 2026\n",
    )

    assert found == [
        (
            "events/a.yaml:1: date: 'sanction' is neither a milestone of this event "
            "nor an event; did you mean sanctions (events/sanctions.yaml)?"
        )
    ]


def test_check_takes_relations_to_an_occurrence_and_names_a_wrong_one(
    tmp_path: Path,
) -> None:
    found = checked(
        tmp_path,
        a="title: A\ntype: b\nrelations: {before: session#2026-12-04}\n",
        session="title: B\ntype: b\nrecurs: FREQ=YEARLY\nclaims:\n"
        "  - {date: 2025-12-04}\n  - {occurrence: 2026-12-05, status: held}\n",
    )

    assert found == [
        (
            "events/session.yaml:6: claims[1].occurrence: FREQ=YEARLY gives no "
            "occurrence on 5 December 2026; the nearest is 2026-12-04"
        )
    ]


@pytest.mark.parametrize("text", re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
def test_the_examples_of_the_page_are_without_problems(
    text: str, tmp_path: Path
) -> None:
    assert checked(tmp_path, example=text) == []


def test_the_page_tells_how_far_occurrences_are_looked_at() -> None:
    behind = f"at most the last {MOST_BEHIND}\nbefore and the next {MOST_AHEAD} after"

    assert behind in PAGE
    assert f"up to {LONGEST_YEARS} years after the first" in PAGE
