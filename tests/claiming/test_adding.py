"""`add` writes a new event that reads as it was given, and overwrites nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geotimeline.services.data.loading import load
from tests.claiming.conftest import LONG, NOW, read, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

TALKS = ("add", "Talks in Zürich, January 2026", "--type", "visit", "--now", NOW)
EVERYTHING = (
    *("--date", "2026-01-15/2026-01-16", "--actor", "NO", "--actor", "CH"),
    *("--place", "Zürich", "--country", "CH", "--timezone", "Europe/Zurich"),
    *("--tag", "talks", "--status", "possible", "--by", "A. Minister"),
    *("--role", "host", "--said", "2025-11", "--source", "A paper"),
    *("--quote", "mid-January", "--url", "https://example.org/a", "--notes", "a\nb"),
)
WRITTEN = """\
title: Talks in Zürich, January 2026
type: visit
actors: ["NO", CH]
place: {name: Zürich, country: CH}
timezone: Europe/Zurich
tags: [talks]
date: 2026-01-15/2026-01-16
status: possible
by: {name: A. Minister, role: host}
said: 2025-11
source: {title: A paper}
quote: mid-January
url: https://example.org/a
notes: |-
  a
  b
recorded: 2025-11-28T12:00:00Z
"""
SAID = """\
Talks in Zürich, January 2026: new
  now: 15–16 January 2026, possible
  the reminder “7 days before the first possible day” is due 2026-01-08 09:00 \
(Europe/Berlin) · rule visits
  the reminder “1 day before the last possible day” is due 2026-01-14 09:00 \
(Europe/Berlin) · rule visits
next: geotimeline show talks-in-zurich
"""


def test_the_file_holds_what_was_given_under_an_id_without_dates(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    file = small / "events/talks-in-zurich.yaml"

    ran = geotimeline(*TALKS, *EVERYTHING)

    assert (ran.code, ran.out) == (0, f"{file}\tc1\n")
    assert ran.err == SAID
    assert read(file) == WRITTEN
    assert geotimeline("check").code == 0


def test_little_is_enough_and_recorded_is_written_all_the_same(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    ran = geotimeline("add", "Visit: on/off?", "--type", "deadline", "--now", NOW)

    assert ran.err == (
        "Visit: on/off?: new\n  now: date unknown, planned\n"
        "no rule of alerts/ will remind of it\nnext: geotimeline show visit-on-off\n"
    )
    assert read(small / "events/visit-on-off.yaml") == (
        'title: "Visit: on/off?"\ntype: deadline\nrecorded: 2025-11-28T12:00:00Z\n'
    )


@pytest.mark.parametrize(
    ("taken", "text"),
    [
        ("talks-in-zurich.yaml", LONG),
        ("talks-in-zurich.yml", "# put aside\n"),
        ("2026/talks-in-zurich.yaml", "title: [\n"),
        ("all.yaml", "events:\n- {id: talks-in-zurich, title: a, type: b}\n"),
    ],
)
def test_an_id_that_is_taken_is_refused_and_a_free_one_is_named(
    small: Path, geotimeline: Callable[..., Ran], taken: str, text: str
) -> None:
    write(small / "events" / taken, text)

    ran = geotimeline(*TALKS)
    other = geotimeline(*TALKS, "--id", "talks-in-zurich-2")

    assert (ran.code, ran.out) == (15, "")
    assert "the id 'talks-in-zurich' is taken by " in ran.err
    assert "; --id talks-in-zurich-2 would be free; " in ran.err
    assert read(small / "events" / taken) == text
    assert other.code == 0


def test_the_file_of_shared_sources_is_no_event(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    assert geotimeline("add", "Sources", "--type", "visit").code == 15
    assert not (small / "events/sources.yaml").exists()


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("Визит", "--type", "visit"), 2, "id: the title gives none; choose one"),
        (("A", "--type", "visit", "--id", "../a"), 2, "'../a' is not made of ASCII"),
        (("A", "--type", "visit", "--date", "2025-02-30"), 10, "a day that 2025-02"),
        (("A", "--type", "visit", "--country", "in"), 2, "place.country: expected two"),
        (("A", "--type", "visit", "--timezone", "CEST"), 2, "timezone: the IANA data"),
        (("A", "--type", ""), 2, "`type` is missing"),
        (("A",), 2, "Missing option '--type'"),
        (("A", "--type", "visit", "--status", "hold"), 2, "did you mean `held`?"),
        (("A", "--type", "visit", "--data", "/nowhere"), 13, "no folder events/ in"),
    ],
)
def test_wrong_input_is_answered_in_words_and_nothing_is_written(
    small: Path,
    geotimeline: Callable[..., Ran],
    given: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    ran = geotimeline("add", *given)

    assert said in ran.err
    assert (ran.code, ran.out) == (code, "")
    assert [one.name for one in (small / "events").iterdir()] == ["visit.yaml"]


def test_a_dry_run_shows_the_new_file_and_writes_none(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    ran = geotimeline(*TALKS, *EVERYTHING, "--dry-run")
    told = json.loads(geotimeline(*TALKS, *EVERYTHING, "--dry-run", "--json").out)

    assert ran.out.startswith("--- /dev/null\n+++ b/events/talks-in-zurich.yaml\n@@")
    assert "".join(f"+{line}\n" for line in WRITTEN.splitlines()) in ran.out
    assert ran.err.endswith("nothing was written\n")
    assert (told["diff"], told["written"]) == (ran.out, False)
    assert [one.name for one in (small / "events").iterdir()] == ["visit.yaml"]


def test_a_claim_turns_the_new_event_into_one_with_two(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    geotimeline(*TALKS, *EVERYTHING)
    given = ("--status", "confirmed", "--by", "A. Minister", "--said", "2025-12")

    ran = geotimeline("claim", "talks-in-zurich", *given)

    event = load(small).timeline.event("talks-in-zurich")
    assert ran.code == 0
    assert [claim.id for claim in event.claims] == ["c1", "a-minister"]
    assert event.url == "https://example.org/a"


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("claim vi", ["visit"]),
        ("claim visit --status p", ["possible", "planned", "postponed"]),
        ("add T --status c", ["confirmed", "cancelled"]),
    ],
)
def test_ids_and_statuses_are_completed(
    monkeypatch: pytest.MonkeyPatch,
    geotimeline: Callable[..., Ran],
    words: str,
    offered: list[str],
) -> None:
    monkeypatch.setenv("_GEOTIMELINE_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", f"geotimeline {words}")
    monkeypatch.setenv("COMP_CWORD", str(len(words.split())))

    assert geotimeline().out.split() == offered
