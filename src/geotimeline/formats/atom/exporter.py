"""What moved, as an Atom feed (RFC 4287) for feed readers: an entry for each change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nsmallest
from typing import TYPE_CHECKING, ClassVar
from uuid import NAMESPACE_URL, uuid5

from geotimeline.formats.atom.entries import entry_text
from geotimeline.formats.atom.xml_text import xml_attribute, xml_text
from geotimeline.formats.json import instant_as_json
from geotimeline.formats.terminal import plain
from geotimeline.formats.web_addresses import web_address
from geotimeline.interfaces.export_options import expect_known, iri, whole_number
from geotimeline.interfaces.exporters import ExportOptionError
from geotimeline.model.changes import changes, newest_first
from geotimeline.model.event import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geotimeline.interfaces.exporters import ExportRequest
    from geotimeline.model.turns import Change

NAMESPACE = "http://www.w3.org/2005/Atom"
PROGRAM = "geotimeline"
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
"""When a feed without entries was last revised: constant, so that its bytes stay."""

_MOST_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class _Options:
    """What the user chose.

    Attributes:
        id: The feed's own identity, an IRI.
        self: Where the feed is found; empty if not told.
        author: Who stands for entries that name nobody.
        entries: How many changes there are at most, the newest.
    """

    id: str
    self: str
    author: str
    entries: int


class AtomExporter:
    """Writes the newest changes as a feed that feed readers follow."""

    media_type: ClassVar[str] = "application/atom+xml; charset=utf-8"
    options: ClassVar[Mapping[str, str]] = {
        "id": "identity of the feed, an IRI: else made of its title and query",
        "self": "the address at which the feed is found",
        "author": "who stands for changes that name nobody: else geotimeline",
        "entries": f"how many changes at most, up to {_MOST_ENTRIES}: else 100",
    }

    def export(self, request: ExportRequest) -> Iterator[str]:
        """Give the feed entry by entry; bytes depend on the UTC day of `now` only.

        Raises:
            ExportOptionError: An option cannot be understood; nothing was given yet.
        """
        expect_known(request.options, self.options)
        return _pieces(request, _read(request))


def _read(request: ExportRequest) -> _Options:
    chosen = request.options
    identity = iri(chosen, "id") or _identity(request)
    address = chosen.get("self", request.address)
    if "self" in chosen and not web_address(address):
        message = f"no value of `self` {address!r}; expected an address with https://"
        raise ExportOptionError(message)
    return _Options(
        id=identity,
        self=web_address(address),
        author=plain(chosen.get("author", "")) or PROGRAM,
        entries=whole_number(chosen, "entries", default=100, most=_MOST_ENTRIES),
    )


def _identity(request: ExportRequest) -> str:
    name = f"{PROGRAM}:{request.title!a}:{request.query.text!a}"
    return uuid5(NAMESPACE_URL, name).urn


def _pieces(request: ExportRequest, options: _Options) -> Iterator[str]:
    found = changes(
        request.timeline,
        as_of=request.known_until,
        until=request.today,
        query=request.query,
    )
    undated: Counter[datetime] = Counter()
    newest = nsmallest(options.entries, _dated(found, undated), key=newest_first)
    yield _head(request, options, newest)
    feed = uuid5(NAMESPACE_URL, ascii(options.id))
    for change in newest:
        yield entry_text(change, feed)
    yield "</feed>\n"
    if undated:
        request.warn(_left_out_words(undated.total()))


def _dated(found: Iterable[Change], undated: Counter[datetime]) -> Iterator[Change]:
    """Yield what has an instant, which every entry needs; count the rest."""
    for change in found:
        if change.at == ALWAYS:
            undated[change.at] += 1
        else:
            yield change


def _head(request: ExportRequest, options: _Options, newest: Sequence[Change]) -> str:
    """Write what stands before the entries (RFC 4287 §4.1.1)."""
    updated = newest[0].at if newest else BEGINNING
    title = plain(request.title) or PROGRAM
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="{NAMESPACE}">',
        f"<id>{xml_text(options.id)}</id>",
        f"<title>{xml_text(title)}</title>",
        f"<updated>{instant_as_json(updated)}</updated>",
        f"<author><name>{xml_text(options.author)}</name></author>",
        f"<generator>{PROGRAM}</generator>",
    ]
    if request.description:
        lines.append(f"<subtitle>{xml_text(plain(request.description))}</subtitle>")
    if options.self:
        address = xml_attribute(options.self)
        kind = "application/atom+xml"
        lines.append(f'<link rel="self" type="{kind}" href="{address}"/>')
    return "\n".join((*lines, ""))


def _left_out_words(count: int) -> str:
    what = "1 belief" if count == 1 else f"{count} beliefs"
    verb = "was" if count == 1 else "were"
    return f"{what} held since always {verb} left out: no claim says since when"
