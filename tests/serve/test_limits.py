"""What is too large or too slow is refused, and holds up nobody."""

from __future__ import annotations

import socket
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import pytest

from geotimeline.web import connections
from tests.serve.conftest import event_text

if TYPE_CHECKING:
    from asyncio import Transport
    from collections.abc import Callable, Iterable

    from tests.serve.conftest import Served

HELLO = b"GET /feeds/all.ics HTTP/1.1\r\nHost: localhost\r\n"


def said(site: Served, *sent: bytes) -> bytes:
    """Send something, and give all that comes until the line is closed."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=60) as line:
        with suppress(ConnectionError):  # who is slow may be cut off before the end
            for part in sent:
                line.sendall(part)
        return b"".join(received(line))


def received(line: socket.socket) -> Iterable[bytes]:
    with suppress(ConnectionResetError):
        while part := line.recv(65_536):
            yield part


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /" + b"a" * 17_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"414"),
        (b"GET /?" + b"a" * 17_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"414"),
        (b"GET /" + b"a" * 20_000, b"414"),
        (HELLO + b"X-Long: " + b"a" * 17_000 + b"\r\n\r\n", b"431"),
        (HELLO + b"X-Many: a\r\n" * 2_000 + b"\r\n", b"431"),
        (HELLO + b"X-Endless: " + b"a" * 20_000, b"431"),
        (HELLO + b"Content-Length: 8193\r\n\r\n", b"413"),
        (HELLO + b"Transfer-Encoding: chunked\r\n\r\n", b"411"),
        (HELLO + b"Content-Length: -1\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (HELLO + b"Host: evil.example\r\n\r\n", b"400"),
    ],
    ids=[
        "a long path",
        "a long query",
        "a path without end",
        "a long field",
        "many fields",
        "a field without end",
        "a long body",
        "a body of no said length",
        "a length below nothing",
        "somebody speaks TLS",
        "no Host",
        "two Hosts",
    ],
)
def test_what_is_too_large_or_no_request_is_refused_and_the_line_closed(
    site: Served, request_bytes: bytes, status: bytes
) -> None:
    answer = said(site, request_bytes)

    assert answer.startswith(b"HTTP/1.1 " + status)
    assert b"connection: close" in answer.lower()
    assert site.ask("/feeds/all.ics").status == 200


def test_a_short_body_that_nobody_wants_does_no_harm(site: Served) -> None:
    assert site.ask("/feeds/all.ics", body=b"x" * 8_000).status == 200


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (b"G",),
        (HELLO, b"X-Slow: "),
        (HELLO + b"Content-Length: 10\r\n\r\n", b"x"),
        (HELLO + b"\r\n", HELLO),
    ],
    ids=["nothing", "a byte", "half a head", "half a body", "half a second request"],
)
def test_who_does_not_finish_a_request_is_cut_off(
    serve: Callable[..., Served],
    monkeypatch: pytest.MonkeyPatch,
    parts: tuple[bytes, ...],
) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)

    said(serve(), *parts)  # comes back, which is what is tested


def test_who_does_not_take_the_answer_is_cut_off(
    serve: Callable[..., Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = serve()
    for number in range(30):
        (site.folder / f"events/e{number}.yaml").write_text(
            event_text("2025-12", title=f"{number} " + "long " * 40_000)
        )
    site.publisher.held.refresh()
    length = int(site.ask("/feeds/all.ics", "HEAD").headers["content-length"])

    with monkeypatch.context() as impatient, socket.socket() as line:
        impatient.setattr(connections, "STALL_SECONDS", 0.2)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        line.settimeout(60)
        line.connect(("127.0.0.1", site.port))
        line.sendall(HELLO + b"\r\n")
        with pytest.raises(ConnectionError):
            line.sendall(b"GET" * 10_000_000)  # fails once the other side has given up

    assert length > 5_000_000
    assert len(site.ask("/feeds/all.ics").content) == length


def test_small_answers_are_not_held_back_to_be_sent_together(
    serve: Callable[..., Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    delays: list[int] = []
    made = connections.PatientConnection.connection_made

    def noting(self: connections.PatientConnection, transport: Transport) -> None:
        line = transport.get_extra_info("socket")
        delays.append(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        made(self, transport)

    monkeypatch.setattr(connections.PatientConnection, "connection_made", noting)
    serve().ask("/feeds/all.ics")

    assert delays == [1]


def test_more_connections_than_there_is_room_for_are_told_so(
    serve: Callable[..., Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geotimeline.web.serving._MOST_AT_ONCE", 4)
    site = serve()
    assert site.ask("/feeds/all.ics").status == 200

    with ExitStack() as lines:
        for _ in range(6):
            line = socket.create_connection(("127.0.0.1", site.port), timeout=60)
            lines.enter_context(line).sendall(HELLO)
        assert site.ask("/feeds/all.ics").status == 503
