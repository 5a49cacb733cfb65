"""`run --http`: a real scheduler that answers real requests."""

from __future__ import annotations

import json
import re
import socket
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from geotimeline.interfaces.entries import State
from geotimeline.web.serving import Address
from tests.cli.conftest import geotimeline
from tests.servers.asking import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ran
    from tests.faults.conftest import Child, Home
    from tests.servers.asking import Answered
    from tests.servers.http import ScriptedHttpServer

__all__ = ["geotimeline"]  # the fixture


@dataclass(frozen=True, slots=True)
class Web:
    """A scheduler that serves, and how to ask it."""

    child: Child
    port: int

    def ask(self, path: str, method: str = "GET", body: bytes = b"") -> Answered:
        return ask(self.port, path, method, body=body)


@pytest.fixture
def web(home: Home, run: Callable[..., Child]) -> Web:
    home.settings(public_url="https://desk.example.org")
    home.event("visit", "2025-12-04T12:00:00Z")
    child = run("--http", "127.0.0.1:0")
    address = child.wait_for("listening")["at"]
    child.wait_for("planned")
    return Web(child, int(address.rpartition(":")[2]))


@pytest.fixture
def link(home: Home, server: ScriptedHttpServer, web: Web) -> str:
    """Give the path of the link in the message that was sent."""
    return _told_at_ten(home, server, web)


def _told_at_ten(home: Home, server: ScriptedHttpServer, web: Web) -> str:
    home.set_clock("2025-12-04 10:00")
    server.wait_for(1)
    web.child.wait_for("sent")
    body = json.loads(server.requests[0].body)["body"]
    (url,) = re.findall(
        r"^Acknowledge: (https://desk\.example\.org/\S+)$", body, re.MULTILINE
    )
    return str(urlsplit(url).path)


def _states(home: Home) -> list[State]:
    return [entry.state for entry in home.entries()]


def test_health_and_metrics_are_answered(web: Web) -> None:
    health, metrics = web.ask("/health"), web.ask("/metrics")

    assert (health.status, json.loads(health.body)["ok"]) == (200, True)
    assert json.loads(health.body)["queue"]["planned"] == 1
    assert metrics.status == 200
    assert metrics.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'geotimeline_queue{state="planned"} 1' in metrics.body.splitlines()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_opening_a_link_acknowledges_nothing(
    home: Home, web: Web, link: str, method: str
) -> None:
    answer = web.ask(link, method)

    assert answer.status == 200
    assert _states(home) == [State.SENT]
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; form-action 'self'")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert "<script" not in answer.body


def test_the_button_of_the_page_acknowledges_and_twice_is_once(
    home: Home, web: Web, link: str
) -> None:
    page = web.ask(link)
    assert '<form method="post"><button>Acknowledge</button></form>' in page.body

    first = web.ask(link, "POST")
    second = web.ask(link, "POST")

    assert (first.status, second.status) == (200, 200)
    assert "Acknowledged" in first.body
    told = web.child.wait_for("acknowledged")
    assert told["event"] == "visit"
    assert link not in str(told)
    assert _states(home) == [State.ACKED]
    assert "<form" not in web.ask(link).body


def test_the_button_also_stops_what_would_have_followed(
    home: Home, server: ScriptedHttpServer, web: Web
) -> None:
    escalate = "escalate: after 4h unacked to channel hook"
    home.rule(f"remind: [2h before start], channels: [hook], {escalate}")
    web.child.wait_for("reloaded")

    path = _told_at_ten(home, server, web)
    web.child.wait_for("planned", moment="escalated")
    web.ask(path, "POST")

    assert _states(home) == [State.ACKED, State.SUPERSEDED]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_forged_link_is_not_found(
    home: Home, web: Web, link: str, method: str
) -> None:
    token = link.removeprefix("/ack/")
    turned = ("A" if token[-2] != "A" else "B").join((token[:-2], token[-1]))

    for forged in (turned, "x", f"{token}x", "a" * 8000, "%00", "..%2f..%2fhealth"):
        assert web.ask(f"/ack/{forged}", method).status == 404
    assert _states(home) == [State.SENT]


def test_an_expired_link_is_gone(home: Home, web: Web, link: str) -> None:
    home.set_clock("2026-01-04 10:00")

    assert web.ask(link).status == 410
    assert web.ask(link, "POST").status == 410
    assert _states(home) == [State.SENT]


def test_what_a_title_holds_is_text_and_no_markup(
    home: Home, server: ScriptedHttpServer, web: Web
) -> None:
    text = (
        'title: "<script>alert(1)</script>"\ntype: visit\ndate: 2025-12-04T13:00:00Z\n'
    )
    home.write("events/other.yaml", text)
    web.child.wait_for("planned", 2)
    home.set_clock("2025-12-04 11:00")
    server.wait_for(2)
    bodies = [json.loads(request.body) for request in server.requests]
    (told,) = (one for one in bodies if one["event_id"] == "other")
    (url,) = re.findall(r"^Acknowledge: (\S+)$", told["body"], re.MULTILINE)
    path = urlsplit(url).path

    page = web.ask(path)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.body
    assert "<script>" not in page.body


def test_other_methods_and_large_bodies_change_nothing(
    home: Home, web: Web, link: str
) -> None:
    assert web.ask(link, "PUT").status == 405
    allowed = web.ask(link, "PUT").headers["allow"].split(", ")
    assert sorted(allowed) == ["GET", "HEAD", "POST"]
    assert web.ask(link, "DELETE").status == 405
    assert web.ask("/nothing").status == 404
    assert web.ask(link, body=b"x" * 100_000).status == 413
    assert web.ask(f"/{'h' * 40_000}").status in {400, 404, 414, 431}
    assert _states(home) == [State.SENT]


def test_feeds_are_served_beside_and_follow_edits_and_health_tells_of_broken_ones(
    home: Home, web: Web
) -> None:
    home.write("alerts/feeds.yaml", "feeds: {v: {match: type:visit}}\n")
    web.child.wait_for("reloaded")
    feed = web.ask("/feeds/v.ics")
    home.write("events/visit.yaml", "title: [\n")
    web.child.wait_for("kept the last good data")
    health = json.loads(web.ask("/health").body)

    assert (feed.status, "SUMMARY:visit" in feed.body) == (200, True)
    assert web.ask("/feeds/v.ics").body == feed.body
    assert (health["ok"], health["running"]) == (False, True)
    assert (health["data"]["events"], health["data"]["problems"]) == (1, 1)
    assert 'feed_requests_total{status="200"} 2' in web.ask("/metrics").body


def test_who_hangs_on_the_line_holds_up_neither_answers_nor_the_end(web: Web) -> None:
    hanging = [socket.create_connection(("127.0.0.1", web.port)) for _ in range(10)]
    for line in hanging:
        line.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n")

    assert web.ask("/health").status == 200
    assert web.child.stop() == 0

    for line in hanging:
        line.close()


def test_an_address_in_use_is_refused_in_words(
    home: Home, run: Callable[..., Child]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        child = run("--http", f"127.0.0.1:{taken.getsockname()[1]}")
        assert child.wait() == 24
    assert "Address already in use" in child.log[-1]["text"]
    assert home.folder.exists()


def test_an_address_for_everybody_is_warned_of(run: Callable[..., Child]) -> None:
    child = run("--http", "0.0.0.0:0")

    assert "does not encrypt" in child.wait_for("open to others")["why"]
    assert child.stop() == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8099", "127.0.0.1:8099"),
        (":8099", "127.0.0.1:8099"),
        ("localhost:0", "127.0.0.1:0"),
        ("[::1]:8099", "[::1]:8099"),
        ("0.0.0.0:65535", "0.0.0.0:65535"),
    ],
)
def test_an_address_is_read(text: str, expected: str) -> None:
    assert str(Address.parse(text)) == expected


@pytest.mark.parametrize(
    "text", ["", "host:1", "127.0.0.1", "127.0.0.1:", "1:-1", "127.0.0.1:65536", "::1"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Address.parse(text)


def test_a_wrong_address_and_a_missing_extra_are_told_in_words(
    home: Home, geotimeline: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    places = ("--data", str(home.folder), "--state", str(home.state))
    wrong = geotimeline("run", "--http", "desk:http", *places)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "geotimeline.web.serving", raising=False)
    missing = geotimeline("run", "--http", "8099", *places)

    assert (wrong.code, missing.code) == (2, 30)
    assert "expected HOST:PORT" in wrong.err
    assert "geotimeline[http]" in missing.err
