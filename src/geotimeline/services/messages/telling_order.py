"""In which order a digest tells: by event, soonest first, then as things fell due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.services.messages.composing import read_payload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.messages import Message
    from geotimeline.model.bounding import Key


@dataclass(frozen=True, slots=True)
class TellingOrder:
    """The order of what is believed, ready to sort what is to be told.

    Attributes:
        places: Where each milestone stands, the soonest first; what is not there comes
            last.
    """

    places: Mapping[Key, int]

    @classmethod
    def of(cls, keys: Iterable[Key]) -> TellingOrder:
        """Take the order in which a timeline gives its rows."""
        return cls({key: place for place, key in enumerate(keys)})

    def messages(self, entries: Iterable[Entry]) -> tuple[Message, ...]:
        """Give the messages of entries in the order in which they are told."""
        ordered = sorted(entries, key=self._place)
        return tuple(read_payload(entry.payload) for entry in ordered)

    def _place(self, entry: Entry) -> tuple[object, ...]:
        identity = entry.identity
        place = self.places.get((identity.event, identity.milestone), len(self.places))
        return place, identity.event, identity.milestone, entry.due_at, entry.key
