"""What is refused before anybody looks at it: heads and bodies that are too large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from geotimeline.web.answers import plain
from geotimeline.web.connections import LARGEST_HEAD_BYTES

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

LARGEST_BODY_BYTES = 8_192
"""No address here takes more than the press of a button."""

_CLOSE = {"Connection": "close"}


class Limited:
    """An application behind the limits."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        refusal = _refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _refusal(scope: Scope) -> Response | None:
    """Give the answer to what is too large; None where nothing is."""
    if len(scope["raw_path"]) + len(scope["query_string"]) > LARGEST_HEAD_BYTES:
        return plain(414, "URI Too Long", _CLOSE)
    if sum(map(_field_bytes, scope["headers"])) > LARGEST_HEAD_BYTES:
        return plain(431, "Request Header Fields Too Large", _CLOSE)
    headers = Headers(scope=scope)
    if len(headers.getlist("host")) > 1:  # RFC 9112 §3.2
        return plain(400, "Bad Request", _CLOSE)
    if "transfer-encoding" in headers:
        return plain(411, "Length Required", _CLOSE)
    if int(headers.get("content-length", "0")) > LARGEST_BODY_BYTES:
        return plain(413, "Content Too Large", _CLOSE)
    return None


def _field_bytes(field: tuple[bytes, bytes]) -> int:
    name, value = field
    return len(name) + len(": ") + len(value) + len("\r\n")
