"""A statement as a person gives it on the command line, and the fields it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.formats.slug import free, slug
from geotimeline.formats.yaml.faults import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from geotimeline.formats.yaml.scalars import Writable


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said of an event; what was not given is empty.

    Attributes:
        recorded: When we learnt of it, in UTC; written to the second.
        date: When the event begins, or from when to when, as EDTF.
        status: What is said of the event.
        milestone: The stage of which it is said.
        by: Who said it.
        role: What makes that person worth quoting.
        said: When it was said, as EDTF.
        source: Where it can be read: id of a known source, a title, or an address.
        quote: The dating words, as said.
        reliability: Admiralty A to F.
        credibility: Admiralty 1 to 6.
        duration: How long the event lasts (ISO 8601).
        supersedes: Ids of claims that it replaces.
        retracts: Ids of claims that it takes back.
        disputes: Ids of claims that it denies.
        url: Address of the statement itself.
        notes: What the person who writes it down wants to add.
    """

    recorded: datetime
    date: str = ""
    status: str = ""
    milestone: str = ""
    by: str = ""
    role: str = ""
    said: str = ""
    source: str = ""
    quote: str = ""
    reliability: str = ""
    credibility: str = ""
    duration: str = ""
    supersedes: tuple[str, ...] = ()
    retracts: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    url: str = ""
    notes: str = ""

    @property
    def says_something(self) -> bool:
        """Whether it says anything of the event, and not only who speaks."""
        said = (self.date, self.status, self.duration)
        return any((*said, self.supersedes, self.retracts, self.disputes))

    def fields(self, known_sources: Collection[str]) -> dict[str, Writable]:
        """Give what is to be written, in the order in which it shall stand.

        Args:
            known_sources: Ids of the sources that the file may cite.
        """
        written: dict[str, Writable] = {
            "date": self.date,
            "status": self.status,
            "milestone": self.milestone,
            "by": _speaker(self.by, self.role),
            "said": self.said,
            "source": _source(self.source, known_sources),
            "quote": self.quote,
            "reliability": self.reliability,
            "credibility": self.credibility,
            "duration": self.duration,
            "supersedes": _one_or_more(self.supersedes),
            "retracts": _one_or_more(self.retracts),
            "disputes": _one_or_more(self.disputes),
            "url": self.url,
            "notes": self.notes,
            "recorded": f"{self.recorded:%Y-%m-%dT%H:%M:%SZ}",
        }
        return {name: value for name, value in written.items() if value}

    def faults(self, known_sources: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with it that no reader of the file could tell."""
        if self.role and not self.by:
            yield "role", "whose is it? Say also who spoke, with `by`"
        if _is_address(self.source) or self.source in known_sources:
            return
        near = nearest(self.source, tuple(known_sources)) if _is_id(self.source) else ""
        if near:
            message = (
                f"no source {self.source!r}; did you mean `{near}`? "
                "A title of several words would be written out as it is"
            )
            yield "source", message

    def claim_id(self, taken: Collection[str]) -> str:
        """Give a new id that says who spoke, or else what was said."""
        name = slug(self.by) or slug(self.status) or "claim"
        return free(name, taken)


def _speaker(name: str, role: str) -> Writable:
    return {"name": name, "role": role} if role else name


def _source(given: str, known: Collection[str]) -> Writable:
    if not given or given in known:
        return given
    return {"url" if _is_address(given) else "title": given}


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")


def _is_address(given: str) -> bool:
    return _ADDRESS.fullmatch(given) is not None


def _is_id(given: str) -> bool:
    return bool(given) and " " not in given


def _one_or_more(ids: tuple[str, ...]) -> Writable:
    return ids[0] if len(ids) == 1 else list(ids)
