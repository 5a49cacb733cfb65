"""The codes and names of everything that `check` warns of (docs/lints.md)."""

from __future__ import annotations

from enum import Enum


class LintCode(Enum):
    """One sort of warning.

    Codes and names are stable: a rule that goes takes its code along, none is given
    anew. GT1 is about sources, GT2 about time, GT3 about claims that do not go
    together, GT4 about files.
    """

    NO_SOURCE = "GT101"
    SINGLE_SOURCE = "GT102"
    QUOTE_MISSING = "GT103"
    RECORDED_EARLY = "GT201"
    LAPSED = "GT202"
    CONFIRMED_WIDE = "GT301"
    CONTRADICTED = "GT302"
    NEWER_VAGUER = "GT303"
    RENAMED = "GT401"

    @property
    def slug(self) -> str:
        """The name that people write, such as `quote-missing`."""
        return self.name.lower().replace("_", "-")
