"""What becomes of each entry that is imported."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geotimeline.adapters.atomic_file import Change
    from geotimeline.errors import Problem
    from geotimeline.model.turns import Turn


class Outcome(Enum):
    """What becomes of one event."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Taken:
    """One event of which a file speaks, or no longer speaks.

    Attributes:
        outcome: What becomes of it.
        event_id: Its id.
        path: Its file, relative to the data folder.
        title: Its title.
        claims: Ids of the claims that are added.
        details: Names of other fields that are changed.
        kept: Names of fields that changed in the other program and here too; ours stay.
        turns: What is believed then, and how it differs from before.
    """

    outcome: Outcome
    event_id: str
    path: str
    title: str
    claims: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Import:
    """An import that is ready to be written.

    Attributes:
        taken: What becomes of each event.
        changes: The files to be written.
        refused: Entries that cannot be taken, and why.
        noted: What was taken although something about it is odd.
    """

    taken: tuple[Taken, ...]
    changes: tuple[Change, ...]
    refused: tuple[Problem, ...]
    noted: tuple[Problem, ...]

    def count(self, outcome: Outcome) -> int:
        """Give the number of events of which this becomes."""
        return sum(1 for one in self.taken if one.outcome is outcome)
