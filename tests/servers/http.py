"""A real HTTP server on loopback that answers, fails, hangs and cuts as scripted."""

from __future__ import annotations

import contextlib
import socket
import struct
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Event, Thread
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Hang:
    """Take the request and never answer, until the server closes."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Take the request, and answer 200 once `release` is set or the server closes."""

    release: Event


@dataclass(frozen=True, slots=True)
class Reset:
    """Take the request and reset the connection."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Send these bytes and close: an answer that ends too early."""

    sent: bytes = b"HTTP/1.1 20"


@dataclass(frozen=True, slots=True)
class Trickle:
    """Send an endless header, one byte at a time (slow loris), until cut or closed."""

    pause_seconds: float = 0.05


Behaviour = Answer | Hang | Hold | Reset | Cut | Trickle


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it arrived; names of headers are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class ScriptedHttpServer:
    """Answers requests by a queue of behaviours, then by `default`; records them all.

    Use it as a context manager: `with ScriptedHttpServer() as server: server.url`.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self.default: Behaviour = Answer()
        self._script: deque[Behaviour] = deque()
        self._arrived: list[Request] = []
        self._changed = Condition()
        self._closing = Event()
        self._scheme = "https" if tls else "http"
        self._server = _Server(self, tls)
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop, and let go of everybody who hangs."""
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        host = "localhost" if self._scheme == "https" else "127.0.0.1"
        return f"{self._scheme}://{host}:{self.port}"

    @property
    def requests(self) -> tuple[Request, ...]:
        """Give what has arrived so far, whatever was answered."""
        with self._changed:
            return tuple(self._arrived)

    def script(self, *behaviours: Behaviour) -> None:
        """Put behaviours into the queue, one for each request to come."""
        with self._changed:
            self._script.extend(behaviours)

    def wait_for(self, count: int, *, deadline_seconds: float = 60.0) -> None:
        """Wait until so many requests have arrived, or fail."""
        with self._changed:
            enough = self._changed.wait_for(
                lambda: len(self._arrived) >= count, deadline_seconds
            )
        assert enough, f"{len(self._arrived)} of {count} requests came in time"

    def next_behaviour(self, request: Request) -> Behaviour:
        """Record a request and say what to do with it."""
        with self._changed:
            self._arrived.append(request)
            self._changed.notify_all()
            return self._script.popleft() if self._script else self.default

    def hold(self, release: Event) -> None:
        """Wait for a test to let go, or for the server to close."""
        while not release.wait(0.02) and not self._closing.is_set():
            pass

    def pause(self, seconds: float | None = None) -> bool:
        """Wait that long, or until the server closes; say whether it closes."""
        return self._closing.wait(seconds)


@contextlib.contextmanager
def refused_port() -> Iterator[int]:
    """Keep a port on loopback where nobody listens: others might, were it let go."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield int(taken.getsockname()[1])


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self, scripted: ScriptedHttpServer, tls: ssl.SSLContext | None
    ) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scripted = scripted
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients that hang up are what is tested here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        self._serve()

    def do_GET(self) -> None:
        self._serve()

    def do_PROPFIND(self) -> None:
        self._serve()

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""

    def _serve(self) -> None:
        self.close_connection = True
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(length)
        request = Request(self.command, self.path, headers, body)
        match self.server.scripted.next_behaviour(request):
            case Answer() as answer:
                self._answer(answer)
            case Hang():
                self.server.scripted.pause()
            case Hold(release):
                self.server.scripted.hold(release)
                with contextlib.suppress(OSError):
                    self._answer(Answer())
            case Reset():
                # Lingering for 0 s makes close() send RST instead of FIN.
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.connection.close()
            case Cut(sent):
                self.wfile.write(sent)
            case Trickle(pause_seconds):
                self._trickle(pause_seconds)

    def _answer(self, answer: Answer) -> None:
        self.send_response_only(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def _trickle(self, pause_seconds: float) -> None:
        with contextlib.suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Endless: ")
            while not self.server.scripted.pause(pause_seconds):
                self.wfile.write(b"a")
