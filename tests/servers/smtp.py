"""A real SMTP server on loopback that refuses, fails and hangs as told."""

from __future__ import annotations

import asyncio
import socket
import warnings
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default as email_policy
from functools import partial
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from email.message import EmailMessage

OK = "250 OK"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it was handed in."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """Give it parsed, as a strict mail program would."""
        return message_from_bytes(self.raw, policy=email_policy)

    @property
    def body(self) -> str:
        """Give the text, decoded, with plain line ends."""
        text: str = self.message.get_content()
        return text.replace("\r\n", "\n")


class ScriptedSmtpServer:
    """Takes mail, or answers as told; use it as a context manager.

    Attributes:
        data_answer: What it says to the whole mail.
        recipient_answers: What it says to a recipient, where that is not `250 OK`.
        hangs: Whether it takes the whole mail and never answers.
        port: Where it listens on 127.0.0.1.
    """

    def __init__(
        self,
        *,
        login: tuple[str, str] | None = None,
        starttls: ssl.SSLContext | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.data_answer = OK
        self.recipient_answers: dict[str, str] = {}
        self.hangs = False
        self._login = login
        self._mails: list[Mail] = []
        self._lock = Lock()
        self._tls = tls
        self._options: dict[str, Any] = {"hostname": "localhost"}
        if login:
            self._options |= {"authenticator": self._authenticate}
            self._options |= {"auth_required": True, "auth_require_tls": False}
        if starttls:
            self._options |= {"tls_context": starttls, "require_starttls": True}
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._ready = Event()
        self._close: Callable[[], object]
        self._thread = Thread(target=lambda: asyncio.run(self._serve()))

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(60)
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        self._thread.join()

    async def _serve(self) -> None:
        """Serve until closed; `asyncio.run` then lets go of everybody who hangs."""
        loop, closing = asyncio.get_running_loop(), asyncio.Event()
        self._close = partial(loop.call_soon_threadsafe, closing.set)
        server = await loop.create_server(
            partial(self._session, loop), sock=self._socket, ssl=self._tls
        )
        self._ready.set()
        await closing.wait()
        server.close()

    def _session(self, loop: asyncio.AbstractEventLoop) -> SMTP:
        with warnings.catch_warnings():
            # It warns of logins without TLS; over loopback that is what is tested.
            warnings.simplefilter("ignore", UserWarning)
            return SMTP(self, loop=loop, **self._options)

    @property
    def mails(self) -> tuple[Mail, ...]:
        """Give what was accepted, oldest first."""
        with self._lock:
            return tuple(self._mails)

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        to: str,
        _options: list[str],
    ) -> str:
        answer = self.recipient_answers.get(to, OK)
        if answer == OK:
            envelope.rcpt_tos.append(to)
        return answer

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.hangs:
            await asyncio.Event().wait()
        if self.data_answer == OK:
            assert envelope.mail_from is not None
            assert isinstance(envelope.content, bytes)
            recipients = tuple(envelope.rcpt_tos)
            with self._lock:
                mail = Mail(envelope.mail_from, recipients, envelope.content)
                self._mails.append(mail)
        return self.data_answer

    def _authenticate(
        self,
        _server: SMTP,
        _session: Session,
        _envelope: Envelope,
        _how: str,
        given: object,
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        right = (given.login.decode(), given.password.decode()) == self._login
        return AuthResult(success=right, handled=False)
