"""From where to fetch: an address by http, https or webcal, as users write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from geotimeline.adapters.notifiers.network import is_this_machine
from geotimeline.errors import FetchError

_NAMELESS = "that address"
_WEBCAL = {"webcal": "https", "webcals": "https"}
_NO_HOST = re.compile(r"[\s\x00-\x20\x7f]")
_UNREADABLE = "it cannot be read as one"
_SAFE = "/?%:@!$&'()*+,;=~"  # RFC 3986 §3.3, §3.4; what is encoded stays so


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
            raise FetchError(_NAMELESS, _UNREADABLE) from error
        if _NO_HOST.search(host):
            raise FetchError(_NAMELESS, _UNREADABLE)
        scheme = parts.scheme.lower()
        if scheme in _WEBCAL:
            scheme = "http" if is_this_machine(host) else _WEBCAL[scheme]
        if scheme not in ("http", "https") or not host:
            reason = "expected http://…, https://… or webcal://…"
            raise FetchError(host or _NAMELESS, reason)
        credentials = ""
        if parts.username is not None:
            credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        return cls(_bare(parts, scheme), credentials)

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


def _bare(parts: SplitResult, scheme: str) -> str:
    """Give an address without name and password, in ASCII but for its host."""
    netloc = parts.netloc.rpartition("@")[2]
    path, query = quote(parts.path, safe=_SAFE), quote(parts.query, safe=_SAFE)
    return urlunsplit((scheme, netloc, path, query, ""))
