"""Ways in which published calendars went wrong over HTTP, by number: none is ours.

The numbers are those of the list in ../shared/ical/PITFALLS.md; test_pitfalls.py has
the others.
"""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING

import pytest

from tests.serve.conftest import NOW, event_text, folder, serve, site

if TYPE_CHECKING:
    from tests.serve.conftest import Served

__all__ = ["folder", "serve", "site"]  # the fixtures

FEED = "/feeds/visits.ics"


def test_4_the_same_bytes_whenever_it_is_asked_for_while_nothing_changed(
    site: Served,
) -> None:
    first = site.ask(FEED)
    site.clock.instant = NOW + timedelta(hours=9)
    later = site.ask(FEED)
    site.clock.instant = NOW + timedelta(days=3)
    days_later = site.ask(FEED)

    assert first.content == later.content == days_later.content
    tags = {one.headers["etag"] for one in (first, later, days_later)}
    dates = {one.headers["last-modified"] for one in (first, later, days_later)}
    assert (len(tags), len(dates)) == (1, 1)
    assert "DTSTAMP:20251120T090000Z" in first.body


def test_4_an_edit_that_leaves_a_feed_alone_leaves_its_validators_alone(
    site: Served,
) -> None:
    before = site.ask(FEED).headers

    site.write("events/filing.yaml", event_text("2025-12-16", type="deadline"))
    after = site.ask(FEED).headers

    assert after["etag"] == before["etag"]
    assert after["last-modified"] == before["last-modified"]


def test_19_the_tag_is_quoted_strong_and_of_the_content(site: Served) -> None:
    tag = site.ask(FEED).headers["etag"]
    site.write("events/visit.yaml", event_text("2025-12", title="An other"))
    changed = site.ask(FEED).headers["etag"]
    site.write("events/visit.yaml", event_text("2025-12"))
    back = site.ask(FEED).headers["etag"]

    assert tag[0] == tag[-1] == '"'
    assert tag == back != changed


@pytest.mark.parametrize("coding", ["identity", "gzip", "zstd"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "form",
    ["{}", "W/{}", '"other", {}', '{} , "other"', "*"],
    ids=["the tag", "made weak by a proxy", "last", "first", "any"],
)
def test_19_a_client_that_has_the_body_is_told_so(
    site: Served, form: str, method: str, coding: str
) -> None:
    wish = {"Accept-Encoding": coding}
    whole = site.ask(FEED, method, headers=wish)
    condition = form.format(whole.headers["etag"])
    short = site.ask(FEED, method, headers=wish | {"If-None-Match": condition})

    assert (short.status, short.content) == (304, b"")
    for name in ("etag", "last-modified", "vary", "cache-control"):
        assert short.headers[name] == whole.headers[name]
    assert "content-type" not in short.headers
    assert "content-encoding" not in short.headers


def test_19_a_tag_of_another_body_or_another_packing_gets_the_body(
    site: Served,
) -> None:
    packed = site.ask(FEED, headers={"Accept-Encoding": "gzip"}).headers["etag"]

    for tag in (packed, packed.strip('"'), '"x"', "x", ""):
        assert site.ask(FEED, headers={"If-None-Match": tag}).status == 200


def test_19_a_client_that_knows_dates_alone_is_told_too(site: Served) -> None:
    told = site.ask(FEED).headers["last-modified"]
    modified = parsedate_to_datetime(told)
    for seconds, status in ((0, 304), (3600, 304), (-1, 200), (-3600, 200)):
        seen = format_datetime(modified + timedelta(seconds=seconds), usegmt=True)
        assert site.ask(FEED, headers={"If-Modified-Since": seen}).status == status


def test_19_a_tag_goes_before_a_date(site: Served) -> None:
    date = site.ask(FEED).headers["last-modified"]
    headers = {"If-None-Match": '"other"', "If-Modified-Since": date}

    assert site.ask(FEED, headers=headers).status == 200


def test_19_the_date_never_goes_back_when_an_event_is_taken_out(site: Served) -> None:
    site.write("events/late.yaml", event_text("2025-12-30").replace("11-20", "11-24"))
    before = site.ask(FEED).headers["last-modified"]

    (site.folder / "events/late.yaml").unlink()
    site.publisher.held.refresh()
    seen = {"If-Modified-Since": before}
    after = site.ask(FEED, headers=seen)

    assert after.status == 200
    was, became = map(parsedate_to_datetime, (before, after.headers["last-modified"]))
    assert became > was
    assert "20251230" not in after.body


def test_19_two_changes_within_a_second_have_two_dates(site: Served) -> None:
    dates = [site.ask(FEED).headers["last-modified"]]
    for day in (1, 2, 3):
        site.write("events/visit.yaml", event_text(f"2025-12-0{day}"))
        dates.append(site.ask(FEED).headers["last-modified"])

    instants = [parsedate_to_datetime(date) for date in dates]
    assert instants == sorted(set(instants))


def test_20_a_client_may_ask_as_often_as_it_likes(site: Served) -> None:
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in site.ask(FEED).body
    assert "no-cache" in site.ask(FEED).headers["cache-control"]
