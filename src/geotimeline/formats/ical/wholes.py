"""What only we read back: an event whole, as properties that other readers pass over.

X-GEOTIMELINE-EVENT holds the fields of the event's file as JSON, each
X-GEOTIMELINE-CLAIM those of one claim, in the order of the file. The JSON is ASCII
alone: no client can break a character of it, and control characters survive.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geotimeline.formats.events.fields import claim_fields, event_fields

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.model.event import Event

Own = tuple[str, str]
"""Name, without `X-GEOTIMELINE-`, and value, not escaped yet."""

_as_json = json.JSONEncoder(separators=(",", ":")).encode


def whole(event: Event, as_of: datetime) -> Iterator[Own]:
    """Yield an event with all claims about it that were known at an instant, in UTC."""
    known = [claim for claim in event.claims if claim.known_from <= as_of]
    yield "EVENT", _as_json(event_fields(event, known))
    for claim in known:
        yield "CLAIM", _as_json(claim_fields(claim, event))


def has_several_entries(event: Event) -> bool:
    """Say whether more than one entry of a calendar may be about an event."""
    return event.recurs is not None or len(event.milestones) > 1
