"""One change as an entry of an Atom feed (RFC 4287 §4.1.2)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from geotimeline.formats.atom.xml_text import xml_attribute, xml_text
from geotimeline.formats.beliefs.changes_json import LAPSED
from geotimeline.formats.beliefs.changes_words import before_and_after_words, what_words
from geotimeline.formats.json import instant_as_json
from geotimeline.formats.terminal import plain
from geotimeline.formats.web_addresses import web_address
from geotimeline.model.turns import Turn
from geotimeline.model.words import claim_words, title_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.model.event import Claim
    from geotimeline.model.turns import Change

KINDS = "urn:geotimeline:revision"
"""The scheme of the categories that name what changed: slipped, confirmed, lapsed."""

XHTML = "http://www.w3.org/1999/xhtml"


def entry_text(change: Change, feed: UUID) -> str:
    """Write a change as an entry.

    Args:
        change: What changed, at a known instant.
        feed: What the entry's id is made from, with the change itself.
    """
    return "\n".join(("<entry>", *_elements(change, feed), "</entry>\n"))


def _elements(change: Change, feed: UUID) -> Iterator[str]:
    event, belief = change.event, change.belief
    title = f"{title_words(event, belief.milestone)}: {what_words(change)}"
    yield f"<id>{_identity(change, feed).urn}</id>"
    yield f"<title>{xml_text(plain(title))}</title>"
    yield f"<updated>{instant_as_json(change.at)}</updated>"
    for name in _authors(change):
        yield f"<author><name>{xml_text(name)}</name></author>"
    for word in dict.fromkeys(filter(None, map(plain, (event.type, *event.tags)))):
        yield f'<category term="{xml_attribute(word)}"/>'
    for kind in _kinds(change):
        yield f'<category scheme="{KINDS}" term="{kind}"/>'
    for number, address in enumerate(_addresses(change)):
        relation = "related" if number else "alternate"
        yield f'<link rel="{relation}" href="{xml_attribute(address)}"/>'
    yield from _content(change)


def _identity(change: Change, feed: UUID) -> UUID:
    """Give what stays the same while the words of a change may be corrected."""
    belief = change.belief
    said = "" if isinstance(change, Turn) else LAPSED
    of = (change.event.stable_uid, belief.milestone, change.at.isoformat(), said)
    return uuid5(feed, json.dumps(of))


def _authors(change: Change) -> list[str]:
    """Name who said it, else where it was read; nobody where nobody is named."""
    names = [claim.by.name for claim in _entered(change) if claim.by]
    if not names:
        sources = [claim.source for claim in _entered(change) if claim.source]
        names = [source.publisher or source.title for source in sources]
    return list(dict.fromkeys(filter(None, map(plain, names))))


def _entered(change: Change) -> tuple[Claim, ...]:
    """Give the claims that led to a change, newest said first."""
    return change.entered[::-1] if isinstance(change, Turn) else ()


def _kinds(change: Change) -> list[str]:
    if isinstance(change, Turn):
        return list(dict.fromkeys(one.kind.value for one in change.revisions))
    return [LAPSED]


def _addresses(change: Change) -> list[str]:
    """Give the pages that speak of it, those of the newest word first."""
    written = [
        address
        for claim in _entered(change)
        for address in (claim.url, claim.source.url if claim.source else "")
    ]
    found = map(web_address, (*written, change.event.url))
    return list(dict.fromkeys(filter(None, found)))


def _content(change: Change) -> Iterator[str]:
    before, now = before_and_after_words(change)
    was = f" (was: {before})" if before else ""
    yield f'<content type="xhtml"><div xmlns="{XHTML}">'
    yield f"<p>{xml_text(plain(now + was))}</p>"
    claims = [plain(claim_words(claim)) for claim in _entered(change)]
    if claims:
        yield "<ul>"
        yield from (f"<li>{xml_text(words)}</li>" for words in claims)
        yield "</ul>"
    yield "</div></content>"
