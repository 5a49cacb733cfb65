"""A real CalDAV server, Radicale, on loopback; its requests are kept, and may fail."""

from __future__ import annotations

import http.client
import logging
from base64 import b64encode
from dataclasses import dataclass, field
from socketserver import ThreadingMixIn
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any, Self
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from radicale.app import Application
from radicale.config import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

USER, PASSWORD = "desk", "correct horse"
_DEADLINE_SECONDS = 60.0


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@dataclass
class CalDavServer:
    """A server with one user, `desk`.

    Attributes:
        folder: Where it stores.
        asked: Method and path of every request so far.
        fail_after: How many writes go well before the rest answer 503, if not None.
    """

    folder: Path
    asked: list[tuple[str, str]] = field(default_factory=list)
    fail_after: int | None = None
    _changed: Condition = field(default_factory=Condition)

    def __enter__(self) -> Self:
        (self.folder / "users").write_text(f"{USER}:{PASSWORD}\n")
        logging.getLogger("radicale").setLevel(logging.CRITICAL + 1)
        self._application = Application(self._configuration())
        self._server = make_server(
            "127.0.0.1", 0, self._answer, server_class=_Server, handler_class=_Quiet
        )
        self._thread = Thread(target=self._server.serve_forever)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_port)

    def calendar(self, name: str) -> str:
        """Make a calendar, and give its address."""
        path = f"/{USER}/{name}/"
        assert self.ask("MKCALENDAR", path)[0] == 201
        return f"http://127.0.0.1:{self.port}{path}"

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        """Do as another client of the same user would."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        login = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        headers = {
            "Authorization": f"Basic {login}",
            "Content-Type": "text/calendar",
            "Depth": "1",
        }
        connection.request(method, path, body.encode(), headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def writes(self) -> list[str]:
        """Give the methods of the requests that change something."""
        return [method for method, _ in self.asked if method in ("PUT", "DELETE")]

    def wait_for_writes(self, count: int) -> None:
        with self._changed:
            enough = self._changed.wait_for(
                lambda: len(self.writes()) >= count, _DEADLINE_SECONDS
            )
        assert enough, self.asked

    def _configuration(self) -> Any:  # noqa: ANN401 (Radicale has no types)
        configuration = load()
        users = str(self.folder / "users")
        configuration.update(
            {
                "auth": {
                    "type": "htpasswd",
                    "htpasswd_filename": users,
                    "htpasswd_encryption": "plain",
                    "delay": "0",
                },
                "storage": {"filesystem_folder": str(self.folder / "stored")},
                "logging": {"level": "critical"},
            },
            "test",
        )
        return configuration

    def _answer(
        self, environ: dict[str, Any], start: Callable[..., Any]
    ) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        with self._changed:
            if self.fail_after is not None and len(self.writes()) >= self.fail_after:
                start("503 Service Unavailable", [("Content-Length", "0")])
                return [b""]
            self.asked.append((method, path))
            self._changed.notify_all()
        return self._application(environ, start)
