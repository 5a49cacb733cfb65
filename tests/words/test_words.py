"""Claims and beliefs in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from geotimeline.edtf import parse
from geotimeline.model.event import Claim, Event, Relation, Source, Speaker
from geotimeline.model.timeline import Row, Timeline
from geotimeline.model.vocabulary import RelationKind, Status
from geotimeline.model.words import belief_lines, claim_words, lapse_words, title_words

ARTICLE = Source("article", "A title", "A publisher", published=parse("2025-11"))
PESKOV = Claim(
    "peskov",
    parse("[..2025-12-31]"),
    by=Speaker("Dmitry Peskov", "Kremlin spokesman"),
    said=parse("[2025-11-03,2025-11-10,2025-11-17,2025-11-24]"),
    source=ARTICLE,
    quote="before the end of the year",
)
NOVEMBER = datetime(2025, 11, 25, 9, tzinfo=UTC)
JANUARY = datetime(2026, 1, 5, tzinfo=UTC)


def row_of(*claims: Claim, type: str = "visit") -> Row:  # noqa: A002 (the field's name)
    event = Event("visit", "A visit", type, claims)
    return Timeline((event,)).rows(as_of=JANUARY)[0]


def test_a_claim_names_speaker_day_quote_and_source() -> None:
    assert claim_words(PESKOV) == (
        "Dmitry Peskov (Kremlin spokesman), said on 3, 10, 17 or 24 November 2025: "
        "“before the end of the year” — A publisher, A title"
    )


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (
            Claim("c1", parse("2025-12"), source=ARTICLE, quote="soon"),
            "A publisher, A title, published in November 2025: “soon”",
        ),
        (
            replace(PESKOV, quote="", reliability="B", credibility="2"),
            (
                "Dmitry Peskov (Kremlin spokesman), said on 3, 10, 17 or 24 November "
                "2025: planned, by the end of 2025 — A publisher, A title [B2]"
            ),
        ),
        (
            replace(PESKOV, said=None, quote="soon"),
            (
                "Dmitry Peskov (Kremlin spokesman): “soon” "
                "— A publisher, A title, published in November 2025"
            ),
        ),
        (Claim("c1", status=Status.POSSIBLE), "no source named: possible"),
        (
            Claim("c2", quote="no", disputes=("c1",)),
            "no source named: “no” (disputes c1)",
        ),
        (Claim("c1", by=Speaker("A\nB"), quote="x\r\ny"), "A B: “x y”"),
    ],
    ids=[
        "no speaker",
        "no quote, graded",
        "no day",
        "bare",
        "disputing",
        "several lines",
    ],
)
def test_a_claim_says_what_it_has(claim: Claim, words: str) -> None:
    assert claim_words(claim) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("2025-12-04", "said on 4 December 2025"),
        ("2025-12-04~", "said on about 4 December 2025"),
        ("2025-10", "said in October 2025"),
        ("[2025-10-21..2025-10-31]", "said in late October 2025"),
        ("2025-33", "said in the first quarter of 2025"),
        ("2025-XX-25", "said on the 25th of a month in 2025"),
        ("2025-10-XX", "said some day in October 2025"),
        ("[2025-12-04..2025-12-12]", "said between 4 and 12 December 2025"),
        ("[..2025-10-03]", "said by 3 October 2025"),
        ("199X", "said in the 1990s"),
        ("XXXX-XX-XX", "said on an unknown date"),
    ],
)
def test_the_day_it_was_said_stands_in_a_sentence(said: str, words: str) -> None:
    claim = Claim("c1", by=Speaker("Somebody"), said=parse(said), quote="x")

    assert claim_words(claim) == f"Somebody, {words}: “x”"


def test_a_belief_tells_window_status_and_claims() -> None:
    assert belief_lines(row_of(PESKOV), NOVEMBER) == (
        "When: by the end of 2025",
        "Status: planned",
        f"Claim: {claim_words(PESKOV)}",
    )


def test_a_lapsed_window_says_that_nobody_told_what_came_of_it() -> None:
    lines = belief_lines(row_of(PESKOV), JANUARY)

    assert lines[2] == (
        "Lapsed: the window closed on 31 December 2025 "
        "and nobody has said what came of it"
    )


def test_a_day_is_over_where_it_is_over_first() -> None:
    claim = Claim("c1", parse("2025-12-04"))
    event = Event("visit", "A visit", "visit", (claim,), timezone="Pacific/Auckland")
    (row,) = Timeline((event,)).rows(as_of=JANUARY)
    closed = datetime(2025, 12, 4, 11, tzinfo=UTC)

    assert lapse_words(row, closed)
    assert not lapse_words(row, closed - timedelta(seconds=1))


def test_a_contradiction_says_which_stands_against_whose() -> None:
    other = Claim("minister", parse("2026-02"), said=parse("2025-12-01"))

    lines = belief_lines(row_of(PESKOV, other), NOVEMBER)

    assert lines[:3] == (
        "When: February 2026",
        "Status: planned",
        (
            "Contradicted: the newest claim stands; it cannot be true with that of "
            "Dmitry Peskov (Kremlin spokesman)"
        ),
    )


def test_narrowing_by_a_relation_is_said_as_such() -> None:
    before = Relation(RelationKind.BEFORE, "sanctions")
    tariff = Event("tariff", "A tariff", "tariff", (Claim("c1"),), relations=(before,))
    sanctions = Event("sanctions", "S", "sanction", (Claim("c1", parse("2025-10")),))

    rows = Timeline((tariff, sanctions)).rows(as_of=JANUARY)
    lines = belief_lines(next(row for row in rows if row.event is tariff), NOVEMBER)

    assert lines[0] == "When: by the end of October 2025"
    assert lines[2] == "Narrowed by: before sanctions"


def test_held_is_said_in_the_words_of_the_type() -> None:
    held = Claim("c1", parse("2025-10"), Status.HELD)

    assert belief_lines(row_of(held, type="sanction"), JANUARY)[1] == "Status: in force"


def test_what_was_put_off_with_no_new_date_tells_its_old_window() -> None:
    off = Claim("off", status=Status.POSTPONED, said=parse("2025-12-01"))

    lines = belief_lines(row_of(PESKOV, off), JANUARY)

    assert lines[:3] == (
        "When: date unknown",
        "Status: postponed",
        "Before it was put off: by the end of 2025",
    )


def test_the_doubts_of_whoever_wrote_a_claim_down_are_told() -> None:
    lines = belief_lines(row_of(replace(PESKOV, notes="Which\nMonday?")), NOVEMBER)

    assert lines[-1] == "Note: Which Monday?"


def test_a_milestone_is_named_behind_the_title() -> None:
    event = row_of(PESKOV).event

    assert title_words(event, "event") == "A visit"
    assert title_words(event, "in-force") == "A visit: in force"
