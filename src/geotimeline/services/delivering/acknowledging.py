"""Links by which a reader acknowledges a reminder: signed, expiring, for that alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geotimeline.interfaces.entries import Entry

PATH = "/ack/"
"""Below this path of the public URL the links are answered."""

_GOOD_FOR = timedelta(days=30)
_TOKEN = re.compile(r"([0-9a-f]{8,64})\.([0-9a-f]{1,9})\.([A-Za-z0-9_-]{43})", re.ASCII)
_LATEST = 253_402_300_799  # the last second of the year 9999


class UnknownLinkError(Exception):
    """Nobody here has signed such a link."""


class ExpiredLinkError(Exception):
    """The link was good once."""


@dataclass(frozen=True, slots=True)
class AckLinks:
    """Makes links and reads them back.

    Attributes:
        secret: Key of the signatures.
        public_url: Where people reach us, without a final slash; empty makes no links.
    """

    secret: bytes = field(repr=False)
    public_url: str = ""

    def url_for(self, entry: Entry) -> str:
        """Give the link that acknowledges an entry; the same at every attempt."""
        if not self.public_url:
            return ""
        return f"{self.public_url}{PATH}{self.token(entry.key, entry.due_at)}"

    def token(self, key: str, due_at: datetime) -> str:
        """Sign a reminder's key; good until 30 days after it was due."""
        until = min(int((due_at + _GOOD_FOR).timestamp()), _LATEST)
        return f"{key}.{until:x}.{self._signature(key, until)}"

    def read(self, token: str, *, now: datetime) -> str:
        """Give the key of the reminder that a link is about.

        Raises:
            UnknownLinkError: It is malformed, or the signature is not ours.
            ExpiredLinkError: It was good until before `now`.
        """
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise UnknownLinkError
        key, until = match[1], int(match[2], 16)
        if not hmac.compare_digest(match[3], self._signature(key, until)):
            raise UnknownLinkError
        if now > datetime.fromtimestamp(until, UTC):
            raise ExpiredLinkError
        return key

    def _signature(self, key: str, until: int) -> str:
        """Sign the purpose too, so that no link for anything else can be this one."""
        signed = f"ack\n{key}\n{until:x}".encode()
        digest = hmac.new(self.secret, signed, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
