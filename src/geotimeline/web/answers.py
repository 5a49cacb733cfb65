"""A body as the answer to a request: whole, not modified, or its head alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from geotimeline.web.codings import Coding, chosen
from geotimeline.web.conditions import Validators, is_unchanged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from geotimeline.web.bodies import Body

_PIECE_BYTES = 256 * 1024
_PLAIN = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class _Whole(Response):
    """A body sent piece by piece, so that a slow reader holds one piece in memory."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        head = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **head})
        whole = memoryview(b"" if scope["method"] == "HEAD" else self.body)
        for at in range(0, max(len(whole), 1), _PIECE_BYTES):
            piece = bytes(whole[at : at + _PIECE_BYTES])
            more = at + _PIECE_BYTES < len(whole)
            await send({"type": "http.response.body", "body": piece, "more_body": more})


def answer(request: Request, body: Body, fields: Mapping[str, str]) -> Response:
    """Answer a GET or HEAD.

    Args:
        request: What was asked; its codings and conditions are honoured.
        body: What there is.
        fields: Further header fields, the same for 200 and 304.
    """
    coding = chosen(_joined(request, "accept-encoding"), body.packed)
    validators = Validators(body.etag(coding), body.modified)
    told = {
        "ETag": validators.etag,
        "Last-Modified": validators.last_modified,
        "Vary": "Accept-Encoding",
        **fields,
    }
    if is_unchanged(request.headers, validators):
        return Response(status_code=304, headers=told)
    if coding is not Coding.IDENTITY:
        told["Content-Encoding"] = coding.value
    told["Content-Type"] = body.media_type
    return _Whole(body.packed[coding], headers=told)


def plain(status: int, words: str, fields: Mapping[str, str] | None = None) -> Response:
    """Answer with a sentence."""
    headers = {**_PLAIN, **(fields or {})}
    return Response(f"{words}\n", status, headers, media_type="text/plain")


def misdirected() -> Response:
    """Refuse a request for a name that is not ours."""
    return plain(421, "This site does not go by that name; start it with --url.")


def _joined(request: Request, name: str) -> str | None:
    lines = request.headers.getlist(name)
    return ", ".join(lines) if lines else None
