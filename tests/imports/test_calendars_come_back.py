"""Our own calendars lose nothing: import, export and import give the same events."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from geotimeline.formats.events.fields import claim_fields, event_fields
from geotimeline.formats.foreign_ical.reading import read_calendar
from geotimeline.formats.ical.exporter import ICalExporter
from geotimeline.model.event import Merger
from geotimeline.services.data.loading import load
from geotimeline.services.importing.terms import Origin, Terms
from tests.cli.conftest import CHECKOUT
from tests.exports.requests import request_of
from tests.following.strategies import series
from tests.imports.conftest import LATER, NOW, calendar, entry, tree
from tests.imports.desks import bring, desk_of, worded
from tests.imports.test_tables_come_back import NOW as LATE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geotimeline.formats.events.imported import Reading
    from geotimeline.model.event import Event
    from tests.cli.conftest import Ran

pytest.importorskip("icalendar")
TERMS = Terms(Origin.of_file("ours.ics", "Ours"), "events")
WHOLE: dict[str, Any] = {
    "id": "visit",
    "title": "A visit",
    "type": "visit",
    "claims": [{"id": "c1", "date": "2025-12"}],
}


def exported(*events: Event) -> str:
    request = request_of(*events, now=LATE, as_of=LATE)
    return "".join(ICalExporter().export(request))


def read(text: str) -> Reading:
    return read_calendar(text.encode(), "ours.ics", today=LATE.date())


def compared(event: Event) -> object:
    """Give all that a file says of an event."""
    claims = [claim_fields(claim, event) for claim in event.claims]
    return event_fields(event, event.claims), claims


@settings(max_examples=25)
@given(worded() | series().map(lambda one: (one,)))
def test_events_are_the_same_after_a_calendar_carried_them(
    events: tuple[Event, ...],
) -> None:
    sent = exported(*events)

    with desk_of() as folder:
        found = bring(folder, read(sent), TERMS, LATE)
        arrived = {event.id: event for event in load(folder).timeline}
        again = bring(folder, read(sent), TERMS, LATE)

    assert (found.refused, again.changes) == ((), ())
    known = {event.id: event for event in events}
    assert {*arrived} <= {*known}  # what has no date has no entry, and stays behind
    for name, event in arrived.items():
        assert compared(event) == compared(known[name])
    if len(arrived) == len(events):
        assert exported(*arrived.values()) == sent


def test_the_shipped_events_travel(desk: Path, geotimeline: Callable[..., Ran]) -> None:
    first, second = desk.parent / "first.ics", desk.parent / "second.ics"
    at = ("--now", NOW)
    geotimeline("export", "ical", "-o", str(first), "--data", str(CHECKOUT), *at)

    ran = geotimeline("import", "ical", str(first), *at)
    geotimeline("export", "ical", "-o", str(second), *at)

    assert ran.code == 0
    assert second.read_bytes() == first.read_bytes()
    assert geotimeline("check", *at).code == 0


def test_an_event_that_was_taken_in_does_not_come_back(
    desk: Path, geotimeline: Callable[..., Ran], make_event: Callable[..., Event]
) -> None:
    merger = Merger("old visit", LATE)
    event = replace(make_event("2028-01-05"), merged=(merger,))
    file = desk.parent / "merged.ics"
    file.write_text(exported(event), "utf-8", newline="")

    ran = geotimeline("import", "ical", str(file), "--now", LATER)

    assert "A visit (merged)" in file.read_text("utf-8")
    assert ran.code == 0
    assert [one.id for one in load(desk).timeline] == ["visit"]


def test_claims_of_another_desk_join_ours(
    desk: Path, geotimeline: Callable[..., Ran]
) -> None:
    theirs = WHOLE | {"title": "Their visit"}
    theirs["claims"] = [*WHOLE["claims"], {"id": "c2", "date": "2025-12-04"}]
    bring_whole(desk, geotimeline, WHOLE)

    ran = bring_whole(desk, geotimeline, theirs)
    again = bring_whole(desk, geotimeline, theirs)

    event = load(desk).timeline.event("visit")
    assert [claim.id for claim in event.claims] == ["c1", "c2"]
    assert ran.out.startswith("changed\tevents/council/visit.yaml\tA visit: narrowed")
    assert "there it differs: title; yours stays" in ran.out
    assert again.out.startswith("unchanged\t")


def test_a_claim_that_says_something_else_under_our_id_stays_out(
    desk: Path, geotimeline: Callable[..., Ran]
) -> None:
    bring_whole(desk, geotimeline, WHOLE)
    before = tree(desk)

    theirs = WHOLE | {"claims": [{"id": "c1", "date": "2026-01"}]}
    ran = bring_whole(desk, geotimeline, theirs)

    assert "there it differs: claim c1; yours stays" in ran.out
    assert tree(desk) == before


def test_a_source_that_is_not_known_here_is_written_out(
    desk: Path, geotimeline: Callable[..., Ran]
) -> None:
    bring_whole(desk, geotimeline, WHOLE)
    claim = {"id": "c2", "date": "2025-12-04", "source": "paper"}
    theirs = WHOLE | {"sources": {"paper": {"title": "A paper"}}}
    theirs["claims"] = [*WHOLE["claims"], claim]

    bring_whole(desk, geotimeline, theirs)

    source = load(desk).timeline.event("visit").claims[1].source
    assert source is not None
    assert (source.id, source.title) == ("", "A paper")


@pytest.mark.parametrize(
    ("whole", "words"),
    [
        ("[1", "X-GEOTIMELINE-EVENT is not JSON"),
        ("[" * 100_000, "X-GEOTIMELINE-EVENT is not JSON"),
        ("[]", "holds more than texts, lists and objects"),
        ('{"id": 1}', "holds more than texts, lists and objects"),
        ('{"id": "../../etc/passwd", "title": "A"}', "names no event"),
        ('{"id": "a"}', "has no title"),
        ('{"id": "a", "title": "A", "type": "b", "uid": ["c"]}', "expected"),
        ('{"id": "a", "title": "A", "type": "b", "date": "soon"}', "cannot read"),
        ('{"id": "sources", "title": "A", "type": "b"}', "another event or file"),
    ],
    ids=["cut", "deep", "list", "number", "path", "untitled", "uid", "date", "name"],
)
def test_what_is_no_event_is_refused_by_name(
    desk: Path, geotimeline: Callable[..., Ran], whole: str, words: str
) -> None:
    ran = bring_whole(desk, geotimeline, whole)

    assert (ran.code, tree(desk)) == (29, {})
    assert words in ran.err


def test_a_calendar_without_claims_gives_dates_and_statuses(
    desk: Path, geotimeline: Callable[..., Ran], make_event: Callable[..., Event]
) -> None:
    event = make_event("2025-12", title="Visit", tags=("summit",))
    options = {"claims": "no", "uncertain": "both"}
    request = replace(request_of(event, now=LATE, as_of=LATE), options=options)
    file = desk.parent / "public.ics"
    file.write_text("".join(ICalExporter().export(request)), "utf-8", newline="")

    geotimeline("import", "ical", str(file), "--now", LATER)

    (found,) = load(desk).timeline
    assert (found.uid, found.type, found.tags) == ("visit", "visit", ("summit",))
    assert str(found.claims[0].date) == "2025-12"


def bring_whole(
    desk: Path, geotimeline: Callable[..., Ran], whole: Mapping[str, Any] | str
) -> Ran:
    """Import a calendar that carries an event whole."""
    if isinstance(whole, str):
        own = {"X-GEOTIMELINE-EVENT": _escaped(whole)}
        claims: list[Mapping[str, Any]] = []
    else:
        fields = {name: value for name, value in whole.items() if name != "claims"}
        own = {"X-GEOTIMELINE-EVENT": _escaped(json.dumps(fields))}
        claims = whole["claims"]
    lines = [f"X-GEOTIMELINE-CLAIM:{_escaped(json.dumps(claim))}" for claim in claims]
    text = entry(**own).replace("END:VEVENT", "\r\n".join([*lines, "END:VEVENT"]))
    file = desk.parent / "whole.ics"
    file.write_text(calendar(text), "utf-8", newline="")
    return geotimeline("import", "ical", str(file), "--now", LATER)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
