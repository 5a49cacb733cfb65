"""Feeds over real sockets: what is sent, to which address, and what is refused."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import zstandard

from geotimeline.services.data.loading import load
from geotimeline.services.publishing.feeds import render_feed
from tests.serve.conftest import NOW, event_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.serve.conftest import Served


def test_a_feed_is_the_bytes_that_export_writes(site: Served) -> None:
    answer = site.ask("/feeds/visits.ics")

    assert answer.status == 200
    assert answer.content == render_feed(load(site.folder), "visits", now=NOW).body
    assert "SUMMARY:A visit" in answer.body
    assert "The filing" not in answer.body


def test_the_feed_of_everything_is_there_without_being_named(site: Served) -> None:
    assert "The filing" in site.ask("/feeds/all.ics").body


def test_a_client_is_told_what_it_gets_and_not_to_save_it_as_a_file(
    site: Served,
) -> None:
    headers = site.ask("/feeds/all.ics").headers

    assert headers["content-type"] == "text/calendar; charset=utf-8"
    assert headers["vary"] == "Accept-Encoding"
    assert headers["cache-control"] == "public, no-cache"
    assert headers["x-content-type-options"] == "nosniff"
    assert "content-disposition" not in headers
    assert "server" not in headers


def test_head_tells_the_same_without_the_body(site: Served) -> None:
    got, head = site.ask("/feeds/all.ics"), site.ask("/feeds/all.ics", "HEAD")

    assert head.content == b""
    assert {**head.headers, "date": ""} == {**got.headers, "date": ""}


def test_options_in_the_address_come_before_those_of_the_feed(site: Served) -> None:
    site.write("alerts/feeds.yaml", "feeds: {visits: {uncertain: skip}}\n")

    own = site.ask("/feeds/visits.ics").body
    spans = site.ask("/feeds/visits.ics?uncertain=span").body

    assert "SUMMARY:A visit" not in own
    assert "DTSTART;VALUE=DATE:20251201\r\nDTEND;VALUE=DATE:20260101" in spans


def test_no_address_brings_out_the_claims_that_a_feed_withholds(site: Served) -> None:
    site.write("alerts/feeds.yaml", 'feeds: {visits: {claims: "no"}, open: {}}\n')

    refused = site.ask("/feeds/visits.ics?claims=yes")

    assert refused.status == 400
    assert "this feed says claims=no" in refused.body
    assert "\n  claims=no\n" in f"{refused.body}\n"
    for path in ("visits.ics", "visits.ics?claims=no", "open.ics?claims=no"):
        assert "X-GEOTIMELINE-CLAIM" not in site.ask(f"/feeds/{path}").body
    assert "X-GEOTIMELINE-CLAIM" in site.ask("/feeds/open.ics?claims=yes").body


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("uncertian=span", "did you mean uncertain?"),
        ("uncertain=wide", "expected auto, span"),
        ("uncertain=span&uncertain=skip", "an option stands twice"),
        ("uncertain", "no value of `uncertain` ''"),
        ("x=%00%0d%0aSet-Cookie:%20a", "no option 'x'"),
    ],
)
def test_an_option_that_is_not_known_is_refused_with_those_that_are(
    site: Served, query: str, told: str
) -> None:
    answer = site.ask(f"/feeds/all.ics?{query}")

    assert answer.status == 400
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "set-cookie" not in answer.headers
    assert told in answer.body
    assert "uncertain=auto|span" in answer.body


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/nothing.ics",
        "/feeds/all.ics/",
        "/feeds/ALL.ics",
        "/feeds/all",
        "/feeds/",
        "/feeds/..%2f..%2fevents%2fvisit.ics",
        "/feeds/%2e%2e/all.icsx",
        "//feeds/all.ics",
        "/events/visit.yaml",
        "/alerts/feeds.yaml",
        "/%ff%fe",
    ],
)
def test_what_is_not_there_is_not_found_and_leads_nowhere(
    site: Served, path: str
) -> None:
    answer = site.ask(path)

    assert answer.status == 404
    assert "location" not in answer.headers
    assert str(site.folder) not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND", "OPTIONS"])
def test_a_feed_can_only_be_read(site: Served, method: str) -> None:
    answer = site.ask("/feeds/all.ics", method)

    assert answer.status == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "zstd", zstandard.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("gzip;q=1.0, zstd;q=0.5", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_a_body_is_packed_as_the_client_wishes(
    site: Served,
    accepted: str,
    coding: str | None,
    unpack: Callable[[bytes], bytes],
) -> None:
    plain = site.ask("/feeds/all.ics")
    packed = site.ask("/feeds/all.ics", headers={"Accept-Encoding": accepted})

    assert packed.headers.get("content-encoding") == coding
    assert unpack(packed.content) == plain.content
    assert (packed.headers["etag"] == plain.headers["etag"]) == (coding is None)


def test_a_body_is_rendered_once_however_many_ask(site: Served) -> None:
    wishes = ("identity", "gzip", "zstd", "gzip;q=0.1")
    for wish in wishes * 5:
        site.ask("/feeds/all.ics", headers={"Accept-Encoding": wish})
        site.ask("/feeds/all.ics?uncertain=auto&alarms=no", "HEAD")

    assert site.publisher.builds == 1


def test_an_edit_is_served_at_the_next_request(site: Served) -> None:
    before = site.ask("/feeds/visits.ics")

    site.write("events/visit.yaml", event_text("2025-12-04"))
    after = site.ask("/feeds/visits.ics")

    assert "DTSTART;VALUE=DATE:20251204" in after.body
    assert after.headers["etag"] != before.headers["etag"]
    assert site.publisher.builds == 2


def test_a_new_day_is_rendered_anew_and_is_the_same_body_if_nothing_came_of_it(
    site: Served,
) -> None:
    before = site.ask("/feeds/visits.ics")

    site.clock.instant = NOW + timedelta(days=1)
    after = site.ask("/feeds/visits.ics")

    assert site.publisher.builds == 2
    assert after.headers["etag"] == before.headers["etag"]
    assert after.headers["last-modified"] == before.headers["last-modified"]


def test_a_window_that_closes_is_served_as_lapsed_from_that_day_on(
    site: Served,
) -> None:
    site.ask("/feeds/visits.ics")

    site.clock.instant = datetime(2026, 1, 1, tzinfo=UTC)

    assert "lapsed" in site.ask("/feeds/visits.ics").body


def test_a_claim_recorded_ahead_of_its_time_is_served_from_its_instant_on(
    site: Served,
) -> None:
    text = event_text("2025-12-04").replace("11-20T09", "11-25T15")
    site.write("events/visit.yaml", text)
    assert "A visit" not in site.ask("/feeds/visits.ics").body

    site.clock.instant = datetime(2025, 11, 25, 15, tzinfo=UTC)

    assert "SUMMARY:A visit" in site.ask("/feeds/visits.ics").body


def test_a_broken_edit_keeps_the_last_good_feed_and_health_says_so(
    site: Served,
) -> None:
    before = site.ask("/feeds/visits.ics")
    assert json.loads(site.ask("/health").body)["ok"]

    site.write("events/visit.yaml", "title: A visit\ntype: visit\ndate: 2025-13\n")
    broken = site.ask("/feeds/visits.ics")
    health = json.loads(site.ask("/health").body)
    site.write("events/visit.yaml", event_text("2025-12-05"))
    mended = site.ask("/feeds/visits.ics")

    assert broken.content == before.content
    assert broken.headers["etag"] == before.headers["etag"]
    assert (health["ok"], health["data"]["problems"]) == (False, 1)
    assert "the last good data is served" in health["trouble"]
    assert "visit.yaml" not in health["trouble"]
    assert "DTSTART;VALUE=DATE:20251205" in mended.body
    assert json.loads(site.ask("/health").body)["ok"]


def test_a_feed_that_goes_is_gone_and_one_that_comes_is_there(site: Served) -> None:
    site.ask("/feeds/visits.ics")

    site.write("alerts/feeds.yaml", "feeds: {deadlines: {match: type:deadline}}\n")

    assert site.ask("/feeds/visits.ics").status == 404
    assert "The filing" in site.ask("/feeds/deadlines.ics").body


def test_a_bug_is_answered_in_words_that_tell_nothing(
    site: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        message = f"cannot read {site.folder}"
        raise RuntimeError(message)

    monkeypatch.setattr("geotimeline.web.publishing.render_feed", fail)
    answer = site.ask("/feeds/all.ics")
    monkeypatch.undo()

    assert (answer.status, answer.body) == (500, "Internal Server Error")
    assert site.ask("/feeds/all.ics").status == 200


def test_metrics_tell_how_often_was_asked_and_rendered(site: Served) -> None:
    for path in ("/feeds/all.ics", "/feeds/all.ics", "/feeds/none.ics"):
        site.ask(path)

    lines = site.ask("/metrics").body.splitlines()

    assert 'geotimeline_feed_requests_total{status="200"} 2' in lines
    assert 'geotimeline_feed_requests_total{status="404"} 1' in lines
    assert "geotimeline_feed_builds_total 1" in lines
    assert "geotimeline_data_problems 0" in lines


def test_a_foreign_name_is_not_answered_on_a_site_for_this_machine_alone(
    serve: Callable[..., Served], folder: Path
) -> None:
    assert folder.exists()
    site, proxied = serve(), serve(url="https://desk.example.org")

    def status(one: Served, host: str) -> int:
        return one.ask("/feeds/all.ics", headers={"Host": host}).status

    assert status(site, f"localhost:{site.port}") == 200
    assert status(site, "evil.example") == 421
    assert status(proxied, "evil.example") == 421
    assert status(proxied, "desk.example.org") == 200
