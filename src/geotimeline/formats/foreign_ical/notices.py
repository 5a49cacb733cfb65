"""What is told of a calendar that was read: what was not taken, and what is odd."""

from __future__ import annotations

from dataclasses import dataclass, field

from geotimeline.errors import Problem


@dataclass(slots=True)
class Notices:
    """Gathers what is to be told of one file.

    Attributes:
        path: What the file is called in messages.
        refused: Entries that cannot be taken.
        noted: What was taken although something about it is odd.
    """

    path: str
    refused: list[Problem] = field(default_factory=list)
    noted: list[Problem] = field(default_factory=list)

    def refuse(self, line: int, where: str, message: str) -> None:
        """Tell of an entry that is left out."""
        self.refused.append(Problem(self.path, line, where, message))

    def odd(self, line: int, message: str, where: str = "") -> None:
        """Tell of something that did no harm, or was left out of an entry."""
        self.noted.append(Problem(self.path, line, where, message))
