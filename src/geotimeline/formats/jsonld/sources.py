"""Who said it and where it can be read, in the words of schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.jsonld.dates import iso_date
from geotimeline.formats.web_addresses import web_address

if TYPE_CHECKING:
    from geotimeline.formats.json import Json
    from geotimeline.model.event import Claim, Source


def said_by(claim: Claim) -> dict[str, Json] | None:
    """Give a claim as a Quotation, or else as the work in which it stands; or None.

    Whoever said it may be a person or an office: the node says neither.
    """
    work = _work(claim.source) if claim.source else None
    if not claim.quote:
        return work
    by = claim.by
    return {
        "@type": "Quotation",
        "text": claim.quote,
        "creator": {"name": by.name, "description": by.role} if by else None,
        "dateCreated": iso_date(claim.said),
        "url": web_address(claim.url),
        "isPartOf": work,
    }


def _work(source: Source) -> dict[str, Json]:
    publisher = source.publisher
    return {
        "@type": "CreativeWork",
        "name": source.title or source.id,
        "publisher": {"@type": "Organization", "name": publisher}
        if publisher
        else None,
        "datePublished": iso_date(source.published),
        "url": web_address(source.url),
    }
