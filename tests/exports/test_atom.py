"""A feed of what moved: what RFC 4287 demands, stable identities, any text."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from geotimeline.edtf import parse
from geotimeline.formats.atom.entries import KINDS, XHTML
from geotimeline.formats.atom.exporter import NAMESPACE, AtomExporter
from geotimeline.formats.terminal import plain
from geotimeline.interfaces.exporters import ExportOptionError
from geotimeline.model.changes import changes
from geotimeline.model.event import ALWAYS, Claim, Event, Source, Speaker
from geotimeline.model.timeline import Timeline
from geotimeline.model.turns import Turn
from geotimeline.model.vocabulary import Status
from geotimeline.model.words import claim_words
from tests.exports.requests import LATE, request_of, text_of, warnings_of
from tests.ical.strategies import timelines

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

EXPORTER = AtomExporter()
FIRST, SECOND = (datetime(2025, 11, day, 9, tzinfo=UTC) for day in (3, 25))
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
PESKOV = Speaker("Dmitry Peskov", "Kremlin spokesman")
PAPER = Source("paper", "Visit", "A paper", "https://example.org/a b|c?x=1&y=2")
VISIT = Event(
    "visit",
    "A <visit> & more",
    "visit",
    (
        Claim("c1", parse("2025-12"), by=PESKOV, source=PAPER, recorded=FIRST),
        Claim(
            "c2",
            parse("2025-12-04"),
            Status.CONFIRMED,
            source=PAPER,
            url="javascript:alert(1)",
            recorded=SECOND,
        ),
    ),
    tags=("summit",),
    url="http://example.org/event",
)


def feed_of(*events: Event, now: datetime = SECOND, **options: str) -> Element:
    text = text_of(EXPORTER, request_of(*events, now=now, options=options))
    return ET.fromstring(text.encode())  # noqa: S314 (our own)


def atom(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def text_at(element: Element, path: str) -> str:
    found = element.findtext("/".join(map(atom, path.split("/"))))
    assert found is not None, path
    return found


def entries(feed: Element) -> list[Element]:
    return feed.findall(atom("entry"))


def links(entry: Element) -> list[tuple[str | None, str | None]]:
    return [(one.get("rel"), one.get("href")) for one in entry.iter(atom("link"))]


def expect_what_rfc_4287_demands(feed: Element) -> None:
    """Check the musts of §4.1.1 and §4.1.2 that concern what we write."""
    assert feed.tag == atom("feed")
    for element in (feed, *entries(feed)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(atom(name))) == 1, name
        assert text_at(element, "id").startswith(("urn:", "tag:", "https:"))
        assert INSTANT.fullmatch(text_at(element, "updated"))
        rels = [rel for rel, _ in links(element)] if element is not feed else []
        assert rels.count("alternate") <= 1
        for link in element.findall(atom("link")):
            assert re.match(r"https?://", link.get("href") or "")
    for person in feed.iter(atom("author")):
        assert text_at(person, "name").strip()
    for category in feed.iter(atom("category")):
        assert category.get("term")
    for content in feed.iter(atom("content")):
        assert [child.tag for child in content] == [f"{{{XHTML}}}div"]
    assert feed.find(atom("author")) is not None
    ids = [text_at(entry, "id") for entry in entries(feed)]
    assert len(set(ids)) == len(ids)
    newest = max((text_at(entry, "updated") for entry in entries(feed)), default="")
    assert not newest or text_at(feed, "updated") == newest


@given(timelines())
def test_any_text_gives_a_feed_that_strict_readers_take(
    events: tuple[Event, ...],
) -> None:
    feed = feed_of(*events, now=datetime(2026, 3, 1, tzinfo=UTC), entries="9999")

    expect_what_rfc_4287_demands(feed)


@given(timelines())
def test_what_was_said_is_read_back_as_the_same_words(
    events: tuple[Event, ...],
) -> None:
    feed = feed_of(*events, entries="9999")

    read = [item.text or "" for item in feed.iter(f"{{{XHTML}}}li")]
    told = changes(Timeline(events), as_of=LATE, until=SECOND)
    assert sorted(read) == sorted(
        plain(claim_words(claim))
        for change in told
        if isinstance(change, Turn) and change.at != ALWAYS
        for claim in change.entered
    )


def test_an_entry_tells_what_moved_who_said_so_and_where() -> None:
    newest, oldest = entries(feed_of(VISIT))

    assert text_at(newest, "title") == (
        "A <visit> & more: confirmed; narrowed 31 → 1 day"
    )
    assert text_at(newest, "updated") == "2025-11-25T09:00:00Z"
    assert [text_at(one, "author/name") for one in (newest, oldest)] == [
        "A paper",
        "Dmitry Peskov",
    ]
    assert links(newest) == [
        ("alternate", "https://example.org/a%20b%7Cc?x=1&y=2"),
        ("related", "http://example.org/event"),
    ]
    categories = [
        (c.get("scheme"), c.get("term")) for c in newest.iter(atom("category"))
    ]
    assert categories == [
        (None, "visit"),
        (None, "summit"),
        (KINDS, "confirmed"),
        (KINDS, "narrowed"),
    ]
    (paragraph,) = newest.iter(f"{{{XHTML}}}p")
    assert paragraph.text == (
        "4 December 2025, confirmed (was: December 2025, planned)"
    )


def test_ids_stay_when_words_are_corrected_and_more_becomes_known() -> None:
    before = feed_of(VISIT)
    more = Claim(
        "c3", None, Status.CANCELLED, recorded=datetime(2025, 11, 26, tzinfo=UTC)
    )
    corrected = Event("visit", "The visit", "visit", (*VISIT.claims, more))

    after = feed_of(corrected)

    ids = [text_at(entry, "id") for entry in entries(before)]
    assert [text_at(entry, "id") for entry in entries(after)][1:] == ids


def test_two_feeds_share_no_id_unless_they_are_told_to() -> None:
    one, other = (feed_of(VISIT, id=f"tag:example.org,2025:{n}") for n in "ab")

    assert text_at(one, "id") == "tag:example.org,2025:a"
    assert not {text_at(e, "id") for e in entries(one)} & {
        text_at(e, "id") for e in entries(other)
    }


def test_a_lapse_is_an_entry_from_the_day_it_is_known(
    make_event: Callable[..., Event],
) -> None:
    event = make_event("2025-12-04", recorded=FIRST)
    morning, night = (datetime(2025, 12, 5, hour, tzinfo=UTC) for hour in (0, 23))

    assert len(entries(feed_of(event, now=datetime(2025, 12, 4, 23, tzinfo=UTC)))) == 1
    lapsed = entries(feed_of(event, now=morning))[0]
    assert "lapsed: the window closed on 4 December" in text_at(lapsed, "title")
    assert text_at(lapsed, "updated") == "2025-12-05T00:00:00Z"
    assert len(entries(feed_of(event, now=night))) == 2


def test_the_newest_changes_come_first_up_to_the_number_asked_for() -> None:
    (newest,) = entries(feed_of(VISIT, entries="1"))

    assert "confirmed" in text_at(newest, "title")


def test_a_query_chooses_by_what_is_believed_after_a_change() -> None:
    text = text_of(EXPORTER, request_of(VISIT, query="status:planned"))

    assert text.count("<entry>") == 1
    assert ": new</title>" in text


def test_a_feed_of_nothing_is_whole() -> None:
    expect_what_rfc_4287_demands(feed_of())


def test_what_was_believed_always_has_no_place_in_a_feed_and_is_counted(
    make_event: Callable[..., Event],
) -> None:
    request = request_of(make_event("2025-12", id="x"), VISIT)

    assert warnings_of(EXPORTER, request) == [
        "1 belief held since always was left out: no claim says since when"
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"entires": "3"}, "no option 'entires'; did you mean entries?"),
        ({"entries": "0"}, "expected a number from 1 to 10000"),
        ({"entries": "²"}, "expected a number from 1 to 10000"),
        ({"id": "visits"}, "expected an IRI such as tag:"),
        ({"self": "javascript:x"}, "expected an address with https://"),
    ],
)
def test_an_option_that_is_not_understood_is_refused_with_what_would_be_right(
    options: dict[str, str], words: str
) -> None:
    with pytest.raises(ExportOptionError, match=re.escape(words)):
        EXPORTER.export(request_of(options=options))
