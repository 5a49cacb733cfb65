"""What `on:` names: kinds of revision, and from which size on they are told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.model.revision import RevisionKind

if TYPE_CHECKING:
    from geotimeline.model.revision import Revision

LAPSED = "lapsed"
"""Told like a revision, though time alone brings it about."""

_TRIGGER = re.compile(
    r"(?P<kind>[a-z-]+)(?:\s*>=\s*(?P<count>[0-9]{1,5})(?P<unit>[dw]))?"
)
_DAYS = {"d": 1, "w": 7}
_SIZED = (
    RevisionKind.SLIPPED,
    RevisionKind.ADVANCED,
    RevisionKind.LENGTHENED,
    RevisionKind.SHORTENED,
)
NAMES = (*(kind.value for kind in RevisionKind), LAPSED)


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry of `on:`.

    Attributes:
        kind: The kind of revision; None for a lapse.
        at_least_days: Only where the size possibly is so much.
    """

    kind: RevisionKind | None
    at_least_days: int = 0

    @classmethod
    def parse(cls, text: str) -> Trigger:
        """Read `narrowed`, `slipped >= 7d`, `lapsed`.

        Raises:
            ValueError: It is written otherwise, or has a size that the kind lacks.
        """
        match = _TRIGGER.fullmatch(text.strip())
        if match is None or match["kind"] not in NAMES:
            raise ValueError(_unknown(text))
        count = int(match["count"] or 0) * _DAYS[match["unit"] or "d"]
        lapsed = match["kind"] == LAPSED
        kind = None if lapsed else RevisionKind(match["kind"])
        if match["count"] and kind not in _SIZED:
            sized = ", ".join(one.value for one in _SIZED)
            message = f"{text!r}: only {sized} have a size"
            raise ValueError(message)
        return cls(kind, count)

    def __str__(self) -> str:
        name = LAPSED if self.kind is None else self.kind.value
        return f"{name} >= {self.at_least_days}d" if self.at_least_days else name

    def takes(self, revision: Revision) -> bool:
        """Say whether a revision is told; one whose size is uncertain, if it may be."""
        if revision.kind is not self.kind:
            return False
        return not self.at_least_days or (
            revision.size is not None and revision.size.may_reach(self.at_least_days)
        )


def _unknown(text: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 (only for the hint)

    word, *rest = text.replace(">", " >").split(maxsplit=1) or [""]
    near = get_close_matches(word, NAMES, n=1)
    if rest and word in NAMES:
        hint = "a size is written as in `slipped >= 7d`"
    elif near:
        hint = f"did you mean {near[0]!r}?"
    else:
        hint = f"expected {', '.join(NAMES)}, with a size as in `slipped >= 7d`"
    return f"cannot read {text!r}: {hint}"
