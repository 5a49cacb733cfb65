"""What a file gets wrong, gathered on the way up from a field to its file."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEAR = 0.65  # `until` is not a misspelt `title`
_LONGEST_GUESS = 60  # nobody misspells a name into something longer


class Fault(NamedTuple):
    """One thing that is wrong.

    Attributes:
        message: What is wrong and what would be right, without a final stop.
        where: Place inside the part that was read, such as `claims[0].date`.
        line: Line in the file, from 1; 0 where only the part above knows it.
    """

    message: str
    where: str = ""
    line: int = 0


class RefusedError(Exception):
    """A part of a file cannot be taken; it never leaves the readers of this package.

    Attributes:
        faults: All that is wrong with the part, at least one.
    """

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults

    def under(self, name: str, line: int) -> Iterable[Fault]:
        """Give the faults as seen from the part above, in which this part has a name.

        Args:
            name: The field's name, or `[3]` for an item of a list.
            line: Line of this part, for faults that know none.
        """
        for fault in self.faults:
            joint = "." if fault.where and not fault.where.startswith("[") else ""
            where = f"{name}{joint}{fault.where}"
            yield Fault(fault.message, where, fault.line or line)

    def problems(self, path: str) -> tuple[Problem, ...]:
        """Give the faults as problems of a file, in the order of its lines."""
        found = (Problem(path, f.line or 1, f.where, f.message) for f in self.faults)
        return tuple(sorted(found))


@lru_cache(maxsize=1024)
def nearest(name: str, known: tuple[str, ...]) -> str:
    """Give the known name that was probably meant; empty if none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 (only for the hint)

    near = get_close_matches(name[:_LONGEST_GUESS], known, n=1, cutoff=_NEAR)
    return near[0] if near else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Say in words which name was probably meant, or which there are."""
    names = tuple(known)
    if near := nearest(name, names):
        return f"did you mean `{near}`?"
    if not names:
        return "there are none"
    shown = ", ".join(names[:24]) + (", …" if len(names) > 24 else "")  # noqa: PLR2004 (about two lines)
    return f"known are {shown}"
