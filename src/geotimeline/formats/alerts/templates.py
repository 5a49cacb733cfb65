"""Templates of messages as they stand in a file: their words, not what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.yaml.faults import Fault, RefusedError
from geotimeline.formats.yaml.fields import Field, FieldTable, Kind, read_fields
from geotimeline.formats.yaml.kinds import LINE, PROSE, prose
from geotimeline.formats.yaml.nodes import YamlMapping
from geotimeline.planning.templates import Template

if TYPE_CHECKING:
    from geotimeline.formats.yaml.fields import Scope
    from geotimeline.formats.yaml.nodes import Node


def read_words(node: Node, scope: Scope) -> str:
    """Read the text of a body; blank lines above it count as lines.

    Raises:
        RefusedError: It is no text, or says nothing.
    """
    prose(node, scope)
    return str(node).rstrip()


_WORDS = Kind(PROSE.words, read_words, PROSE.schema)
TEMPLATE_TABLE = FieldTable(
    of="a template",
    fields=(
        Field("title", LINE, "Of the title.", '"{{ what }}: {{ when }}"'),
        Field("body", _WORDS, "Of the body.", '"{{ why }}. {{ quote }}"'),
    ),
    strays={"subject": "a template has no field `subject`; write `title`"},
)


def read_template(node: Node, scope: Scope) -> Template:
    """Read one template; its name is set by whoever reads all of them.

    Raises:
        RefusedError: Something is wrong, all of it named.
    """
    faults: list[Fault] = []
    found = read_fields(node, TEMPLATE_TABLE, scope, faults)
    if faults or not isinstance(node, YamlMapping):
        raise RefusedError(*faults)
    found.pop("extra", None)
    if not found:
        message = "says nothing: give it `title`, `body` or both"
        raise RefusedError(Fault(message, line=node.line))
    return Template(
        name="",
        **found,
        path=scope.path,
        line=node.line,
        title_line=node.lines.get("title", 0),
        body_line=node.blocks.get("body", node.lines.get("body", 0)),
        body_is_block="body" in node.blocks,
    )


TEMPLATE = Kind("template", read_template, {"$ref": "#/$defs/template"})
