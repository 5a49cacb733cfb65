"""What a YAML file is made of here: texts, and mappings and lists with their lines."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_BLOCKS: Mapping[str, int] = MappingProxyType({})


class YamlMapping(dict[str, "Node"]):
    """The fields of a mapping, in the order of the file.

    Attributes:
        line: Line on which it begins, from 1.
        lines: Line of each key.
        source: The text it stands for, if it is written `{…}` on one line; or empty.
        blocks: First line of each text that is written below its key, line for line
            (`key: |`).
    """

    __slots__ = ("blocks", "line", "lines", "source")

    def __init__(self, line: int) -> None:
        self.line = line
        self.lines: dict[str, int] = {}
        self.source = ""
        self.blocks: Mapping[str, int] = _NO_BLOCKS


class YamlList(list["Node"]):
    """The items of a list.

    Attributes:
        line: Line on which it begins, from 1.
        lines: Line of each item.
        source: The text it stands for, if it is written `[…]` on one line; or empty.
    """

    __slots__ = ("line", "lines", "source")

    def __init__(self, line: int) -> None:
        self.line = line
        self.lines: list[int] = []
        self.source = ""


Node = str | YamlMapping | YamlList
"""A text, or what is made of texts."""


def as_plain(node: Node) -> object:
    """Give texts, dicts and lists without their lines."""
    if isinstance(node, YamlMapping):
        return {name: as_plain(value) for name, value in node.items()}
    if isinstance(node, YamlList):
        return [as_plain(item) for item in node]
    return node
