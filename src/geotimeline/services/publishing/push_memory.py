"""What was written into calendars on servers, object by object, kept in the ledger."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geotimeline.interfaces.ledger import Ledger

_PREFIX = "pushed/"
_DIGITS = 32  # hex digits: far beyond any collision


def digest_of(text: str) -> str:
    """Give a digest by which two texts are the same."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


@dataclass(frozen=True, slots=True)
class Written:
    """What is remembered of an object.

    Attributes:
        version: The server's version of it; empty if it did not say.
        digest: Digest of the text that we wrote.
        seen: Digest of what readers see of it.
        meant: The same of what was to be written next, noted before the server was
            asked: it may have arrived.
        uid: UID of the entry; empty in ledgers of older versions.
    """

    version: str = ""
    digest: str = ""
    seen: str = ""
    meant: str = ""
    uid: str = ""

    def is_at(self, version: str) -> bool:
        """Whether the server's version is the one remembered; not if it says none."""
        return bool(version) and self.version == version

    def is_ours(self, seen: str) -> bool:
        """Whether what the server has is something that we wrote, or meant to."""
        return seen in (self.seen, self.meant)


@dataclass(frozen=True, slots=True)
class Memory:
    """What was written into one collection from one feed.

    Attributes:
        ledger: Where it is kept.
        prefix: What the names of its facts begin with.
    """

    ledger: Ledger
    prefix: str

    @classmethod
    def of(cls, ledger: Ledger, url: str, feed: str) -> Memory:
        """Give the memory of a feed in a collection."""
        scope = digest_of(f"{url}\n{feed}")
        return cls(ledger, f"{_PREFIX}{scope}/")

    def recalled(self) -> dict[str, Written]:
        """Give what was written, by the name of the object."""
        facts = self.ledger.recall_all(self.prefix)
        return {
            name: Written(**json.loads(text)) for name, text in facts.items() if text
        }

    def keep(self, name: str, written: Written | None) -> None:
        """Remember an object, or that it is gone."""
        text = "" if written is None else json.dumps(asdict(written))
        self.ledger.remember(self.prefix + name, text)
