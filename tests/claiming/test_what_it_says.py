"""`claim` says what it does, and what it says comes true."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.claiming.conftest import LONG, NOW, RULES, read, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

NEXT = "next: geotimeline why visit\n"
PUTIN = "ru-in-putin-visit-new-delhi"

NARROWED = """\
The visit: narrowed 31 → 2 days
  now: 4 or 5 December 2025, confirmed (was: December 2025, confirmed)
  told with the next pass by the rule visits
  the reminder “7 days before the first possible day” is now due 2025-11-27 09:00 \
(Europe/Berlin), not 2025-11-24 09:00; the next pass sends it · rule visits
  the reminder “1 day before the last possible day” is now due 2025-12-04 09:00 \
(Europe/Berlin), not 2025-12-30 09:00 · rule visits
"""
CONTRADICTED = """\
The visit: weakened: now planned; slipped 12–42 days; contradicted
  now: 12 January 2026, planned, contradicted (was: December 2025, confirmed)
  warning: first cannot be true with mea, which is newer and stands
  told with the next pass by the rule visits
  the reminder “7 days before the first possible day” is now due 2026-01-05 09:00 \
(Europe/Berlin), not 2025-11-24 09:00 · rule visits
  the reminder “1 day before the last possible day” is now due 2026-01-11 09:00 \
(Europe/Berlin), not 2025-12-30 09:00 · rule visits
"""
CANCELLED = """\
The visit: cancelled
  now: December 2025, cancelled (was: December 2025, confirmed)
  told with the next pass by the rule visits
  the reminder “1 day before the last possible day”, due 2025-12-30 09:00 \
(Europe/Berlin), falls away · rule visits
"""
SUPERSEDED = """\
The visit: postponed, no new date
  now: date unknown, postponed (was: December 2025, confirmed)
  claim first steps aside: superseded (mea)
  the reminder “1 day before the last possible day”, due 2025-12-30 09:00 \
(Europe/Berlin), falls away · rule visits
"""
REPEATED = """\
The visit: nothing changed
  now: December 2025, confirmed
"""
FOR_TWO = """\
rules:
  - name: all
    remind: [7d before first]
    repeat: every 1d until acked, at most 2
    to: [ann, bob]
recipients:
  ann: {timezone: Asia/Tokyo}
  bob: {timezone: America/New_York}
"""
MILESTONE = """\
The visit: agenda announced: new
  now: 1 December 2025, planned
  the reminder “7 days before the first possible day” is due 2025-11-24 09:00 \
(Europe/Berlin); the next pass sends it · rule visits
  the reminder “1 day before the last possible day” is due 2025-11-30 09:00 \
(Europe/Berlin) · rule visits
"""
LAPSED = """\
The visit: advanced 10–40 days
  now: 21 November 2025, confirmed (was: December 2025, confirmed)
  claim first steps aside: superseded (mea)
  warning: the window closed on 21 November 2025 and nobody has said what came of it
  the reminder “1 day before the last possible day”, due 2025-12-30 09:00 \
(Europe/Berlin), falls away · rule visits
"""
SAYINGS = {
    "narrowed": ("--date [2025-12-04,2025-12-05] --status confirmed", NARROWED),
    "contradicted": ("--date 2026-01-12 --by MEA", CONTRADICTED),
    "cancelled": ("--status cancelled", CANCELLED),
    "superseded": ("--status postponed --by MEA --supersedes first", SUPERSEDED),
    "nothing new": ("--date 2025 --status confirmed", REPEATED),
    "a stage": ("--date 2025-12-01 --milestone agenda-announced", MILESTONE),
    "lapsed": (
        "--date 2025-11-21 --status confirmed --by MEA --supersedes first",
        LAPSED,
    ),
}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("given", "said"), SAYINGS.values(), ids=SAYINGS.keys())
def test_it_says_what_changes_and_what_will_be_sent_now(
    geotimeline: Callable[..., Ran], given: str, said: str
) -> None:
    ran = geotimeline("claim", "visit", *given.split(), "--now", NOW)

    assert ran.code == 0
    assert ran.err == said + NEXT


@pytest.mark.usefixtures("desk")
def test_events_that_relations_bind_to_it_are_told_of_too(
    geotimeline: Callable[..., Ran],
) -> None:
    ran = geotimeline("claim", PUTIN, "--date", "2025-12-04", "--now", NOW)

    assert (
        "Agenda of the visit is announced: narrowed 59 → 32 days "
        f"by: before {PUTIN}" in ran.err
    )


def test_a_relation_made_impossible_is_a_warning_and_no_reason_to_refuse(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    relation = "relations: [{before: visit}]\n"
    write(
        small / "events/talks.yaml",
        f"title: Talks\ntype: talks\ndate: 2025-12-20\n{relation}",
    )

    ran = geotimeline("claim", "visit", "--date", "2025-12-04", "--now", NOW)

    assert ran.code == 0
    assert "warning: events/talks.yaml:4: relations[0].before: it cannot be" in ran.err
    assert geotimeline("check").code == 1


@pytest.mark.parametrize("way", ["--retracts", "--supersedes"])
def test_what_is_taken_back_names_the_stage_that_is_spoken_of(
    small: Path, geotimeline: Callable[..., Ran], way: str
) -> None:
    claims = "claims:\n- {id: c1, milestone: ends, date: 2025-12-31}\n"
    write(small / "events/talks.yaml", f"title: Talks\ntype: talks\n{claims}")

    ran = geotimeline("claim", "talks", way, "c1", "--now", NOW)

    assert ran.err.startswith("Talks: ends: widened from 1 day to open\n")
    assert "milestone: ends\n" in read(small / "events/talks.yaml")


@pytest.mark.parametrize(
    ("said", "warned"),
    [
        (("--date", "2w after nosuch"), "claims[1].date: 'nosuch' is neither a miles"),
        (("--date", "2w after visit"), "claims[1].date: dates are counted in a circle"),
    ],
    ids=["an anchor that is not there", "a circle"],
)
@pytest.mark.usefixtures("small")
def test_a_date_that_leads_nowhere_is_a_warning_as_it_is_a_problem_for_check(
    geotimeline: Callable[..., Ran], said: tuple[str, str], warned: str
) -> None:
    ran = geotimeline("claim", "visit", *said, "--now", NOW)

    assert ran.code == 0
    assert "warning: events/visit.yaml:" in ran.err
    assert warned in ran.err
    assert warned in geotimeline("check").out


def test_a_claim_about_a_day_that_the_rule_does_not_give_is_a_warning(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    write(
        small / "events/talks.yaml",
        "title: Talks\ntype: talks\nrecurs: FREQ=DAILY;COUNT=5\ndate: 2025-12-01\n",
    )
    about = ("--milestone", "2025-12-31", "--status", "held")

    ran = geotimeline("claim", "talks", *about, "--now", NOW)

    assert "gives no occurrence on 31 December 2025; the nearest is" in ran.err


def test_problems_elsewhere_are_counted_and_hinder_nothing(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    write(small / "events/broken.yaml", "title: Broken\n")

    ran = geotimeline("claim", "visit", "--status", "held", "--now", NOW)

    assert ran.code == 0
    assert "1 problem elsewhere in the data: see `geotimeline check`" in ran.err


@pytest.mark.usefixtures("small")
def test_what_the_next_pass_is_said_to_send_it_sends(
    geotimeline: Callable[..., Ran],
) -> None:
    geotimeline("alerts", "send", "--now", "2025-11-20")
    told_before = geotimeline("alerts", "send", "--now", NOW)
    said = geotimeline(
        *("claim", "visit", "--date", "2025-12-04", "--status", "confirmed"),
        *("--now", NOW),
    )
    sent = geotimeline("alerts", "send", "--now", NOW)

    assert told_before.err.startswith("sent 2 reminders")  # 7 days before the first
    assert said.err.count("the next pass sends it") == 1
    # the overdue reminder and the revision, through each of the two channels
    assert sent.err.startswith("sent 4 reminders")
    assert sent.out.count("7 days before the first possible day") == 2


@pytest.mark.usefixtures("small")
def test_json_tells_the_same(geotimeline: Callable[..., Ran]) -> None:
    given = ("--date", "[2025-12-04,2025-12-05]", "--status", "confirmed")

    ran = geotimeline("claim", "visit", *given, "--now", NOW, "--json")

    told = json.loads(ran.out)
    change = told["changes"][0]
    assert [told[name] for name in ("path", "event", "claim", "written")] == [
        *("events/visit.yaml", "visit", "confirmed"),
        True,
    ]
    assert told["diff"].startswith("--- a/events/visit.yaml\n")
    assert (told["warnings"], change["words"]) == ([], "narrowed 31 → 2 days")
    assert change["told_by"] == ["visits"]
    assert change["reminders"][0] == {
        "rule": "visits",
        "moment": "7d before first",
        "reason": "7 days before the first possible day",
        "recipient": None,
        "channel": "console",
        "number": 0,
        "was_due_at": "2025-11-24T08:00:00Z",
        "due_at": "2025-11-27T08:00:00Z",
    }
    assert {one["channel"] for one in change["reminders"]} == {"console", "log"}


def test_json_of_a_dry_run_says_that_nothing_was_written(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    ran = geotimeline("claim", "visit", "--status", "held", "--json", "--dry-run")

    assert json.loads(ran.out)["written"] is False
    assert read(small / "events/visit.yaml") == LONG


def test_many_reminders_are_counted_and_not_all_listed(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    leads = ", ".join(f"{days}d before last" for days in range(1, 13))
    rules = RULES.replace("7d before first, 1d before last", leads)
    write(small / "alerts/rules.yaml", rules)

    ran = geotimeline("claim", "visit", "--status", "held", "--now", NOW)

    assert ran.err.count("the reminder “") == 8
    assert "\n  … and 4 more reminders\n" in ran.err


def test_a_reminder_is_told_for_each_who_gets_it_and_not_for_each_time(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    write(small / "alerts/rules.yaml", FOR_TWO)

    ran = geotimeline("claim", "visit", "--date", "2025-12-20", "--now", NOW)

    assert [line for line in ran.err.splitlines() if "reminder" in line] == [
        "  the reminder “7 days before the first possible day” is now due "
        f"2025-12-13 09:00 ({zone}), not 2025-11-24 09:00 · rule all · to {name}"
        for name, zone in (("ann", "Asia/Tokyo"), ("bob", "America/New_York"))
    ]
