"""Fetch a file by http or https: bounded in size and time, told without secrets.

The address of a calendar is often all that protects it: messages name its machine only.
"""

from __future__ import annotations

import base64
import ssl
import zlib
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from typing import TYPE_CHECKING
from urllib.request import Request

from geotimeline import __version__
from geotimeline.adapters.fetch_address import Address
from geotimeline.adapters.notifiers.deadlines import within
from geotimeline.adapters.notifiers.network import cause_of, fault_in_words
from geotimeline.adapters.notifiers.posting import bare_opener
from geotimeline.errors import FetchError

if TYPE_CHECKING:
    from http.client import HTTPResponse

    from geotimeline.adapters.notifiers.deadlines import Deadline

MOST_REDIRECTS = 5
LARGEST_BYTES = 10 * 2**20
TIMEOUT_SECONDS = 30.0
_REDIRECTS = (301, 302, 303, 307, 308)
_LOCKED = (401, 403)


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
        words = _fault_words(cause_of(error))
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
    status = response.status
    if status in _LOCKED and address.credentials:
        raise FetchError(address.machine, f"it answers {status} to this name:password@")
    if status in _LOCKED:
        reason = f"it answers {status}; does it want name:password@ in front?"
        raise FetchError(address.machine, reason)
    if status != 200:  # noqa: PLR2004 (OK; a part or nothing is of no use)
        raise FetchError(address.machine, f"it answers {status}")
    content = _unpacked(address, response, largest_bytes + 1)
    if len(content) > largest_bytes:
        size = f"{largest_bytes / 2**20:g} MiB"
        raise FetchError(address.machine, f"it is larger than {size}; see --max-size")
    return content


def _unpacked(address: Address, response: HTTPResponse, most_bytes: int) -> bytes:
    """Give the content, at most so many bytes of it.

    Raises:
        IncompleteRead: It is shorter than the machine said. Half a calendar would be
            read as a calendar in which half of the entries are gone.
        FetchError: It is packed in a way that was not asked for.
    """
    content = response.read(most_bytes)
    if response.length and len(content) < most_bytes:
        raise IncompleteRead(content, response.length)
    packed = response.headers.get("Content-Encoding", "").strip().lower()
    if packed in ("", "identity") or len(content) >= most_bytes:
        return content
    if packed not in ("gzip", "x-gzip"):
        raise FetchError(address.machine, "it packs its answer as nobody asked it to")
    return _gunzipped(content, most_bytes)


def _gunzipped(content: bytes, most_bytes: int) -> bytes:
    """Unpack gzip (RFC 1952): one member after the other, and at most so many bytes."""
    unpacked = b""
    while content and len(unpacked) < most_bytes:
        unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
        unpacked += unpacking.decompress(content, most_bytes - len(unpacked))
        if not (unpacking.eof or len(unpacked) >= most_bytes):
            raise IncompleteRead(unpacked)
        content = unpacking.unused_data.lstrip(b"\0")
    return unpacked


def _fault_words(error: Exception) -> str:
    """Say what went wrong; what libraries say of an address may hold its secrets."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {error.verify_message}"
    if isinstance(error, RemoteDisconnected):
        return "it closed the connection without an answer"
    if isinstance(error, OSError):
        return fault_in_words(error)
    if isinstance(error, IncompleteRead):
        return "it broke off in the middle"
    return "what it sent cannot be read"
