"""Every belief about an event in turn, as JSON (docs/changes.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.beliefs.changes_json import change_as_json
from geotimeline.formats.json import Json, instant_as_json
from geotimeline.model.event import ALWAYS
from geotimeline.model.knowing_words import assumption_words
from geotimeline.model.turns import Turn

if TYPE_CHECKING:
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Claim
    from geotimeline.model.turns import Change


def why_as_json(change: Change) -> dict[str, Json]:
    """Give a belief, or a lapse, as plain JSON values: a change with its reasons."""
    entered = change.entered if isinstance(change, Turn) else ()
    return {
        **change_as_json(change),
        "known": [_known(claim) for claim in entered],
        "counting": [claim.id for claim in change.belief.counting],
        "aside": _aside(change.belief),
        "contradicting": [claim.id for claim in change.belief.contradicting],
    }


def _known(claim: Claim) -> dict[str, Json]:
    """Say from when a claim counts as known, and what stands in for `recorded`."""
    always = claim.known_from == ALWAYS
    return {
        "claim": claim.id,
        "from": None if always else instant_as_json(claim.known_from),
        "assumed": assumption_words(claim) or None,
    }


def _aside(belief: Belief) -> list[Json]:
    return [
        {"claim": one.claim.id, "reason": one.reason.value, "by": one.by.id}
        for one in belief.aside
    ]
