"""Post reminders as JSON to a URL: a chat, an automation, a script of one's own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from dataclasses import dataclass, field
from http.client import HTTPException
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Self
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit
from urllib.request import Request

from geotimeline import __version__
from geotimeline.adapters.notifiers.deadlines import within
from geotimeline.adapters.notifiers.network import (
    cause_of,
    fault_in_words,
    is_this_machine,
    may_have_arrived,
)
from geotimeline.adapters.notifiers.posting import Answer, post
from geotimeline.adapters.redaction import Redactor
from geotimeline.errors import DeliveryError
from geotimeline.interfaces.notifiers import SettingError
from geotimeline.interfaces.settings import (
    flag,
    optional_text,
    table,
    text,
    timeout_seconds,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.interfaces.messages import Message
    from geotimeline.interfaces.notifiers import Setting

_RETRYABLE = frozenset({408, 409, 425, 429})  # and every 5xx
_OURS = frozenset(
    {
        "connection",
        "content-length",
        "content-type",
        "host",
        "idempotency-key",
        "transfer-encoding",
        "x-geotimeline-signature",
    }
)
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 §5.6.2, token
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e\xa0-\xff]*")


@dataclass(frozen=True, slots=True)
class WebhookNotifier:
    """One POST of JSON per message, with the key as `Idempotency-Key`.

    Attributes:
        url: Where to post, without user and password.
        secret: Key of the signature (HMAC-SHA256 of the body); empty for none.
        headers: Further header fields.
        timeout_seconds: How long the whole attempt may take.
    """

    required: ClassVar[Mapping[str, str]] = {
        "url": "where to post; https, unless the host is this machine",
    }
    optional: ClassVar[Mapping[str, str]] = {
        "secret": "key of the signature in X-Geotimeline-Signature",
        "headers": "further header fields, such as Authorization",
        "allow_http": "yes permits http to other machines: anybody between can read it",
        "timeout": "seconds until an attempt is given up, 10 unless said otherwise",
    }

    url: str = field(repr=False)  # the path may be a secret
    secret: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout_seconds: float = 10.0

    @classmethod
    def from_settings(cls, settings: Mapping[str, Setting]) -> Self:
        """Make a notifier that posts to `url`.

        Raises:
            SettingError: The URL or a header cannot be used, or is not safe to use.
        """
        parts = _split(text(settings, "url"))
        allow_http = flag(settings, "allow_http", default=False)
        if parts.scheme == "http" and not (
            allow_http or is_this_machine(parts.hostname or "")
        ):
            raise SettingError("url", "expected https; allow_http: yes permits http")
        login = parts.netloc.rpartition("@")[0]
        headers = _checked(table(settings, "headers")) | _authorization(login)
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")
        return cls(
            url=urlunsplit(bare),
            secret=optional_text(settings, "secret"),
            headers=MappingProxyType(headers),
            timeout_seconds=timeout_seconds(settings),
        )

    def send(self, message: Message) -> None:
        """Post the message.

        Raises:
            DeliveryError: Not delivered; retryable for 408, 409, 425, 429, 5xx and
                whatever the network did. A redirect is not followed and not retried.
        """
        request = self._request(message)
        remote = not is_this_machine(urlsplit(self.url).hostname or "")
        try:
            answer = within(
                self.timeout_seconds,
                lambda deadline: post(
                    request,
                    deadline,
                    timeout_seconds=self.timeout_seconds,
                    proxies=remote,
                ),
            )
        except HTTPException as error:
            # Without its cause, whose text is the raw answer: that may repeat a secret.
            raise self._fault(error) from None
        except OSError as error:
            raise self._fault(cause_of(error)) from error
        if not 200 <= answer.status < 300:  # noqa: PLR2004 (success, RFC 9110 §15.3)
            raise self._refusal(answer)

    def _request(self, message: Message) -> Request:
        body = json.dumps(message.as_json(), sort_keys=True).encode()
        headers = {
            "User-Agent": f"geotimeline/{__version__}",
            **self.headers,
            "Content-Type": "application/json",
            "Idempotency-Key": message.key,
        }
        if self.secret:
            digest = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
            headers["X-Geotimeline-Signature"] = f"sha256={digest}"
        return Request(self.url, data=body, headers=headers, method="POST")  # noqa: S310 (the scheme was checked when the settings were read)

    def _fault(self, error: Exception) -> DeliveryError:
        reason = self._without_secrets(fault_in_words(error))
        return DeliveryError(
            "webhook", reason, retryable=True, may_have_arrived=may_have_arrived(error)
        )

    def _refusal(self, answer: Answer) -> DeliveryError:
        said = f"answered {answer.status} {answer.reason}".rstrip()
        if "Location" in answer.headers:
            said += "; redirects are not followed, so give the new address as url"
        elif answer.explanation:
            said += f": {answer.explanation}"
        return DeliveryError(
            "webhook",
            self._without_secrets(said),
            retryable=answer.status in _RETRYABLE or answer.status >= 500,  # noqa: PLR2004
            retry_after_seconds=answer.retry_after_seconds,
            status=answer.status,
        )

    def _without_secrets(self, words: str) -> str:
        values = self.headers.values()
        tokens = (value.rpartition(" ")[2] for value in values)  # after "Bearer"
        known = Redactor((self.url, self.secret, *values, *tokens))
        return known.redact(words)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:  # its text repeats the address, which may hold a password
        raise SettingError("url", "this is not a URL") from None
    if parts.scheme not in {"http", "https"} or not usable:
        raise SettingError("url", "expected https://HOST/PATH")
    if not url.isascii() or not url.isprintable() or " " in url:
        raise SettingError("url", "expected spaces and letters beyond ASCII as %XX")
    return parts


def _authorization(login: str) -> dict[str, str]:
    if not login:
        return {}
    token = base64.b64encode(unquote(login).encode()).decode()
    return {"Authorization": f"Basic {token}"}


def _checked(headers: dict[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name):
            raise SettingError("headers", f"{name!r} cannot be the name of a header")
        if name.lower() in _OURS:
            raise SettingError("headers", f"{name} is set by the program itself")
        if not _HEADER_VALUE.fullmatch(value):
            raise SettingError("headers", f"the value of {name} is not one plain line")
    return headers
