"""Events travel whole: what a file says is read back from the calendar, all of it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.events.edit import new_event
from geotimeline.formats.events.fields import claim_fields, event_fields
from geotimeline.formats.events.files import read_event_file
from geotimeline.interfaces.exporters import ExportRequest
from geotimeline.model.event import Merger, Source
from geotimeline.model.lint_codes import LintCode
from geotimeline.model.timeline import Timeline
from tests.following.strategies import following_timelines, series
from tests.ical.calendars import LATE, NOW, entry_of, exported, plain, unfolded
from tests.ical.strategies import FIRST_WORD
from tests.ical.strategies import timelines as timelines_of_any_text
from tests.strategies import instants, timelines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geotimeline.model.event import Event

UNCOMPARED = {"path": "", "line": 0, "file_id": ""}

lines = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)
mergers = st.builds(Merger, lines, instants)
own_fields = st.dictionaries(
    lines.map(lambda name: f"x-{name}"),
    st.recursive(
        lines | st.just(""),
        lambda parts: (
            st.lists(parts, max_size=3) | st.dictionaries(lines, parts, max_size=3)
        ),
        max_leaves=5,
    ),
    max_size=2,
)


@st.composite
def enriched(draw: st.DrawFn) -> tuple[Event, ...]:
    """Events with what the other strategies leave out: fields of every kind."""
    events = draw(
        timelines() | following_timelines() | series().map(lambda one: (one,))
    )
    return tuple(
        replace(
            event,
            uid=draw(st.just("") | st.just(f"{event.id}@elsewhere.example")),
            tags=tuple(draw(st.lists(lines, max_size=2))),
            codes=draw(st.dictionaries(lines, lines, max_size=2)),
            notes=draw(st.just("") | lines),
            lint_ignore=tuple(draw(st.lists(st.sampled_from(LintCode), max_size=2))),
            extra=draw(own_fields),
            merged=tuple(
                draw(st.lists(st.builds(Merger, lines, instants), max_size=2))
            ),
            claims=tuple(
                replace(
                    claim,
                    source=draw(st.none() | st.builds(Source, st.just("s1"), lines)),
                    quote=draw(st.just("") | lines),
                    reliability=draw(st.sampled_from(["", "A", "F"])),
                    credibility=draw(st.sampled_from(["", "1", "6"])),
                    extra=draw(own_fields),
                )
                for claim in event.claims
            ),
        )
        for event in events
    )


def whole_events(calendar: str) -> dict[str, dict[str, Any]]:
    """Give the files of the events that travel in a calendar, by id."""
    found: dict[str, dict[str, Any]] = {}
    current = ""
    for line in unfolded(calendar):
        name, _, value = line.partition(":")
        if name == "X-GEOTIMELINE-EVENT":
            fields = json.loads(plain(value))
            current = fields["id"]
            assert current not in found, "told twice"
            found[current] = {**fields, "claims": []}
        elif name == "X-GEOTIMELINE-CLAIM":
            found[current]["claims"].append(json.loads(plain(value)))
    return found


def as_read(fields: Mapping[str, Any]) -> Event:
    read = read_event_file(new_event(fields), "events/any.yaml")
    assert read.problems == ()
    return read.events[0]


def compared(event: Event) -> dict[str, Any]:
    """Give all of an event, also what `==` does not look at."""
    claims = tuple(replace(claim, line=0) for claim in event.claims)
    relations = tuple(replace(one, line=0) for one in event.relations)
    named: dict[str, Source] = defaultdict(Source)
    for claim in claims:
        if claim.source and claim.source.id:
            named[claim.source.id] = claim.source  # an id stands for one source
    claims = tuple(
        replace(claim, source=named[claim.source.id])
        if claim.source and claim.source.id
        else claim
        for claim in claims
    )
    return asdict(replace(event, claims=claims, relations=relations, **UNCOMPARED))  # type: ignore[arg-type] # fields by name


@given(enriched())
def test_the_fields_of_an_event_read_back_as_the_event(
    events: tuple[Event, ...],
) -> None:
    for event in events:
        claims = [claim_fields(claim, event) for claim in event.claims]

        read = as_read({**event_fields(event, event.claims), "claims": claims})

        assert compared(read) == compared(event)


@given(enriched(), st.sampled_from(["auto", "both", "todo"]))
def test_an_event_that_has_an_entry_travels_whole_and_once(
    events: tuple[Event, ...], uncertain: str
) -> None:
    timeline = Timeline(events)
    request = ExportRequest(
        timeline.rows(as_of=LATE),
        now=NOW,
        timeline=timeline,
        as_of=LATE,
        options={"uncertain": uncertain},
    )

    calendar = exported(request)

    travelled = whole_events(calendar)
    ids = {
        plain(line.partition(":")[2])
        for line in unfolded(calendar)
        if line.startswith("X-GEOTIMELINE-ID:")
    }
    assert set(travelled) == ids
    for event_id, fields in travelled.items():
        assert compared(as_read(fields)) == compared(timeline.event(event_id))


@given(timelines_of_any_text())
def test_any_text_travels_also_what_no_calendar_may_hold(
    timeline: tuple[Event, ...],
) -> None:
    events = Timeline(timeline)
    request = ExportRequest(
        events.rows(as_of=LATE), now=NOW, timeline=events, as_of=LATE
    )

    for event_id, fields in whole_events(exported(request)).items():
        event = events.event(event_id)
        assert fields.get("notes", "") == event.notes
        assert fields["claims"] == [claim_fields(c, event) for c in event.claims]


def test_claims_that_were_not_known_yet_do_not_travel(
    make_event: Callable[..., Event],
) -> None:
    event = make_event("2025-12", recorded=FIRST_WORD)
    later = replace(
        event.claims[0], id="c2", quote="secret", recorded=NOW + timedelta(days=1)
    )
    timeline = Timeline((replace(event, claims=(*event.claims, later)),))

    calendar = exported(
        ExportRequest(timeline.rows(as_of=NOW), now=NOW, timeline=timeline)
    )

    assert len(whole_events(calendar)["visit"]["claims"]) == 1
    assert "secret" not in calendar


@pytest.mark.parametrize("wanted", ["yes", "no"])
def test_events_travel_whole_unless_that_is_turned_off(
    make_event: Callable[..., Event], wanted: str
) -> None:
    entry = entry_of(make_event("2025-12"), claims=wanted)

    assert ("X-GEOTIMELINE-EVENT" in entry) == (wanted == "yes")
    assert entry["X-GEOTIMELINE-EDTF"] == "2025-12"
