"""How an event stands to others, as it stands in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.yaml.faults import Fault, RefusedError
from geotimeline.formats.yaml.fields import (
    Field,
    FieldTable,
    Kind,
    read_fields,
    read_items,
)
from geotimeline.formats.yaml.kinds import (
    ID_PATTERN,
    identifier,
    line_of_text,
    list_of,
)
from geotimeline.formats.yaml.nodes import YamlMapping
from geotimeline.model.event import Relation
from geotimeline.model.vocabulary import EVENT_ITSELF, RelationKind

if TYPE_CHECKING:
    from geotimeline.formats.yaml.fields import Scope
    from geotimeline.formats.yaml.nodes import Node


def read_target(node: Node, scope: Scope) -> tuple[str, str]:
    """Read `ID` or `ID#MILESTONE`: which event, and which stage of it.

    Raises:
        RefusedError: It is written otherwise.
    """
    event_id, mark, milestone = line_of_text(node, scope).partition("#")
    if mark and not milestone:
        raise RefusedError(Fault(f"expected a milestone after `#` in {event_id!r}"))
    identifier(event_id, scope)
    return event_id, identifier(milestone, scope) if mark else EVENT_ITSELF


TARGETS = list_of(
    Kind(
        "id of an event, or id#milestone",
        read_target,
        {"type": "string", "pattern": f"^{ID_PATTERN}(#{ID_PATTERN})?$"},
    ),
    "id of an event or id#milestone, or a list of them",
)
_KINDS = {kind.value: kind for kind in RelationKind}
RELATION_TABLE = FieldTable(
    of="a relation",
    own_fields=False,
    fields=(
        Field("before", TARGETS, "It is not later than the other.", "sanctions"),
        Field(
            "after", TARGETS, "It is not earlier than the other.", "sanctions#signed"
        ),
        Field("part-of", TARGETS, "It falls within the other.", "un-assembly"),
        Field("responds-to", TARGETS, "It answers the other.", "[tariff, sanctions]"),
        Field("announces", TARGETS, "It says that the other will be.", "visit"),
    ),
)


def read_relations(node: Node, scope: Scope) -> tuple[Relation, ...]:
    """Read `{before: ID}`, a list of such, or `{before: [ID, ID#MILESTONE]}`.

    Raises:
        RefusedError: There is no such kind of relation, or a target is no id.
    """
    read = read_items(node, _relations, scope)
    return tuple(relation for some in read for relation in some)


def _relations(node: Node, scope: Scope) -> tuple[Relation, ...]:
    faults: list[Fault] = []
    found = read_fields(node, RELATION_TABLE, scope, faults)
    if not faults and not found:
        faults.append(Fault("expected such as `before: other-event`"))
    if faults:
        raise RefusedError(*faults)
    lines = node.lines if isinstance(node, YamlMapping) else {}
    return tuple(
        Relation(_KINDS[name], event_id, milestone, lines[name])
        for name, targets in found.items()
        for event_id, milestone in targets
    )


_SCHEMA = {"$ref": "#/$defs/relation"}
RELATIONS = Kind(
    "relations",
    read_relations,
    {"anyOf": [_SCHEMA, {"type": "array", "items": _SCHEMA, "minItems": 1}]},
)
