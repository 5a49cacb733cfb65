"""When somebody last looked at the changes, and what was there to see.

A claim that a colleague recorded yesterday may come into the folder only today. So a
look remembers which claims there were, and not the hour alone.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from geotimeline.adapters.atomic_file import digest, write_atomically
from geotimeline.errors import FileChangedError, FileWriteError
from geotimeline.model.turns import Change, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from geotimeline.model.timeline import Timeline

Claims = frozenset[tuple[str, str]]
"""Claims by the event's stable uid and their own id."""

_VERSION = 1
_NAME_LENGTH = 12  # hex digits: tells the queries of one person apart


@dataclass(frozen=True, slots=True)
class LastLook:
    """What somebody has seen.

    Attributes:
        at: When it was, in UTC.
        claims: The claims that were known then.
    """

    at: datetime
    claims: Claims

    def news(self, changes: Iterable[Change]) -> Iterator[Change]:
        """Yield what is new since: by the hour, or by a claim that was not there.

        What changed through another event is new where a claim of that instant is.
        """
        found = tuple(changes)
        instants = {change.at for change in found if self._has_unseen_claim(change)}
        for change in found:
            through_another = isinstance(change, Turn) and not change.entered
            if (
                change.at > self.at
                or self._has_unseen_claim(change)
                or (through_another and change.at in instants)
            ):
                yield change

    def continued(self, later: LastLook) -> LastLook:
        """Give what has been seen after a later look; nothing is unseen again."""
        return LastLook(max(self.at, later.at), self.claims | later.claims)

    def _has_unseen_claim(self, change: Change) -> bool:
        if not isinstance(change, Turn):
            return False
        uid = change.event.stable_uid
        return any((uid, claim.id) not in self.claims for claim in change.entered)


def claims_known(timeline: Timeline, as_of: datetime) -> Claims:
    """Name the claims known at an instant."""
    return frozenset(
        (event.stable_uid, claim.id)
        for event in timeline
        for claim in event.claims
        if claim.known_from <= as_of
    )


@dataclass(frozen=True, slots=True)
class Looks:
    """The file in which one person's last look for a query is kept.

    Attributes:
        path: The file; it need not exist.
        text: What it said when it was read; None if there was none.
        last: The last look; None if it is the first, or the file makes no sense.
    """

    path: Path
    text: str | None
    last: LastLook | None

    @classmethod
    def of(cls, folder: Path, query: str) -> Looks:
        """Read the last look; each query has its own, since it shows its own events.

        Args:
            folder: Where the state of the data folder is kept.
            query: The query, as it was written; empty for everything.

        Raises:
            FileWriteError: The file is there and cannot be read.
        """
        name = hashlib.sha256(query.encode()).hexdigest()[:_NAME_LENGTH]
        path = folder / (f"last-look-{name}.json" if query else "last-look.json")
        try:
            text = path.read_text("utf-8") if path.exists() else None
        except OSError as error:
            raise FileWriteError(str(path), error.strerror or str(error)) from error
        return cls(path, text, None if text is None else _read(text))

    def keep(self, look: LastLook) -> None:
        """Write a look down, for the next time.

        Raises:
            FileWriteError: It cannot be written.
        """
        before = None if self.text is None else digest(self.text)
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self.path, _written(look), before)
        except FileChangedError:
            return  # two looks at once: the other one's stands, none of it is lost
        except OSError as error:
            raise FileWriteError(str(self.path), str(error)) from error


def _written(look: LastLook) -> str:
    by_event: dict[str, list[str]] = {}
    for uid, claim in sorted(look.claims):
        by_event.setdefault(uid, []).append(claim)
    content = {"version": _VERSION, "at": look.at.isoformat(), "claims": by_event}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _read(text: str) -> LastLook | None:
    """Read a look; a file that makes no sense is as good as none."""
    try:
        content: Mapping[str, Mapping[str, Iterable[str]]] = json.loads(text)
        at = datetime.fromisoformat(str(content["at"]))
        claims = frozenset(
            (uid, claim) for uid, ids in content["claims"].items() for claim in ids
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return LastLook(at, claims) if at.tzinfo is not None else None
