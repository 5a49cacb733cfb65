"""What a push may do, and what it did."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """An object that the mirror could not, or must not, bring up to date.

    Attributes:
        uid: UID of the entry; the object's name where nobody remembers it.
        reason: Why, in words.
    """

    uid: str
    reason: str


@dataclass(slots=True)
class Pushed:
    """What a push did, or would do.

    Attributes:
        created: UIDs of new entries.
        updated: UIDs of entries that changed.
        removed: UIDs of entries that the feed has no more; where nobody remembers
            one, the object's name.
        unchanged: How many were as they should be.
        left_alone: What could not or must not be brought up to date.
        leftovers: Names of objects written as ours are, and not by this feed as far
            as anybody remembers.
        other_feeds: Names of the feeds that wrote some of those.
    """

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    left_alone: list[LeftAlone] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    other_feeds: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Leave:
    """What the user allows beyond the safe.

    Attributes:
        overwrite: Write over entries that somebody changed in the calendar.
        empty: Let an empty feed remove all that was written.
        tidy: Remove leftovers, too.
        dry_run: Write nothing, only say what would be done.
    """

    overwrite: bool = False
    empty: bool = False
    tidy: bool = False
    dry_run: bool = False
