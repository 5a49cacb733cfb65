"""Changes as JSON, stable between releases (docs/changes.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.beliefs.changes_words import what_words
from geotimeline.formats.json import (
    Json,
    bounding_as_json,
    claim_as_json,
    instant_as_json,
    window_as_json,
)
from geotimeline.model.event import ALWAYS
from geotimeline.model.revision_words import revision_words
from geotimeline.model.turns import Turn

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event
    from geotimeline.model.revision import Revision
    from geotimeline.model.turns import Change, Lapse

LAPSED = "lapsed"
"""The kind under which a lapse stands among revisions; it has no size."""


def change_as_json(change: Change) -> dict[str, Json]:
    """Give a change as plain JSON values; docs/changes.md says what each means."""
    event, belief = change.event, change.belief
    before = change.before if isinstance(change, Turn) else belief
    return {
        "id": event.id,
        "uid": event.stable_uid,
        "title": event.title,
        "type": event.type,
        "milestone": belief.milestone,
        "at": at_as_json(change.at),
        "words": what_words(change),
        "revisions": revisions_as_json(change),
        "before": None if before is None else outlook_as_json(event, before),
        "after": outlook_as_json(event, belief),
        "claims": (
            [claim_as_json(claim) for claim in change.entered]
            if isinstance(change, Turn)
            else []
        ),
    }


def at_as_json(at: datetime) -> str | None:
    """Write since when something was known; None for always."""
    return None if at == ALWAYS else instant_as_json(at)


def revisions_as_json(change: Change) -> list[dict[str, Json]]:
    """Give what changed, one object for each kind."""
    if isinstance(change, Turn):
        event, belief = change.event, change.belief
        return [_revision(one, event, belief) for one in change.revisions]
    return [_lapse(change)]


def outlook_as_json(event: Event, belief: Belief) -> dict[str, Json]:
    """Give what was believed, without the claims it rests on."""
    return {
        "status": belief.status.value,
        "window": window_as_json(belief.window, event),
        "contradicted": belief.is_contradicted,
        "narrowed_by": [bounding_as_json(one) for one in belief.boundings],
    }


def _revision(revision: Revision, event: Event, belief: Belief) -> dict[str, Json]:
    size = revision.size
    return {
        "kind": revision.kind.value,
        "words": revision_words(revision, event, belief),
        "least_days": None if size is None else size.least,
        "most_days": None if size is None else size.most,
        "before_days": revision.before,
        "after_days": revision.after,
    }


def _lapse(lapse: Lapse) -> dict[str, Json]:
    return {
        "kind": LAPSED,
        "words": what_words(lapse),
        "least_days": None,
        "most_days": None,
        "before_days": None,
        "after_days": None,
    }
