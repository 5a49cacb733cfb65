"""An answer's body, packed in every coding once and sent many times."""

from __future__ import annotations

import gzip
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

import zstandard

from geotimeline.web.codings import Coding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_TAG_BYTES = 15
_GZIP_LEVEL = 6
_ZSTD_LEVEL = 9  # its window stays below the 8 MiB that RFC 9659 allows


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent to everybody who asks.

    Attributes:
        media_type: The field Content-Type.
        modified: When it last changed, in UTC, to the second.
        packed: The bytes in each coding that makes them fewer, and as they are.
        tag: Name of the content, without quotes.
    """

    media_type: str
    modified: datetime
    packed: Mapping[Coding, bytes] = field(repr=False)
    tag: str

    @classmethod
    def of(cls, content: bytes, media_type: str, modified: datetime) -> Body:
        """Pack some content; the same content has the same tags for ever."""
        packed, tag = _packed(content), tag_of(content)
        return cls(media_type, modified.replace(microsecond=0), packed, tag)

    @property
    def size(self) -> int:
        """How many bytes it takes in memory."""
        return sum(map(len, self.packed.values()))

    def etag(self, coding: Coding) -> str:
        """Give the strong tag of one coding: other bytes, another tag (§8.8.3)."""
        suffix = "" if coding is Coding.IDENTITY else f"-{coding.value}"
        return f'"{self.tag}{suffix}"'


def tag_of(content: bytes) -> str:
    """Name some content, without quotes."""
    digest = sha256(content).digest()[:_TAG_BYTES]
    return urlsafe_b64encode(digest).decode()


def _packed(content: bytes) -> Mapping[Coding, bytes]:
    forms = {
        Coding.ZSTD: zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(content),
        Coding.GZIP: gzip.compress(content, _GZIP_LEVEL, mtime=0),
    }
    fewer = {name: form for name, form in forms.items() if len(form) < len(content)}
    return fewer | {Coding.IDENTITY: content}
