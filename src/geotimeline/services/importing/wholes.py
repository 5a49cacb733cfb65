"""Events that come whole, from another data folder: their claims join those here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geotimeline.formats.events.fields import claim_fields, event_fields, source_fields
from geotimeline.services.importing.marks import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from geotimeline.formats.yaml.scalars import Writable
    from geotimeline.model.event import Claim, Event

    Fields = Mapping[str, Writable]

_NOT_COMPARED = ("id", "sources")


class WholeNews(NamedTuple):
    """What a whole event says that its file here does not.

    Attributes:
        claims: To be added, in their order.
        differing: Names of fields, and `claim ID`, that say something else here; ours
            stay.
    """

    claims: tuple[Fields, ...]
    differing: tuple[str, ...]


def news_of_whole(
    ours: Event, theirs: Event, known_sources: Collection[str]
) -> WholeNews:
    """Compare an event with itself as it comes from elsewhere.

    Args:
        ours: As it is here.
        theirs: As it is there.
        known_sources: Ids of the sources that its file here may cite.
    """
    added: list[Fields] = []
    differing = [*_differing(event_fields(ours, ()), event_fields(theirs, ()))]
    for claim in theirs.claims:
        here, fields = ours.claim(claim.id), claim_fields(claim, theirs)
        if here is None:
            added.append(_with_source(fields, claim, known_sources))
        elif digest(claim_fields(here, ours)) != digest(fields):
            differing.append(f"claim {claim.id}")
    return WholeNews(tuple(added), tuple(differing))


def _differing(here: Fields, there: Fields) -> Iterator[str]:
    for name in dict.fromkeys((*there, *here)):
        same = digest(here.get(name, "")) == digest(there.get(name, ""))
        if not same and name not in _NOT_COMPARED:
            yield name


def _with_source(fields: Fields, claim: Claim, known: Collection[str]) -> Fields:
    """Write out the source of a claim where its id means nothing here."""
    if claim.source is None or not claim.source.id or claim.source.id in known:
        return fields
    return {**fields, "source": source_fields(claim.source)}
