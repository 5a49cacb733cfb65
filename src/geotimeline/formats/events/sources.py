"""Sources: by id in a file's `sources` or in events/sources.yaml, or written inline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.yaml.faults import Fault, RefusedError, did_you_mean
from geotimeline.formats.yaml.fields import Field, FieldTable, Kind, Scope, read_fields
from geotimeline.formats.yaml.kinds import (
    DATE,
    ID_PATTERN,
    LINE,
    identifier,
    line_of_text,
    named,
)
from geotimeline.formats.yaml.nodes import YamlMapping
from geotimeline.model.event import Source

if TYPE_CHECKING:
    from geotimeline.formats.yaml.nodes import Node

SOURCE_TABLE = FieldTable(
    of="a source",
    own_fields=False,
    fields=(
        Field("title", LINE, "Headline or name of the document.", '"Putin in Delhi"'),
        Field("publisher", LINE, "Who published it.", "Economic Times"),
        Field("url", LINE, "Where it stands on the web.", "https://example.org/a"),
        Field("published", DATE, "When, as an uncertain date.", '"2025-11"'),
    ),
)


def read_source(node: Node, scope: Scope) -> Source:
    """Read a source that is written out.

    Raises:
        RefusedError: A field is wrong, or nothing says which source it is.
    """
    faults: list[Fault] = []
    found = read_fields(node, SOURCE_TABLE, scope, faults)
    if not faults and not found.keys() - {"published"}:
        faults.append(Fault("a source needs a title, a publisher or a url"))
    if faults:
        raise RefusedError(*faults)
    return Source(**found)


def read_source_or_id(node: Node, scope: Scope) -> Source:
    """Read the source of a claim: the id of a known one, or one written out.

    Raises:
        RefusedError: There is no source of that id; the nearest is named.
    """
    if not isinstance(node, str):
        return read_source(node, scope)
    known = scope.own_sources.get(node) or scope.shared_sources.get(node)
    if known is not None:
        return known
    name = line_of_text(node, scope)
    if "://" in name:
        raise RefusedError(
            Fault(f"expected the id of a source; write an address as {{url: {name}}}")
        )
    hint = did_you_mean(name, (*scope.own_sources, *scope.shared_sources))
    raise RefusedError(
        Fault(f"no source {name!r} in this file or in events/sources.yaml; {hint}")
    )


def with_own_sources(node: Node, scope: Scope, faults: list[Fault]) -> Scope:
    """Give the scope in which the sources that a file or event brings are known.

    Args:
        node: The file or event; its field `sources` is read, if it has one.
        scope: What is known so far.
        faults: Is given what is wrong.
    """
    if not isinstance(node, YamlMapping) or "sources" not in node:
        return scope
    try:
        found = SOURCES.read(node["sources"], scope)
        own = {
            identifier(name, scope): Source(
                name, source.title, source.publisher, source.url, source.published
            )
            for name, source in found.items()
        }
    except RefusedError as error:
        faults.extend(error.under("sources", node.lines["sources"]))
        return scope
    own = {**scope.own_sources, **own} if scope.own_sources else own
    return Scope(scope.path, scope.settings, scope.shared_sources, own)


SOURCE = Kind("source", read_source, {"$ref": "#/$defs/source"})
SOURCES = named(SOURCE, "sources by id")
SOURCE_OR_ID = Kind(
    "id of a source, or a source",
    read_source_or_id,
    {"anyOf": [{"type": "string", "pattern": f"^{ID_PATTERN}$"}, SOURCE.schema]},
)
