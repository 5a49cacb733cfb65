"""Calendars are fetched in bounds, and no message tells a secret."""

from __future__ import annotations

import base64
import gzip
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.fetch_address import Address
from geotimeline.adapters.fetching import fetch
from geotimeline.errors import FetchError
from tests.imports.conftest import calendar, entry, tree
from tests.servers.certificates import make_certificate
from tests.servers.http import (
    Answer,
    Cut,
    Hang,
    Reset,
    ScriptedHttpServer,
    Trickle,
    refused_port,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Ran
    from tests.servers.http import Behaviour

BODY = calendar(entry()).encode()
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
SECRET = "a-very-secret-token-1234"  # noqa: S105 (it opens nothing)


@pytest.fixture
def server() -> Iterator[ScriptedHttpServer]:
    with ScriptedHttpServer() as running:
        running.default = Answer(200, {"Content-Type": "text/calendar"}, BODY)
        yield running


def at(server: ScriptedHttpServer, path: str = "", user: str = "") -> str:
    return server.url.replace("http://", f"http://{user}") + path


def test_the_content_comes_with_the_name_of_the_machine_alone(
    server: ScriptedHttpServer,
) -> None:
    address = at(server, f"/{SECRET}/a.ics?key={SECRET}", f"desk:{SECRET}@")

    content, machine = fetch(address)

    (request,) = server.requests
    assert (content, machine) == (BODY, f"127.0.0.1:{server.port}")
    assert request.path == f"/{SECRET}/a.ics?key={SECRET}"
    given = base64.b64decode(request.headers["authorization"].removeprefix("Basic "))
    assert given.decode() == f"desk:{SECRET}"


def test_webcal_is_http_on_this_machine_and_https_elsewhere(
    server: ScriptedHttpServer,
) -> None:
    assert fetch(at(server, "/a.ics").replace("http:", "webcal:"))[0] == BODY
    assert Address.read("webcal://example.org/a").url == "https://example.org/a"
    assert Address.read("webcals://example.org/a").url == "https://example.org/a"


def test_redirects_are_followed_and_credentials_stay_at_home(
    server: ScriptedHttpServer,
) -> None:
    with ScriptedHttpServer() as other:
        other.default = Answer(200, {}, BODY)
        server.script(
            Answer(302, {"Location": "/second"}),
            Answer(301, {"Location": f"{other.url}/third"}),
        )

        content, _ = fetch(at(server, "/first", f"desk:{SECRET}@"))

        assert content == BODY
        assert [one.path for one in server.requests] == ["/first", "/second"]
        assert all("authorization" in one.headers for one in server.requests)
        assert "authorization" not in other.requests[0].headers


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (Answer(404), "it answers 404"),
        (Answer(204), "it answers 204"),
        (Answer(401), "it answers 401 to this name:password@"),
        (Answer(302, {"Location": "file:///etc/passwd"}), "expected http://…"),
        (Answer(302, {"Location": "ftp://example.org/"}), "expected http://…"),
        (Answer(200, {}, b"x" * 2000), "larger than"),
        (Answer(200, {"Content-Encoding": "gzip"}, b"x" * 10), "cannot be read"),
        (
            Answer(200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(10**7))),
            "larger than",
        ),
        (
            Answer(200, {"Content-Encoding": "gzip"}, gzip.compress(BODY)[:-9]),
            "it broke off in the middle",
        ),
        (Answer(200, {"Content-Encoding": "br"}, b"x"), "as nobody asked it to"),
        (Reset(), "reset"),
        (Cut(), "what it sent cannot be read"),
        (Cut(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nBEGIN:V"), "broke off"),
        (Cut(b"HTTP/1.1 200 OK\r\n" + CHUNKED + b"9\r\nBEGIN:V"), "broke off"),
        (Cut(b""), "it closed the connection without an answer"),
    ],
    ids=[
        "missing",
        "empty",
        "locked",
        "to-a-file",
        "to-ftp",
        "large",
        "not-gzip",
        "bomb",
        "half-a-gzip",
        "packed-otherwise",
        "reset",
        "no-http",
        "cut-by-length",
        "cut-in-chunks",
        "closed",
    ],
)
def test_what_cannot_be_had_is_told_without_the_address(
    server: ScriptedHttpServer, behaviour: Behaviour, words: str
) -> None:
    server.default = behaviour

    with pytest.raises(FetchError) as refused:
        fetch(at(server, f"/{SECRET}.ics", f"desk:{SECRET}@"), largest_bytes=1000)

    assert words in str(refused.value)
    assert SECRET not in str(refused.value)
    assert "nothing was written" in str(refused.value)


@pytest.mark.parametrize(
    "body",
    [gzip.compress(BODY), gzip.compress(BODY[:9]) + gzip.compress(BODY[9:]) + b"\0"],
    ids=["at-once", "in-two-members"],
)
def test_what_is_packed_is_unpacked(server: ScriptedHttpServer, body: bytes) -> None:
    server.default = Answer(200, {"Content-Encoding": "gzip"}, body)

    assert fetch(at(server))[0] == BODY


def test_a_password_is_asked_for_where_none_was_given(
    server: ScriptedHttpServer,
) -> None:
    server.default = Answer(401)

    with pytest.raises(FetchError, match="does it want name:password@ in front"):
        fetch(at(server))


def test_a_path_with_blanks_and_letters_of_all_sorts_is_asked_for_in_ascii(
    server: ScriptedHttpServer,
) -> None:
    fetch(at(server, "/Zürich 2025/a%20b.ics?q=ü&r=%C3%BC"))

    (request,) = server.requests
    assert request.path == "/Z%C3%BCrich%202025/a%20b.ics?q=%C3%BC&r=%C3%BC"


def test_a_certificate_that_is_not_trusted_is_named_as_such(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)

    with (
        ScriptedHttpServer(tls=certificate.server_context()) as server,
        pytest.raises(FetchError) as refused,
    ):
        fetch(f"{server.url}/{SECRET}")

    assert "its certificate is not trusted: self-signed" in str(refused.value)
    assert not server.requests


@pytest.mark.parametrize("behaviour", [Hang(), Trickle()], ids=["hang", "trickle"])
def test_a_machine_that_does_not_answer_is_given_up(
    server: ScriptedHttpServer, behaviour: Behaviour
) -> None:
    server.default = behaviour

    with pytest.raises(FetchError, match=r"no answer within|timed out"):
        fetch(at(server), timeout_seconds=0.2)


def test_redirects_in_a_circle_end(server: ScriptedHttpServer) -> None:
    server.default = Answer(302, {"Location": "/again"})

    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetch(at(server))


def test_https_is_never_left_for_http() -> None:
    with pytest.raises(FetchError, match="from https to http"):
        Address.read("https://example.org/a").led_to("http://example.org/a")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "http://",
        "http://[",
        "x://a:b/",
        "http://exam ple.org/a",
    ],
)
def test_no_other_sort_of_address_is_fetched(address: str) -> None:
    with pytest.raises(FetchError):
        fetch(address)


def test_a_machine_that_is_not_there_is_named() -> None:
    with (
        refused_port() as port,
        pytest.raises(FetchError, match=rf"127\.0\.0\.1:{port}: Connection refused"),
    ):
        fetch(f"http://127.0.0.1:{port}/a.ics")


def test_an_import_from_the_web_writes_no_secret(
    desk: Path,
    server: ScriptedHttpServer,
    geotimeline: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("icalendar")
    address = at(server, f"/{SECRET}.ics?key={SECRET}", f"desk:{SECRET}@")
    monkeypatch.setenv("COUNCIL", address)

    ran = geotimeline("import", "ical", "${COUNCIL}", "--json")
    again = geotimeline("import", "ical", address)

    written = b"".join(tree(desk).values()).decode()
    assert (ran.code, again.code, again.out) == (0, 0, "")
    assert f"source: {{title: Council, url: {server.url}}}".encode()
    assert f"http://127.0.0.1:{server.port}" in written
    assert SECRET not in written + ran.out + ran.err + again.err
