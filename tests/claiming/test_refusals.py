"""What cannot be written down is refused in words, and nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.claiming.conftest import LONG, read, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

REFUSED = {
    "a month that is none": (
        ("visit", "--date", "2025-13"),
        (10, "the date '2025-13' at column 6: expected a month from 01 to 12"),
    ),
    "no date at all": (("visit", "--said", "soon", "--status", "held"), (10, "column")),
    "an unknown status": (
        ("visit", "--status", "canceled"),
        (2, "status: expected possible, planned"),
    ),
    "the nearest status": (
        ("visit", "--status", "canceled"),
        (2, "not 'canceled'; did you mean `cancelled`?"),
    ),
    "an unknown event": (
        ("vist", "--date", "2025"),
        (13, "no event 'vist'; did you mean visit?"),
    ),
    "nothing said": (
        ("visit", "--by", "MEA", "--quote", "soon"),
        (2, "give at least one of date, status, duration, supersedes"),
    ),
    "an id that is taken": (
        ("visit", "--date", "2025", "--claim-id", "first"),
        (2, "id: 'first' is taken by the claim on line 5; choose another"),
    ),
    "an id that is none": (
        ("visit", "--date", "2025", "--claim-id", "a b"),
        (2, "id: 'a b' cannot be an id: expected ASCII letters"),
    ),
    "an unknown claim": (
        ("visit", "--supersedes", "frist"),
        (2, "supersedes: this event has no claim 'frist'; did you mean `first`?"),
    ),
    "a duration in words": (
        ("visit", "--duration", "two days"),
        (2, "duration: expected an ISO 8601 duration such as P2D"),
    ),
    "two faults at once": (
        ("visit", "--status", "hled", "--reliability", "G"),
        (2, "\n  reliability: expected A, B, C, D, E or F, not 'G'"),
    ),
    "a role without a speaker": (
        ("visit", "--status", "held", "--role", "minister"),
        (2, "role: whose is it? Say also who spoke"),
    ),
    "a source misspelt": (
        ("visit", "--status", "held", "--source", "a-wrie"),
        (2, "source: no source 'a-wrie'; did you mean `a-wire`?"),
    ),
    "a stage that is no name": (
        ("visit", "--status", "held", "--milestone", "in force"),
        (2, "milestone: 'in force' cannot be an id"),
    ),
    "an instant without a zone": (
        ("visit", "--date", "2025", "--recorded", "2025-11-28T12:00"),
        (12, "an instant with its zone"),
    ),
    "a control character": (
        ("visit", "--date", "2025", "--notes", "\x1b[31m"),
        (15, "control characters"),
    ),
    "a name of two lines": (
        ("visit", "--date", "2025", "--by", "A\nB"),
        (2, "by: expected one line of text, not several"),
    ),
}


@pytest.mark.parametrize(("given", "answer"), REFUSED.values(), ids=REFUSED.keys())
def test_wrong_input_is_answered_in_words_and_nothing_is_written(
    small: Path,
    geotimeline: Callable[..., Ran],
    given: tuple[str, ...],
    answer: tuple[int, str],
) -> None:
    write(small / "events/sources.yaml", "sources:\n  a-wire: {title: A wire}\n")

    ran = geotimeline("claim", *given)

    code, said = answer
    assert said in ran.err
    assert (ran.code, ran.out) == (code, "")
    assert "Traceback" not in ran.err
    assert read(small / "events/visit.yaml") == LONG


@pytest.mark.parametrize(
    ("file", "code", "said"),
    [
        (f"{LONG}date: 2025\n", 1, "events/visit.yaml:12: date: `date` belongs to a"),
        ("title: [\n", 1, "events/visit.yaml:"),
        ("{title: a, type: visit}\n", 15, "give each field a line of its own"),
        (
            "events:\n- {id: visit, title: a, type: visit}\n",
            15,
            "a claim of visit: it stands in brackets",
        ),
    ],
    ids=["a problem", "no YAML", "brackets", "brackets in a list"],
)
def test_a_file_that_is_not_safe_to_edit_is_left_alone(
    small: Path, geotimeline: Callable[..., Ran], file: str, code: int, said: str
) -> None:
    write(small / "events/visit.yaml", file)

    ran = geotimeline("claim", "visit", "--status", "held")

    assert said in ran.err
    assert (ran.code, ran.out) == (code, "")
    assert read(small / "events/visit.yaml") == file
