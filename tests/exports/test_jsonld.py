"""Nodes for search engines: words of schema.org, and no date that is not known."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from geotimeline.edtf import parse
from geotimeline.formats.jsonld.exporter import JsonLdExporter
from geotimeline.interfaces.exporters import ExportOptionError
from geotimeline.model.duration import Duration
from geotimeline.model.event import (
    Actor,
    Claim,
    Event,
    Place,
    Relation,
    Source,
    Speaker,
)
from geotimeline.model.recurring import Recurrence
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import RelationKind, Status
from geotimeline.model.window_edtf import window_edtf
from geotimeline.model.words import title_words
from tests.exports.requests import NOW, request_of, text_of
from tests.ical.strategies import timelines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXPORTER = JsonLdExporter()
Node = dict[str, Any]  # parsed JSON, as a program that reads it sees it
EARLY, LATER = (datetime(2025, 11, day, 9, tzinfo=UTC) for day in (3, 25))

# The properties that we use of each type (schema.org 29); all types have Thing's.
_THING = {"name", "description", "identifier", "url", "additionalType", "subjectOf"}
_SUPER = {"superEvent", "about", "keywords", "location", "duration"}
PROPERTIES: dict[str, set[str]] = {
    "Thing": _THING,
    "Event": _THING
    | _SUPER
    | {"startDate", "endDate", "previousStartDate", "eventStatus"}
    | {"additionalProperty"},
    "EventSeries": _THING | {"eventSchedule", "additionalProperty"},
    "CreativeWork": _THING
    | {"temporalCoverage", "datePublished", "publisher", "about", "keywords"}
    | {"additionalProperty"},
    "Quotation": _THING | {"text", "creator", "dateCreated", "isPartOf"},
    "Organization": _THING,
    "Place": _THING | {"address"},
    "PostalAddress": {"addressCountry"},
    "PropertyValue": _THING | {"propertyID", "value"},
    "Schedule": {"repeatFrequency", "repeatCount", "startDate", "endDate"}
    | {"byDay", "byMonth", "byMonthDay", "scheduleTimezone"},
}
_DATE = re.compile(
    r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?)?)?"
)  # ISO 8601, at the precision that is known


def graph(text: str) -> list[Node]:
    document = json.loads(text)
    assert document.pop("@context") == "https://schema.org"
    nodes: list[Node] = document.pop("@graph")
    assert not document
    return nodes


def nodes_of(*events: Event, now: datetime = NOW, **options: str) -> list[Node]:
    return graph(text_of(EXPORTER, request_of(*events, now=now, options=options)))


def only(*events: Event, now: datetime = NOW) -> Node:
    (node,) = nodes_of(*events, now=now)
    return node


def status(node: Node) -> str:
    return str(node.get("eventStatus", "")).removeprefix("https://schema.org/")


def own(node: Node) -> dict[str, Any]:
    """Give what stands in PropertyValues, by its name."""
    return {one["name"]: one["value"] for one in node["additionalProperty"]}


def _inner(value: object) -> Iterator[Node]:
    if isinstance(value, dict):
        yield value
        for inside in value.values():
            yield from _inner(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _inner(inside)


def expect_known_words(nodes: list[Node]) -> None:
    for node in _inner(nodes):
        kind = node.get("@type")
        names = {name for name in node if not name.startswith("@")}
        assert names <= (PROPERTIES[kind] if kind else {"name", "description"})
        assert not [name for name, value in node.items() if value in (None, "", [], {})]
        for name in ("startDate", "endDate", "dateCreated", "datePublished"):
            assert _DATE.fullmatch(str(node.get(name, "2025")))


def event_of(*claims: Claim, **fields: Any) -> Event:  # noqa: ANN401 (tests give what they mean)
    return Event("visit", "A visit", "visit", claims, **fields)


@given(timelines())
def test_any_text_gives_nodes_of_known_words_and_is_read_back(
    events: tuple[Event, ...],
) -> None:
    text = text_of(EXPORTER, request_of(*events))

    nodes = graph(text)
    expect_known_words(nodes)
    assert "<" not in text
    text.encode()
    titles = [title_words(event, "event") for event in events]
    assert sorted(node.get("name", "") for node in nodes) == sorted(titles)
    assert len({node["@id"] for node in nodes}) == len(nodes)


@pytest.mark.parametrize(
    ("claimed", "start", "end"),
    [
        ("2025-12-04", "2025-12-04", None),
        ("2025-12-04T16:00:00+05:30", "2025-12-04T16:00:00+05:30", None),
        ("2025-12", "2025-12", None),
        ("2025", "2025", None),
        ("2025-12-04/2025-12-05", "2025-12-04", "2025-12-05"),
        ("2025-12-04/2025-12", "2025-12-04", None),
        ("2025-12-04?", None, None),
        ("2025-12~", None, None),
        ("2025-24", None, None),
        ("[..2025-12-31]", None, None),
        ("[2025-12-04,2025-12-09]", None, None),
        ("XXXX-12-25", None, None),
    ],
)
def test_only_what_is_known_is_a_date_and_edtf_says_the_rest(
    claimed: str, start: str | None, end: str | None
) -> None:
    event = event_of(Claim("c1", parse(claimed)), timezone="Asia/Kolkata")

    node = only(event)

    assert (node.get("startDate"), node.get("endDate")) == (start, end)
    (row,) = Timeline((event,)).rows(as_of=NOW)
    edtf = window_edtf(row.belief.window, event.timezone)
    assert own(node)["date"] == edtf


@pytest.mark.parametrize(
    ("claims", "word", "start", "previous"),
    [
        (["planned 2025-12-04"], "EventScheduled", "2025-12-04", None),
        (["confirmed 2025-12-04"], "EventScheduled", "2025-12-04", None),
        (["held 2025-11-04"], "EventScheduled", "2025-11-04", None),
        (["possible 2025-12-04"], "", "2025-12-04", None),
        (["cancelled 2025-12-04"], "EventCancelled", "2025-12-04", None),
        (
            ["planned 2025-12", "planned 2025-12-04"],
            "EventScheduled",
            "2025-12-04",
            None,
        ),
        (
            ["planned 2025-12-04", "planned 2025-12-11", "planned 2026-01-08"],
            "EventRescheduled",
            "2026-01-08",
            ["2025-12-04", "2025-12-11"],
        ),
        (["planned 2025-12-04", "postponed"], "EventPostponed", None, ["2025-12-04"]),
        (
            ["planned 2025-12-04", "postponed 2026-01"],
            "EventRescheduled",
            "2026-01",
            ["2025-12-04"],
        ),
        (
            ["planned 2025-12-04", "postponed", "cancelled"],
            "EventCancelled",
            None,
            ["2025-12-04"],
        ),
        (
            ["planned 2025-12", "planned [2026-01-10..2026-01-20]"],
            "EventScheduled",
            None,
            ["2025-12"],
        ),
    ],
    ids=lambda value: "; ".join(value) if isinstance(value, list) else None,
)
def test_a_status_and_former_dates_follow_from_what_was_believed(
    claims: list[str], word: str, start: str | None, previous: list[str] | None
) -> None:
    told = []
    for number, text in enumerate(claims, start=1):
        said, _, date = text.partition(" ")
        told.append(
            Claim(
                f"c{number}",
                parse(date) if date else None,
                Status(said),
                by=Speaker("Somebody", identity="Somebody"),
                recorded=datetime(2025, 11, number, tzinfo=UTC),
            )
        )

    node = only(event_of(*told))

    assert status(node) == word
    assert node.get("startDate") == start
    assert node.get("previousStartDate") == previous


def test_place_actors_tags_and_sources_are_told() -> None:
    paper = Source("p", "T", "P", "https://example.org/a b", parse("2025-11"))
    claim = Claim(
        "c1",
        parse("2025-12-04"),
        by=Speaker("Peskov", "spokesman"),
        said=parse("2025-11-03"),
        source=paper,
        quote="soon",
        duration=Duration.parse("P2D"),
    )
    silent = Claim("c2", parse("2025-12"), source=paper)
    event = event_of(
        claim,
        silent,
        place=Place("New Delhi", "IN"),
        actors=(Actor("RU"), Actor("IN", "India", "host")),
        tags=("summit",),
        url="javascript:alert(1)",
    )

    node = only(event)

    expect_known_words([node])
    work = {
        "@type": "CreativeWork",
        "name": "T",
        "publisher": {"@type": "Organization", "name": "P"},
        "datePublished": "2025-11",
        "url": "https://example.org/a%20b",
    }
    assert node["subjectOf"] == [
        work,
        {
            "@type": "Quotation",
            "text": "soon",
            "creator": {"name": "Peskov", "description": "spokesman"},
            "dateCreated": "2025-11-03",
            "isPartOf": work,
        },
    ]
    assert node["location"]["address"]["addressCountry"] == "IN"
    assert [one["identifier"] for one in node["about"]] == ["RU", "IN"]
    assert (node["keywords"], node["duration"]) == (["summit"], "P2D")
    assert node["endDate"] == "2025-12-05"
    assert "url" not in node


def test_parts_and_stages_name_what_they_belong_to() -> None:
    summit = Event("summit", "S", "summit", (Claim("c1", parse("2025-12")),), uid="a b")
    visit = event_of(
        Claim("c1", parse("2025-12-04")),
        Claim("c2", parse("2025-12-05"), milestone="signed"),
        relations=(Relation(RelationKind.PART_OF, "summit"),),
    )

    _, event, signed = nodes_of(summit, visit, base="https://example.org/events/")

    assert event["@id"] == "https://example.org/events/visit"
    assert signed["@id"] == "https://example.org/events/visit#signed"
    assert event["superEvent"] == [{"@id": "https://example.org/events/a%20b"}]
    assert signed["superEvent"][0] == {"@id": event["@id"]}


def test_a_statistic_is_no_event(make_event: Callable[..., Event]) -> None:
    node = only(make_event("2025-09/2025-10", type="statistic", status=Status.HELD))

    assert node["@type"] == "CreativeWork"
    assert node["temporalCoverage"] == "2025-09/2025-10"
    assert "eventStatus" not in node


def test_contradictions_and_lapses_are_told() -> None:
    contradicted = event_of(
        Claim("c1", parse("2025-12-04"), recorded=EARLY),
        Claim("c2", parse("2025-12-11"), recorded=LATER),
    )

    told = own(only(contradicted, now=datetime(2025, 12, 20, tzinfo=UTC)))

    assert (told["contradicted"], told["lapsed"]) == (True, True)
    assert "lapsed" not in own(only(contradicted))


@pytest.mark.parametrize(
    ("rule", "schedule"),
    [
        (
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO;COUNT=3",
            {"repeatFrequency": "P2M", "byDay": ["1MO"], "repeatCount": 3},
        ),
        (
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1,15;UNTIL=20261231T000000Z",
            {
                "repeatFrequency": "P1Y",
                "byMonth": [12],
                "byMonthDay": [1, 15],
                "endDate": "2026-12-31",
            },
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", None),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", None),
    ],
)
def test_a_series_comes_once_with_its_rule_as_far_as_it_can_be_said(
    rule: str, schedule: Node | None
) -> None:
    event = event_of(
        Claim("c1", parse("2025-12-01")), recurs=Recurrence.parse(rule), tags=("t",)
    )

    request = request_of(event, as_of=NOW)
    series, *occurrences = graph(text_of(EXPORTER, request))

    expect_known_words([series, *occurrences])
    assert series["@type"] == "EventSeries"
    assert series["additionalProperty"]["value"] == rule
    always = {
        "@type": "Schedule",
        "startDate": "2025-12-01",
        "scheduleTimezone": "UTC",
    }
    assert series.get("eventSchedule") == (schedule and always | schedule)
    assert occurrences
    for node in occurrences:
        assert node["superEvent"] == [{"@id": series["@id"]}]
        assert node["startDate"] == own(node)["occurrence"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"bsae": "urn:x:"}, "no option 'bsae'; did you mean base?"),
        ({"base": "events/"}, "expected an IRI such as tag:"),
    ],
)
def test_an_option_that_is_not_understood_is_refused_with_what_would_be_right(
    options: dict[str, str], words: str
) -> None:
    with pytest.raises(ExportOptionError, match=re.escape(words)):
        EXPORTER.export(request_of(options=options))
