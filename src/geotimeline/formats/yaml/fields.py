"""Tables of fields: what may stand in a mapping, and one reader for all of them.

The same table reads a file, names the nearest known field, makes the JSON Schema and
is compared with the documentation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from geotimeline.formats.yaml.faults import Fault, RefusedError, did_you_mean
from geotimeline.formats.yaml.nodes import Node, YamlList, YamlMapping, as_plain
from geotimeline.planning.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geotimeline.model.event import Source

T = TypeVar("T")
OWN = "x-"
"""How names of the user's own fields begin."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reader may look up outside the text it reads.

    Attributes:
        path: File that is read, relative to the data folder.
        settings: Zone and speakers of the data folder.
        shared_sources: Sources of events/sources.yaml, by id.
        own_sources: Sources of the file itself; they come first.
    """

    path: str = ""
    settings: Settings = field(default_factory=Settings)
    shared_sources: Mapping[str, Source] = field(default_factory=dict)
    own_sources: Mapping[str, Source] = field(default_factory=dict)


class Kind(NamedTuple, Generic[T]):
    """What the value of a field is.

    Attributes:
        words: In the words of the documentation, such as `a date`.
        read: Gives the value of a node; raises RefusedError.
        schema: The same as JSON Schema (draft 2020-12).
    """

    words: str
    read: Callable[[Node, Scope], T]
    schema: Mapping[str, object]


class Field(NamedTuple):
    """One field that a file may hold.

    Attributes:
        name: As written in the file.
        kind: What its value is.
        meaning: What it says, in one line.
        example: A value as written in a file.
        required: Whether it must be there.
        attribute: Attribute of the model that it fills; empty where the reader of the
            whole mapping looks at it itself.
    """

    name: str
    kind: Kind[Any]  # a table holds fields of every kind
    meaning: str
    example: str
    required: bool = False
    attribute: str | None = None

    @property
    def fills(self) -> str:
        """The attribute of the model that it fills; its own name by default."""
        return self.name if self.attribute is None else self.attribute


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The fields of one sort of mapping.

    Attributes:
        of: What the mapping describes, such as `a claim`.
        fields: In the order of the documentation.
        strays: Names that people put here by mistake, each with what would be right.
        own_fields: Whether the user's own `x-*` fields may stand here.
        by_name: The attribute and the reader of each field.
    """

    of: str
    fields: tuple[Field, ...]
    strays: Mapping[str, str] = field(default_factory=dict)
    own_fields: bool = True
    by_name: Mapping[str, tuple[str, Callable[[Node, Scope], Any]]] = field(init=False)
    required: tuple[Field, ...] = field(init=False)

    def __post_init__(self) -> None:
        readers = {found.name: (found.fills, found.kind.read) for found in self.fields}
        object.__setattr__(self, "by_name", readers)
        required = tuple(found for found in self.fields if found.required)
        object.__setattr__(self, "required", required)

    def required_field(self, name: str) -> Field | None:
        """Give the field of that name if it must be there, else None."""
        return next((one for one in self.required if one.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in the order of the documentation."""
        return tuple(found.name for found in self.fields)


def read_fields(
    node: Node, table: FieldTable, scope: Scope, faults: list[Fault]
) -> dict[str, Any]:  # the values of one mapping are of every kind
    """Give the attributes that the fields of a mapping fill; `extra` holds `x-*`.

    Args:
        node: What should be the mapping.
        table: The fields it may have.
        scope: What the readers may look up.
        faults: Is given what is wrong; the fields concerned are left out.
    """
    found: dict[str, Any] = {}
    if type(node) is not YamlMapping:
        faults.append(Fault(f"expected the fields of {table.of}, not {said(node)}"))
        return found
    by_name = table.by_name
    for name, value in node.items():
        try:
            if name in by_name:
                attribute, read = by_name[name]
                if attribute:
                    found[attribute] = read(value, scope)
            elif table.own_fields and name.startswith(OWN):
                found.setdefault("extra", {})[name] = as_plain(value)
            else:
                raise _unknown(name, table)
        except RefusedError as error:
            line = node.lines[name]
            wanted = None if value else table.required_field(name)
            faults += error.under(name, line) if wanted is None else [_no(wanted, line)]
    faults += [_no(one, node.line) for one in table.required if one.name not in node]
    return found


def read_items(
    node: Node, read: Callable[[Node, Scope], T], scope: Scope
) -> tuple[T, ...]:
    """Read every item of a list, or the one value that stands for a list of one.

    Raises:
        RefusedError: Items are wrong, all of them named; or the list is empty.
    """
    if type(node) is not YamlList:
        return (read(node, scope),)
    if not node:
        raise RefusedError(
            Fault("is an empty list; leave the field out to say nothing")
        )
    found: list[T] = []
    faults: list[Fault] = []
    for index, item in enumerate(node):
        try:
            found.append(read(item, scope))
        except RefusedError as error:
            faults.extend(error.under(f"[{index}]", node.lines[index]))
    if faults:
        raise RefusedError(*faults)
    return tuple(found)


def read_named(
    node: Node, read: Callable[[Node, Scope], T], scope: Scope
) -> dict[str, T]:
    """Read a mapping whose names are the user's own.

    Raises:
        RefusedError: It is no mapping, is empty, or values are wrong, all named.
    """
    if type(node) is not YamlMapping:
        raise RefusedError(Fault(f"expected names with a value each, not {said(node)}"))
    if not node:
        raise RefusedError(Fault("is empty; leave the field out to say nothing"))
    found: dict[str, T] = {}
    faults: list[Fault] = []
    for name, value in node.items():
        try:
            found[name] = read(value, scope)
        except RefusedError as error:
            faults.extend(error.under(name, node.lines[name]))
    if faults:
        raise RefusedError(*faults)
    return found


def said(node: Node) -> str:
    """Say what a node is, for a sentence that expected something else."""
    if isinstance(node, YamlMapping):
        return "fields of its own"
    if isinstance(node, YamlList):
        return "a list"
    shown = node if len(node) <= 40 else node[:39] + "…"  # noqa: PLR2004 (part of a line)
    return f"the text {shown!r}" if node.strip() else "nothing"


def _no(wanted: Field, line: int) -> Fault:
    meaning = wanted.meaning.rstrip(".")
    return Fault(f"`{wanted.name}` is missing: {meaning}", line=line)


def _unknown(name: str, table: FieldTable) -> RefusedError:
    if name in table.strays:
        return RefusedError(Fault(table.strays[name]))
    hint = did_you_mean(name, table.names)
    if table.own_fields and hint.startswith("known"):
        hint += f"; fields of your own begin with `{OWN}`"
    return RefusedError(Fault(f"{table.of} has no field `{name}`; {hint}"))
