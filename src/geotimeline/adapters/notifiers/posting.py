"""Send one HTTP POST and give the answer: no redirects followed, nothing retried."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import TYPE_CHECKING, Any
from urllib.request import (
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from geotimeline.adapters.notifiers.plain_text import line

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import Message as Headers

    from geotimeline.adapters.notifiers.deadlines import Deadline

LONGEST_WAIT_SECONDS = 7 * 86_400.0  # a receiver that asks for more is not believed
_LARGEST_EXPLANATION_BYTES = 4096
_LONGEST_EXPLANATION = 200
_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver answered.

    Attributes:
        status: HTTP status code, of any class.
        reason: The words beside it; may be empty.
        headers: Header fields; names are found in any case.
        explanation: One line from the body of a refusal; empty if it is long or absent.
    """

    status: int
    reason: str
    headers: Headers
    explanation: str = ""

    @property
    def retry_after_seconds(self) -> float | None:
        """How long the receiver asks us to wait; None where it does not say.

        A date (RFC 9110 §10.2.3) is measured from the answer's own `Date`, so that
        neither side's clock needs to be right.
        """
        asked = (self.headers.get("Retry-After") or "").strip()
        if _SECONDS.fullmatch(asked):
            return min(float(asked), LONGEST_WAIT_SECONDS)
        until, sent_at = _instant(asked), _instant(self.headers.get("Date") or "")
        if until is None or sent_at is None:
            return None
        return min(max((until - sent_at).total_seconds(), 0.0), LONGEST_WAIT_SECONDS)


def post(
    request: Request, deadline: Deadline, *, timeout_seconds: float, proxies: bool
) -> Answer:
    """Send the request and give the answer, whatever its status.

    Args:
        request: What to send, with its body.
        deadline: Cuts the connection when the whole attempt takes too long.
        timeout_seconds: How long each read may take.
        proxies: Whether `https_proxy` and its like in the environment are heeded.

    Raises:
        OSError: Refused, reset, timed out, name not found, certificate not trusted.
        HTTPException: What came back is not HTTP, or was cut short.
    """
    opener = bare_opener(request, deadline, proxies=proxies)
    with opener.open(request, timeout=timeout_seconds) as response:
        status = response.status
        # A body after success is not waited for: the receiver has taken the message.
        explanation = "" if 200 <= status < 300 else _explanation(response)  # noqa: PLR2004
        return Answer(
            status, line(response.reason or "", 80), response.headers, explanation
        )


def bare_opener(
    request: Request, deadline: Deadline, *, proxies: bool
) -> OpenerDirector:
    """Give what opens a request and does nothing else: no redirects, no files.

    Args:
        request: What it is to open, by http or https.
        deadline: Cuts its connections when the time is up.
        proxies: Whether `https_proxy` and its like in the environment are heeded.
    """
    opener = OpenerDirector()
    opener.add_handler(ProxyHandler() if proxies else ProxyHandler({}))
    secure = request.type == "https"  # reading the trusted certificates takes time
    opener.add_handler(_TlsHandler(deadline) if secure else _PlainHandler(deadline))
    return opener


def _explanation(response: HTTPResponse) -> str:
    announced = response.length or 0
    if not 0 < announced <= _LARGEST_EXPLANATION_BYTES:
        return ""
    words = response.read().decode(errors="replace")
    return line(words, _LONGEST_EXPLANATION)


def _instant(text: str) -> datetime | None:
    try:
        instant = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return instant if instant.tzinfo else None


class _PlainConnection(HTTPConnection):
    deadline: Deadline

    def connect(self) -> None:
        super().connect()
        self.deadline.guard(self.sock)


class _TlsConnection(HTTPSConnection):
    deadline: Deadline

    def connect(self) -> None:
        super().connect()
        self.deadline.guard(self.sock)


class _PlainHandler(HTTPHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    def http_open(self, request: Request) -> HTTPResponse:
        return self.do_open(self._connection, request)

    # The options are urllib's own and only passed on.
    def _connection(self, host: str, **options: Any) -> _PlainConnection:  # noqa: ANN401
        connection = _PlainConnection(host, **options)
        connection.deadline = self._deadline
        return connection


class _TlsHandler(HTTPSHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    def https_open(self, request: Request) -> HTTPResponse:
        return self.do_open(self._connection, request)

    # The options are urllib's own and only passed on.
    def _connection(self, host: str, **options: Any) -> _TlsConnection:  # noqa: ANN401
        connection = _TlsConnection(host, **options)
        connection.deadline = self._deadline
        return connection
