"""Events and what is claimed of them, as a person wrote them down."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from geotimeline.model.vocabulary import EVENT_ITSELF, STATISTIC, RelationKind, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.edtf import EdtfValue
    from geotimeline.model.duration import Duration
    from geotimeline.model.following import Following
    from geotimeline.model.lint_codes import LintCode
    from geotimeline.model.recurring import Recurrence

Extra = object  # the user's own x-* value: text, a list or a mapping of the same
_LONGEST_NUMBER = 20  # digits: more than a year, month, day, hour, minute, second
_MIDNIGHT = dt.time(0, 0, tzinfo=dt.UTC)
ALWAYS = dt.datetime.min.replace(tzinfo=dt.UTC)
"""The instant from which a claim counts as known when nothing says since when."""


@lru_cache(maxsize=4096)
def _by_number(claim_id: str) -> str:
    """Give what sorts ids by the numbers in them, and no two ids alike."""
    padded = re.sub("[0-9]+", lambda digits: digits[0].zfill(_LONGEST_NUMBER), claim_id)
    return f"{padded} {claim_id}"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who takes part.

    Attributes:
        id: ISO 3166 code of a state, or an id of the user's own.
        name: As people call it; empty if the id says enough.
        role: Host, guest, sender, target and the like.
    """

    id: str
    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happens.

    Attributes:
        name: Town or site; may be empty.
        country: ISO 3166 code; may be empty.
    """

    name: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever said it.

    Attributes:
        name: As written in the file.
        role: What makes the person worth quoting.
        identity: The name after aliases (`speakers` in alerts/settings.yaml); two
            claims share a speaker when this is equal.
    """

    name: str
    role: str = ""
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim can be read.

    Attributes:
        id: Key in the file's `sources` or in events/sources.yaml; empty if inline.
        title: Headline or name of the document.
        publisher: Who published it.
        url: Where it stands, if it stands on the web.
        published: When, as an uncertain date.
    """

    id: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: EdtfValue | None = None

    @property
    def words(self) -> str:
        """The shortest text by which a reader knows it."""
        named = [part for part in (self.publisher, self.title) if part]
        return ", ".join(named) or self.url or self.id


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's statement about one milestone of an event.

    Attributes:
        id: Unique within the event.
        date: When it begins (or from when to when), as claimed; None if unsaid.
        follows: From what else its date is counted, instead of `date`; None if not.
        status: What the claim says of it.
        milestone: The stage it speaks of.
        by: Who said it.
        said: When it was said, as an uncertain date.
        source: Where it can be read.
        quote: The dating words, as said.
        reliability: Admiralty A to F; shown, never weighed.
        credibility: Admiralty 1 to 6; shown, never weighed.
        recorded: When we learnt of it, in UTC; None if nobody wrote it down.
        duration: How long the event lasts.
        supersedes: Ids of claims that this one replaces.
        retracts: Ids of claims that this one takes back.
        disputes: Ids of claims that this one denies without replacing them.
        url: Address of the statement itself.
        notes: What the person who wrote it down wants to add.
        extra: The user's own x-* fields.
        line: Line in the file, from 1.
    """

    id: str
    date: EdtfValue | None = None
    status: Status = Status.PLANNED
    milestone: str = EVENT_ITSELF
    by: Speaker | None = None
    said: EdtfValue | None = None
    source: Source | None = None
    quote: str = ""
    reliability: str = ""
    credibility: str = ""
    recorded: dt.datetime | None = None
    duration: Duration | None = None
    supersedes: tuple[str, ...] = ()
    retracts: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    url: str = ""
    notes: str = ""
    follows: Following | None = None
    extra: Mapping[str, Extra] = field(default_factory=dict, compare=False)
    line: int = field(default=0, compare=False)

    @property
    def is_dated(self) -> bool:
        """Whether it gives a date, or a rule by which to count one."""
        return self.date is not None or self.follows is not None

    @property
    def known_from(self) -> dt.datetime:
        """From when we count it as known, in UTC.

        `recorded`, else the last possible day of `said`, else that of the source's
        `published`, else always.
        """
        if self.recorded is not None:
            return self.recorded
        day = self.last_said
        return ALWAYS if day is None else dt.datetime.combine(day, _MIDNIGHT)

    @property
    def last_said(self) -> dt.date | None:
        """Last possible day on which it was said or published; None if unknown."""
        if self.said is not None and self.said.last is not None:
            return self.said.last
        published = self.source.published if self.source else None
        return published.last if published is not None else None

    @property
    def newness(self) -> tuple[dt.date, dt.datetime, str]:
        """Sort key: the newest claim has the greatest.

        Greatest last possible day of `said` (else of `recorded`, else of the source's
        `published`), then `recorded`, then id, numbers in it by their value: c10 is
        newer than c9.
        """
        said = self.said.last if self.said is not None else None
        if said is None and self.recorded is not None:
            said = self.recorded.date()
        if said is None:
            said = self.last_said or dt.date.min
        return said, self.recorded or ALWAYS, _by_number(self.id)


@dataclass(frozen=True, slots=True)
class Relation:
    """How the event stands to another one.

    Attributes:
        kind: Which way.
        target: Id of the other event.
        milestone: Stage of the other event.
        line: Line in the file, from 1.
    """

    kind: RelationKind
    target: str
    milestone: str = EVENT_ITSELF
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Merger:
    """Another event that turned out to be this one, and was taken in.

    Attributes:
        uid: Its `uid`, or its id if it had none.
        recorded: When we learnt that they are the same, in UTC.
    """

    uid: str
    recorded: dt.datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that a desk watches.

    Attributes:
        id: Unique in the timeline; the file's name without its ending by default.
        title: One line.
        type: visit, exercise, sanction, tariff, …: a word of the user's choice.
        claims: What is claimed, in the order of the file; at least one.
        uid: Stable identity for calendars; the id unless the file says otherwise.
        actors: Who takes part.
        place: Where.
        timezone: IANA name of the zone in which its days are meant.
        tags: The user's own words.
        relations: How it stands to other events.
        expect: What is to be heard of it before its first possible day.
        recurs: How it comes again after its date; None if it does not.
        merged: Events that turned out to be this one.
        lint_ignore: What `check` is not to warn of.
        codes: Codes by scheme, such as {"plover": "CONSULT"}.
        url: A page about it.
        notes: What the person who wrote it down wants to add.
        extra: The user's own x-* fields.
        path: File, relative to the data folder.
        line: Line in that file, from 1.
        file_id: The id that the file's name gives; empty if it holds several events.
    """

    id: str
    title: str
    type: str
    claims: tuple[Claim, ...]
    uid: str = ""
    actors: tuple[Actor, ...] = ()
    place: Place | None = None
    timezone: str = "UTC"
    tags: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    expect: tuple[Status, ...] = ()
    recurs: Recurrence | None = None
    merged: tuple[Merger, ...] = ()
    lint_ignore: tuple[LintCode, ...] = field(default=(), compare=False)
    codes: Mapping[str, str] = field(default_factory=dict, compare=False)
    url: str = ""
    notes: str = ""
    extra: Mapping[str, Extra] = field(default_factory=dict, compare=False)
    path: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    file_id: str = field(default="", compare=False)

    @property
    def stable_uid(self) -> str:
        """The identity that survives a renamed file."""
        return self.uid or self.id

    @property
    def is_period(self) -> bool:
        """Whether its date is the period it speaks of and not a day to come."""
        return self.type == STATISTIC

    @property
    def is_derived(self) -> bool:
        """Whether its dates cannot be told from its claims alone."""
        return self.recurs is not None or any(
            claim.follows is not None for claim in self.claims
        )

    @property
    def milestones(self) -> tuple[str, ...]:
        """The stages that claims speak of, in the order of the file."""
        return tuple(dict.fromkeys(claim.milestone for claim in self.claims))

    def claim(self, claim_id: str) -> Claim | None:
        """Give the claim of that id, or None."""
        return next((claim for claim in self.claims if claim.id == claim_id), None)
