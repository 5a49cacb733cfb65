"""The qualifiers `?`, `~` and `%` (ISO 8601-2 §8): doubt that never moves a bound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """Whether a date is called uncertain, approximate, or both.

    Attributes:
        uncertain: `?`: the source may be wrong.
        approximate: `~`: about then.
    """

    uncertain: bool = False
    approximate: bool = False

    @property
    def mark(self) -> str:
        """How EDTF writes it: an empty string, `?`, `~` or `%` (both)."""
        return _MARKS[self.uncertain, self.approximate]

    def __bool__(self) -> bool:
        return self.uncertain or self.approximate

    def __or__(self, other: Qualifiers) -> Qualifiers:
        if self is other:
            return self
        return Qualifiers(
            self.uncertain or other.uncertain, self.approximate or other.approximate
        )


_MARKS = {(False, False): "", (True, False): "?", (False, True): "~", (True, True): "%"}

UNQUALIFIED = Qualifiers()
"""No doubt was expressed."""

QUALIFIERS = {mark: Qualifiers(*flags) for flags, mark in _MARKS.items()}
"""The four qualifications by the mark that EDTF writes, none included."""


def written(components: tuple[str, ...], marks: tuple[Qualifiers, ...]) -> str:
    """The components of a date joined by `-`, with their marks in normal form.

    Components from the left that share a mark carry it once, on their right (a
    group); every other marked component carries its own on its left. So `?2004-06`
    becomes `2004?-06`, and a date marked as a whole ends in its mark.
    """
    shared = 1
    while shared < len(marks) and marks[shared] == marks[0]:
        shared += 1
    group = "-".join(components[:shared]) + marks[0].mark
    alone = (
        f"-{mark.mark}{component}"
        for component, mark in zip(components[shared:], marks[shared:], strict=True)
    )
    return group + "".join(alone)
