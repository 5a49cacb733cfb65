"""Events are read, or all that is wrong with them is told at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.events.edit import new_event
from geotimeline.formats.events.event import EVENT_TABLE
from geotimeline.formats.events.files import EventsRead, read_event_file, read_events
from geotimeline.model.duration import Duration
from geotimeline.model.event import Actor, Place, Relation, Source, Speaker
from geotimeline.model.vocabulary import RelationKind, Status
from geotimeline.planning.settings import Settings
from tests.strategies import edtf_texts, instants
from tests.yaml.yaml_texts import files, soups

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from geotimeline.model.event import Event

CASES = sorted((Path(__file__).parent / "malformed").glob("*.yaml"))


def read(text: str, path: str = "events/visit.yaml") -> Event:
    (event,), problems = read_event_file(text, path)
    assert problems == ()
    return event


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_malformed_file_is_told_of_line_by_line(
    case: Path, golden: Callable[[Path, str], None]
) -> None:
    text = case.read_text("utf-8")

    problems = read_events([(f"events/{case.name}", text)]).problems

    assert problems
    golden(case.with_suffix(".txt"), "".join(f"{problem}\n" for problem in problems))


@given(files | soups, st.sampled_from(["events/a.yaml", "events/sources.yaml"]))
def test_any_text_gives_events_or_problems(text: str, path: str) -> None:
    assert isinstance(read_events([(path, text)]), EventsRead)


@given(st.text(max_size=50))
def test_any_characters_give_events_or_problems(text: str) -> None:
    assert isinstance(read_events([("events/a.yaml", text)]), EventsRead)


fields = st.sampled_from(EVENT_TABLE.fields)


@given(st.lists(st.tuples(fields, fields), max_size=6, unique_by=lambda f: f[0].name))
def test_any_field_with_any_value_gives_events_or_problems(
    mixed: list[tuple[object, object]],
) -> None:
    lines = [f"{field.name}: {other.example}\n" for field, other in mixed]  # type: ignore[attr-defined] # fields
    base = "title: a\ntype: b\n"

    read_event_file("".join(lines), "events/a.yaml")
    events, problems = read_event_file(base + "".join(lines), "events/a.yaml")

    assert bool(events) != bool(problems)


@given(
    st.lists(edtf_texts, min_size=1, max_size=4),
    st.lists(instants, min_size=4, max_size=4),
    st.lists(st.sampled_from(Status), min_size=4, max_size=4),
)
def test_an_event_that_is_written_reads_back_the_same(
    dates: list[str], recorded: list[datetime], statuses: list[Status]
) -> None:
    written = new_event(
        {
            "title": "Putin: NO # visit",
            "type": "visit",
            "claims": [
                {"date": date, "status": status.value, "recorded": at.isoformat()}
                for date, at, status in zip(dates, recorded, statuses, strict=False)
            ],
        }
    )

    event = read(written)

    assert event.title == "Putin: NO # visit"
    assert [claim.status for claim in event.claims] == statuses[: len(dates)]
    assert [claim.recorded for claim in event.claims] == recorded[: len(dates)]
    assert [read_date(claim.date) for claim in event.claims] == [
        read_date(read(f"title: a\ntype: b\ndate: '{date}'\n").claims[0].date)
        for date in dates
    ]


def read_date(value: object) -> str:
    return str(value)


def test_the_short_form_is_one_claim_of_the_event() -> None:
    event = read(
        "title: INDRA\ntype: exercise\nactors: [RU, IN]\ndate: 2025-10\n"
        "status: held\nurl: https://example.org\nnotes: n\nx-a: {b: [c]}\n"
        "duration: P2D\nby: Peskov\nsource: {title: t, published: 2025-11}\n"
    )

    (claim,) = event.claims
    assert (event.id, claim.id, claim.status) == ("visit", "c1", Status.HELD)
    assert str(claim.date) == "2025-10"
    assert (event.url, event.notes, event.extra) == (
        "https://example.org",
        "n",
        {"x-a": {"b": ["c"]}},
    )
    assert (claim.url, claim.notes, claim.extra) == ("", "", {})
    assert claim.duration == Duration(days=2)
    assert claim.by == Speaker("Peskov", identity="Peskov")
    assert claim.source is not None
    assert (claim.source.title, str(claim.source.published)) == ("t", "2025-11")


def test_the_long_form_fills_every_part_of_the_model() -> None:
    event = read(
        "id: a\nuid: b\ntitle: c\ntype: visit\n"
        "actors: [NO, {id: x, name: Rosneft, role: target}]\n"
        "place: {name: New Delhi, country: IN}\ntimezone: Asia/Kolkata\n"
        "tags: summit\ncodes: {plover: CONSULT}\n"
        "relations: [{before: d}, {part-of: [e, f#signed]}]\n"
        "duration: PT90M\nsources: {s: {title: t}}\n"
        "claims:\n"
        "  - {id: k, source: s, duration: P1D, reliability: B, credibility: 2,"
        " milestone: ends}\n"
        "  - supersedes: k\n    recorded: 2025-11-25T14:30+05:30\n    milestone: ends\n"
    )

    first, second = event.claims
    assert (event.id, event.uid, event.timezone) == ("a", "b", "Asia/Kolkata")
    assert event.actors == (Actor("NO"), Actor("x", "Rosneft", "target"))
    assert event.place == Place("New Delhi", "IN")
    assert (event.tags, event.codes) == (("summit",), {"plover": "CONSULT"})
    assert event.relations == (
        Relation(RelationKind.BEFORE, "d"),
        Relation(RelationKind.PART_OF, "e"),
        Relation(RelationKind.PART_OF, "f", "signed"),
    )
    assert first.source == Source("s", "t")
    assert (first.reliability, first.credibility) == ("B", "2")
    assert (first.duration, second.duration) == (
        Duration(days=1),
        Duration(seconds=5400),
    )
    assert (second.id, second.supersedes, second.milestone) == ("c2", ("k",), "ends")
    assert str(second.recorded) == "2025-11-25 09:00:00+00:00"
    assert (event.line, first.line, second.line) == (1, 14, 15)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("[..2025-12-31]", "[..2025-12-31]"),
        ("[2025-12-04, 2025-12-05]", "[2025-12-04,2025-12-05]"),
        ("{2025-09,2025-10}", "{2025-09,2025-10}"),
        ("../2026-03", "../2026-03"),
        ("2025-12?", "2025-12?"),
        ("2025-12-04/2025-12-05", "2025-12-04/2025-12-05"),
        ("2025-12-04T16:00:00+05:30", "2025-12-04T16:00:00+05:30"),
        ("2025-12-04T16:00:00", "2025-12-04T16:00:00"),
    ],
)
def test_a_date_may_stand_without_quotation_marks(written: str, canonical: str) -> None:
    event = read(f"title: a\ntype: b\ndate: {written}\n")

    assert str(event.claims[0].date) == canonical


def test_zone_and_speakers_come_from_the_settings() -> None:
    settings = Settings(timezone="Europe/Berlin", speakers={"putin": "Vladimir Putin"})
    text = "title: a\ntype: b\nby: {name: Putin, role: president}\n"

    (event,), _ = read_event_file(text, "events/a.yaml", settings=settings)

    assert event.timezone == "Europe/Berlin"
    assert event.claims[0].by == Speaker("Putin", "president", "Vladimir Putin")


def test_shared_sources_are_known_to_all_files_and_give_way_to_a_files_own() -> None:
    body = "title: a\ntype: b\nsource: s\n"
    read = read_events(
        [
            ("events/a.yaml", body),
            ("events/b.yaml", f"{body}sources: {{s: {{title: own}}}}\n"),
            ("events/sources.yaml", "sources: {s: {title: shared}}\n"),
        ]
    )

    assert read.problems == ()
    titles = [
        claim.source.title for e in read.events for claim in e.claims if claim.source
    ]
    assert titles == ["shared", "own"]


def test_a_file_of_comments_holds_no_event() -> None:
    assert read_event_file("# put aside\n", "events/a.yaml") == ((), ())


def test_an_event_with_problems_does_not_hide_the_others() -> None:
    text = "events:\n- {id: a, title: t, type: v}\n- {id: b, titel: t, type: v}\n"

    events, problems = read_event_file(text, "events/a.yaml")

    assert [event.id for event in events] == ["a"]
    assert [problem.where for problem in problems] == ["events[1]", "events[1].titel"]


def test_a_field_unlike_any_other_is_told_what_there_is() -> None:
    _, (problem,) = read_event_file("title: a\ntype: b\nuntil: 2026\n", "a.yaml")

    assert "no field `until`; known are id, title" in problem.message
    assert problem.message.endswith("fields of your own begin with `x-`")


def test_two_files_with_one_id_or_uid_are_told_of_with_both_names() -> None:
    text = "id: a\nuid: u\ntitle: t\ntype: v\n"
    other = "uid: u\ntitle: t\ntype: v\n"
    files = [
        ("events/a.yaml", text),
        ("events/b/a.yaml", text),
        ("events/c.yaml", other),
    ]

    problems = [str(problem) for problem in read_events(files).problems]

    assert [problem.partition(";")[0] for problem in problems] == [
        "events/b/a.yaml:1: the id 'a' is taken by events/a.yaml:1",
        "events/c.yaml:1: the uid 'u' is taken by events/a.yaml:1",
    ]
