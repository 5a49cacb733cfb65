"""Reach an SMTP server safely: which encryption it gets, and who logs in."""

from __future__ import annotations

import base64
import smtplib
import ssl
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Self
from urllib.parse import SplitResult, unquote, urlsplit

from geotimeline.adapters.notifiers.network import is_this_machine
from geotimeline.interfaces.notifiers import SettingError
from geotimeline.interfaces.settings import flag, optional_text, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.adapters.notifiers.deadlines import Deadline
    from geotimeline.interfaces.notifiers import Setting

_EHLO_NAME = "[127.0.0.1]"  # asking for our own full name can block on a slow resolver
_LOGGED_IN = 235  # RFC 4954 §4
_EXPECTED = "expected smtp://HOST:PORT or smtps://HOST:PORT"


class Encryption(Enum):
    """How the connection is protected; certificates are always verified."""

    TLS = "from the first byte"
    STARTTLS = "before anything is said"
    NONE = "not at all"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed in.

    Attributes:
        host: Name or address.
        port: TCP port.
        encryption: How the connection is protected.
        user: Login name; empty for none.
        password: Password; empty for none.
    """

    host: str
    port: int
    encryption: Encryption
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def from_settings(cls, settings: Mapping[str, Setting]) -> Self:
        """Read `smtp`, `user`, `password` and `starttls`.

        `smtp://` to another machine asks for STARTTLS and gives up without it;
        `starttls: no` waives that, but never sends a password unprotected.

        Raises:
            SettingError: The address cannot be read, or would betray the password.
        """
        parts = _split(text(settings, "smtp"))
        host = parts.hostname or ""
        encryption = _encryption(parts.scheme, host, settings)
        user = optional_text(settings, "user") or unquote(parts.username or "")
        password = optional_text(settings, "password") or unquote(parts.password or "")
        if bool(user) != bool(password):
            raise SettingError(
                "smtp", "expected both a user and a password, or neither"
            )
        if password and encryption is Encryption.NONE and not is_this_machine(host):
            raise SettingError(
                "starttls", "without it the password could be read by all"
            )
        port = parts.port or _usual_port(encryption, host)
        return cls(host, port, encryption, user, password)

    def connect(self, deadline: Deadline, timeout_seconds: float) -> smtplib.SMTP:
        """Connect, encrypt and log in.

        Raises:
            OSError: Also `smtplib.SMTPException`, which is one.
        """
        connection = self._open(timeout_seconds)
        try:
            _guard(connection, deadline)
            if self.encryption is Encryption.STARTTLS:
                connection.starttls(context=ssl.create_default_context())
                _guard(connection, deadline)
            if self.user:
                _login(connection, self.user, self.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _open(self, timeout_seconds: float) -> smtplib.SMTP:
        if self.encryption is not Encryption.TLS:
            return smtplib.SMTP(self.host, self.port, _EHLO_NAME, timeout_seconds)
        return smtplib.SMTP_SSL(
            self.host,
            self.port,
            _EHLO_NAME,
            timeout=timeout_seconds,
            context=ssl.create_default_context(),
        )


def _login(connection: smtplib.SMTP, user: str, password: str) -> None:
    if f"{user}{password}".isascii():
        connection.login(user, password)
        return
    # smtplib knows ASCII only; PLAIN (RFC 4616 §2) is UTF-8.
    connection.ehlo_or_helo_if_needed()
    token = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
    code, words = connection.docmd("AUTH", f"PLAIN {token}")
    if code != _LOGGED_IN:
        raise smtplib.SMTPAuthenticationError(code, words)


def _guard(connection: smtplib.SMTP, deadline: Deadline) -> None:
    if connection.sock is not None:
        deadline.guard(connection.sock)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:  # its text repeats the address, which may hold a password
        raise SettingError("smtp", _EXPECTED) from None
    extra = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in {"smtp", "smtps"} or not usable:
        raise SettingError("smtp", _EXPECTED)
    if extra:
        raise SettingError(
            "smtp",
            "nothing may follow the port; a password with / ? # goes into the setting "
            "password, or in here as %2F %3F %23",
        )
    return parts


def _encryption(scheme: str, host: str, settings: Mapping[str, Setting]) -> Encryption:
    if scheme == "smtps":
        return Encryption.TLS
    wanted = flag(settings, "starttls", default=not is_this_machine(host))
    return Encryption.STARTTLS if wanted else Encryption.NONE


def _usual_port(encryption: Encryption, host: str) -> int:
    """Give the port of RFC 8314 (465), RFC 6409 (587) or RFC 5321 (25)."""
    if encryption is Encryption.TLS:
        return 465
    return 25 if is_this_machine(host) else 587
