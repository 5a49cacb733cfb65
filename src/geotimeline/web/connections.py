"""One HTTP/1.1 connection that nobody can hold open by being slow or endless."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

HEAD_SECONDS = 10.0
"""How long a client may take over a request, from its first byte on."""

STALL_SECONDS = 30.0
"""How long a client may take over each piece of an answer."""

LARGEST_HEAD_BYTES = 16_384
"""Request line and fields together."""

_REFUSAL = [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]
_WORDS = {
    400: b"Bad Request",
    414: b"URI Too Long",
    431: b"Request Header Fields Too Large",
}


class PatientConnection(H11Protocol):
    """Uvicorn's protocol with time-outs for slow clients, of which it has none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (handed on)
        super().__init__(*args, **kwargs)
        self.access_log = False  # whoever listens: tokens stand in paths
        self._is_new = True
        self._until_asked = _Deadline(HEAD_SECONDS)
        self._until_taken = _Deadline(STALL_SECONDS)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Wait for a first request."""
        super().connection_made(transport)
        self._look()

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of a request, or no more."""
        self._is_new = False
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Wait for what is still to come; uvicorn closes what stays idle."""
        super().on_response_complete()
        self._look()

    def pause_writing(self) -> None:
        """Wait for the client to take what was sent."""
        super().pause_writing()
        self._until_taken.begin(self)

    def resume_writing(self) -> None:
        """Wait no more: it has been taken."""
        super().resume_writing()
        self._until_taken.forget()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of what waits."""
        self._until_asked.forget()
        self._until_taken.forget()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, or a head of one that does not end."""
        del msg
        received, _ = self.conn.trailing_data
        status = 400
        if len(received) > LARGEST_HEAD_BYTES:
            status = 431 if b"\n" in received else 414
        fields = [
            ("content-type", "text/plain; charset=utf-8"),
            ("connection", "close"),
        ]
        words = _WORDS[status]
        for event in (
            h11.Response(status_code=status, headers=fields, reason=words),
            h11.Data(data=words + b"\n"),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _look(self) -> None:
        """Give the client so long for a request as a whole, however it trickles in."""
        if self._is_owed():
            self._until_asked.begin(self)
        else:
            self._until_asked.forget()

    def _is_owed(self) -> bool:
        """Say whether a request has begun and is not complete."""
        if self.conn.their_state is h11.IDLE:
            received, _ = self.conn.trailing_data
            return self._is_new or bool(received)
        return self.conn.their_state is h11.SEND_BODY


class _Deadline:
    """Cuts a connection off, unless it is forgotten in time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, connection: PatientConnection) -> None:
        """Count from now, unless it counts already."""
        if self._timer is None:
            end = connection.transport.abort
            self._timer = connection.loop.call_later(self._seconds, end)

    def forget(self) -> None:
        """Count no more."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
