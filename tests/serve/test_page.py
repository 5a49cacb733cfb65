"""The page at `/` as it is sent: what stands on it, and what may never."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.serve.conftest import event_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.serve.conftest import Served

HTML = {"Accept": "text/html,application/xhtml+xml"}


def test_each_open_feed_stands_there_with_its_addresses(
    serve: Callable[..., Served],
) -> None:
    page = serve(url="https://desk.example.org/geo").ask("/").body

    for name in ("all", "visits"):
        place = f"//desk.example.org/geo/feeds/{name}.ics"
        assert f'href="https:{place}"' in page
        assert f'href="webcal:{place}"' in page
        assert f'href="webcal:{place}?uncertain=span"' in page
        assert f"QR code of the address of {'Visits' if name != 'all' else ''}" in page
    assert page.count('<svg viewBox="0 0 ') >= 2
    assert "lead to this machine" not in page


def test_without_a_public_address_links_are_those_one_came_by(site: Served) -> None:
    page = site.ask("/", headers={"Host": f"localhost:{site.port}"}).body

    assert f'href="webcal://localhost:{site.port}/feeds/visits.ics"' in page
    assert "lead to this machine" in page


def test_a_feed_published_elsewhere_is_shown_with_that_address(site: Served) -> None:
    elsewhere = "https://calendars.example.org/visits.ics"
    site.write("alerts/feeds.yaml", f"feeds: {{visits: {{url: '{elsewhere}'}}}}\n")

    assert f'href="{elsewhere}"' in site.ask("/").body


def test_it_tells_what_comes_next_and_what_moved_last(site: Served) -> None:
    site.write("events/visit.yaml", event_text("2025-12", title="Who goes & where"))
    for name, date in (("over", "2025-10-01"), ("later", "2026-05"), ("4th", "2027")):
        site.write(f"events/{name}.yaml", event_text(date, title=f"It is {name}"))

    page = site.ask("/").body

    assert "5 events. Last change on 20 November 2025: " in page
    assert page.index("The filing") < page.index("It is later")
    assert "15 December 2025 · planned" in page
    assert "Who goes &amp; where" in page
    assert "It is over" not in re.sub(r"Last change[^<]*", "", page)
    everything = page.partition("feed-visits")[0]
    assert "It is 4th" not in re.sub(r"Last change[^<]*", "", everything)


def test_a_feed_with_nothing_ahead_says_so(site: Served) -> None:
    site.write("alerts/feeds.yaml", "feeds: {none: {match: type:none}}\n")

    assert "Nothing with a date is ahead." in site.ask("/").body


def test_private_feeds_are_not_on_it_and_neither_is_what_only_they_hold(
    site: Served,
) -> None:
    closed = "{match: type:visit, title: Kept apart, tokens: []}"
    site.write("alerts/feeds.yaml", f"feeds: {{visits: {closed}, all: {closed}}}\n")

    page = site.ask("/").body

    assert "No calendar here is open to all" in page
    assert "Kept apart" not in page
    assert "A visit" not in page


def test_what_people_write_is_text_and_no_markup(site: Served) -> None:
    odd = "<script>alert(1)</script>\u202e{{ 7 * 7 }}"
    site.write("events/visit.yaml", event_text("2025-12", title=f'"{odd}"'))
    feed = f'{{title: "{odd}", description: "{odd}", match: type:visit}}'
    site.write("alerts/feeds.yaml", f"feeds: {{visits: {feed}}}\n")

    page = site.ask("/").body

    assert page.count("<script>") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    assert "\u202e" not in page


def test_a_browser_is_told_to_run_and_load_nothing_but_our_own(site: Served) -> None:
    answer = site.ask("/")

    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert not re.search(r'(?:src|href)="(?!http://127|webcal:)', answer.body)
    assert "url(" not in answer.body
    assert " style=" not in answer.body
    assert not re.search(r" on[a-z]+=", answer.body)


def test_it_is_made_once_and_answered_with_304_while_nothing_changed(
    site: Served,
) -> None:
    first = site.ask("/")
    for host in ("localhost", "a.localhost", "b.localhost"):
        site.ask("/", headers={"Host": host})
    again = site.ask("/", headers={"If-None-Match": first.headers["etag"]})

    assert (again.status, again.content) == (304, b"")
    assert site.publisher.builds == 1


@pytest.mark.parametrize("path", ["/", "/health", "/metrics"])
def test_a_foreign_name_gets_no_page_and_no_numbers(site: Served, path: str) -> None:
    assert site.ask(path, headers={"Host": "evil.example"}).status == 421
    assert site.ask(path, headers={"Host": "localhost"}).status == 200


@pytest.mark.parametrize("path", ["/nothing", "/feeds/", "/ack/x"])
def test_where_nothing_is_people_get_a_page_and_programs_a_line(
    site: Served, path: str
) -> None:
    page, line = site.ask(path, headers=HTML), site.ask(path)

    assert (page.status, line.status) == (404, 404)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'none'" in page.headers["content-security-policy"]
    assert "<h1>There is nothing here</h1>" in page.body
    assert line.body == "There is nothing here.\n"
