"""Fetch a file by http or https: bounded in size and time, told without secrets.

The address of a calendar is often all that protects it: messages name its machine only.
"""

from __future__ import annotations

import base64
import ssl
import zlib
from dataclasses import dataclass, replace
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urljoin, urlsplit, urlunsplit
from urllib.request import Request

from geotimeline import __version__
from geotimeline.adapters.notifiers.deadlines import within
from geotimeline.adapters.notifiers.network import fault_in_words, is_this_machine
from geotimeline.adapters.notifiers.posting import bare_opener
from geotimeline.errors import FetchError

if TYPE_CHECKING:
    from http.client import HTTPResponse

    from geotimeline.adapters.notifiers.deadlines import Deadline

MOST_REDIRECTS = 5
LARGEST_BYTES = 10 * 2**20
TIMEOUT_SECONDS = 30.0
_REDIRECTS = (301, 302, 303, 307, 308)
_NAMELESS = "that address"
_LOCKED = (401, 403)
_WEBCAL = {"webcal": "https", "webcals": "https"}


@dataclass(frozen=True, slots=True)
class Address:
    """From where to fetch.

    Attributes:
        url: Without name and password; http or https.
        credentials: `name:password`, sent to this machine alone; empty if none.
    """

    url: str
    credentials: str = ""

    @classmethod
    def read(cls, text: str) -> Address:
        """Read http://, https:// or webcal://, which is https but on this machine.

        Raises:
            FetchError: It is another sort of address, or none.
        """
        try:
            parts = urlsplit(text.strip())
            host, _ = parts.hostname or "", parts.port
        except ValueError as error:
            reason = "it cannot be read as one"
            raise FetchError(_NAMELESS, reason) from error
        scheme = parts.scheme.lower()
        if scheme in _WEBCAL:
            scheme = "http" if is_this_machine(host) else _WEBCAL[scheme]
        if scheme not in ("http", "https") or not host:
            reason = "expected http://…, https://… or webcal://…"
            raise FetchError(host or _NAMELESS, reason)
        credentials = ""
        if parts.username is not None:
            credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        bare = parts._replace(scheme=scheme, netloc=_netloc(parts), fragment="")
        return cls(urlunsplit(bare), credentials)

    @property
    def machine(self) -> str:
        """The machine, as messages may name it."""
        return urlsplit(self.url).netloc

    def led_to(self, location: str) -> Address:
        """Give where a redirect leads; credentials go to no other machine.

        Raises:
            FetchError: It leads to no address by http, or away from https.
        """
        there = Address.read(urljoin(self.url, location))
        if self.url.startswith("https:") and not there.url.startswith("https:"):
            raise FetchError(self.machine, "it leads from https to http")
        same = urlsplit(self.url)[:2] == urlsplit(there.url)[:2]
        return replace(there, credentials=self.credentials) if same else there


def fetch(
    address: str,
    *,
    largest_bytes: int = LARGEST_BYTES,
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> tuple[bytes, str]:
    """Give the content of an address, and the machine as messages may name it.

    Args:
        address: By http, https or webcal; `name:password@` may stand before its host.
        largest_bytes: A larger content is refused, unpacked or not.
        timeout_seconds: How long all of it may take, redirects included.

    Raises:
        FetchError: It cannot be had: the machine and the reason are named.
    """
    first = Address.read(address)
    try:
        content = within(
            timeout_seconds,
            lambda deadline: _followed(first, deadline, largest_bytes, timeout_seconds),
        )
    except (OSError, HTTPException, ValueError, zlib.error) as error:
        words = _fault_words(error)
        raise FetchError(first.machine, words) from error
    return content, first.machine


def _followed(
    address: Address, deadline: Deadline, largest_bytes: int, timeout_seconds: float
) -> bytes:
    for _ in range(MOST_REDIRECTS + 1):
        request = _request(address)
        opener = bare_opener(request, deadline, proxies=True)
        with opener.open(request, timeout=timeout_seconds) as response:
            location = response.headers.get("Location")
            if response.status not in _REDIRECTS or not location:
                return _content(address, response, largest_bytes)
        address = address.led_to(location)
    raise FetchError(address.machine, f"more than {MOST_REDIRECTS} redirects")


def _request(address: Address) -> Request:
    headers = {
        "User-Agent": f"geotimeline/{__version__}",
        "Accept": "text/calendar, text/csv;q=0.9, */*;q=0.1",
        "Accept-Encoding": "gzip, identity",
    }
    if address.credentials:
        token = base64.b64encode(address.credentials.encode()).decode()
        headers["Authorization"] = f"Basic {token}"
    return Request(address.url, headers=headers)  # noqa: S310 (http and https alone)


def _content(address: Address, response: HTTPResponse, largest_bytes: int) -> bytes:
    if response.status in _LOCKED:
        reason = f"it answers {response.status}; does it want name:password@ in front?"
        raise FetchError(address.machine, reason)
    if response.status != 200:  # noqa: PLR2004 (OK; a part or nothing is of no use)
        raise FetchError(address.machine, f"it answers {response.status}")
    content = response.read(largest_bytes + 1)
    if response.headers.get("Content-Encoding", "").lower() in ("gzip", "x-gzip"):
        unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
        content = unpacking.decompress(content, largest_bytes + 1)
    if len(content) > largest_bytes:
        size = f"{largest_bytes / 2**20:g} MiB"
        raise FetchError(address.machine, f"it is larger than {size}; see --max-size")
    return content


def _netloc(parts: SplitResult) -> str:
    return parts.netloc.rpartition("@")[2]


def _fault_words(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {error.verify_message}"
    if isinstance(error, HTTPException | OSError):
        return fault_in_words(error)
    return "what it sent cannot be read"
