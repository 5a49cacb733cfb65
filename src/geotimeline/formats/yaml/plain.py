r"""Fold the plain lines of which most files consist, without the cost of a YAML parser.

Lines such as `name: value`, `- value`, `name: [a, b]` mean the same to every reader of
YAML. A file of nothing else is read here, three times as fast as through libyaml; at
the first line that takes more knowledge the file is left to the parser. Tests hold the
two readings together on any text.

The patterns give nothing back (`*+`, `++`), so that no text makes them slow. Texts are
interned: the names and words of thousands of events are mostly the same few.
"""

from __future__ import annotations

import re
from sys import intern
from typing import TypeVar

from geotimeline.formats.yaml.nodes import Node, YamlList, YamlMapping

Collection = TypeVar("Collection", YamlMapping, YamlList)

_DEEPEST = 32
_NAME = r"[A-Za-z_][A-Za-z0-9_-]{0,99}+(?:\ [A-Za-z0-9_-]{1,40}+){0,5}+"
_QUOTED = r""" "[^"\\\t]*+" | '[^'\t]*+' """
_WORD = r"[\w./+~()=;-]++(?::[\w/][\w./+~()=;-]*+)*+"
_IN_BRACKETS = rf"(?:{_QUOTED} | (?=[\w./(]){_WORD}(?:\ ++{_WORD})*+ )"
_PAIR = rf"{_NAME}:\ ++{_IN_BRACKETS}"
_LIST = rf"\[\ *+(?:{_IN_BRACKETS}\ *+(?:,\ *+(?!\])|(?=\])))++\]"
_MAPPING = rf"\{{\ *+(?:{_PAIR}\ *+(?:,\ *+(?!\}})|(?=\}})))++\}}"
_PLAIN = (
    r"""[^\s,\[\]{}\#&*!|>'"%@`?:-][^\t:\#]*+(?:(?::(?=[^\ ])|(?<!\ )\#)[^\t:\#]*+)*+"""
)

_LINE = re.compile(
    rf"""
    (?P<indent>\ *+)
    (?P<dash>-\ ++)?+
    (?:(?P<name>{_NAME}):(?=\ |\Z)\ *+)?+
    (?:
      (?:(?P<quoted>{_QUOTED})|(?P<list>{_LIST})|(?P<mapping>{_MAPPING}))\ *+
      |(?P<plain>{_PLAIN})
    )?+
    (?:(?:(?<=\ )|(?<=^))\#.*+)?+
    """,
    re.VERBOSE,
)
_ITEMS = re.compile(_IN_BRACKETS, re.VERBOSE)
_PAIRS = re.compile(rf"({_NAME}):\ ++({_IN_BRACKETS})", re.VERBOSE)


class _NotPlainError(Exception):
    """A line takes a YAML parser to be read, or to be refused in the right words."""


def plain_tree(text: str) -> YamlMapping | None:
    """Give the root mapping of a text, or None if it takes a YAML parser to read it.

    Args:
        text: A text without control characters and without byte order mark.
    """
    if "\r" in text:
        return None
    lines = _Lines()
    match = _LINE.fullmatch
    try:
        for number, line in enumerate(text.split("\n"), 1):
            found = match(line)
            if found is None:
                return None
            lines.take(found, number)
    except _NotPlainError:
        return None
    return lines.root


class _Lines:
    """The collections that are open while lines are read, outermost first.

    Attributes:
        root: The mapping of the outermost names, once there is one.
        open: The open collections, each with its column.
        awaited: Name whose value begins on a later line; None if none does.
    """

    __slots__ = ("awaited", "open", "root")

    def __init__(self) -> None:
        self.root: YamlMapping | None = None
        self.open: list[tuple[int, YamlMapping | YamlList]] = []
        self.awaited: str | None = None

    def take(self, found: re.Match[str], number: int) -> None:
        """Take one line in.

        Raises:
            _NotPlainError: It does not fit where it stands.
        """
        indent, dash, name, quoted, in_list, in_mapping, plain = found.groups()
        value: Node | None = None
        if plain is not None:
            value = intern(plain.rstrip(" "))
        elif quoted is not None:
            value = intern(quoted[1:-1])
        elif in_list is not None:
            value = _list(in_list, number)
        elif in_mapping is not None:
            value = _mapping(in_mapping, number)
        column = len(indent)
        if dash is not None:
            mapping = None if name is None else YamlMapping(number)
            self.item(column, value if mapping is None else mapping, number)
            column += len(dash)
            if mapping is not None:
                self.enter(column, mapping)
        if name is not None:
            mapping = self.mapping_at(column, number)
            if name in mapping:
                raise _NotPlainError
            mapping[name] = "" if value is None else value
            mapping.lines[name] = number
            self.awaited = name if value is None else None
        elif dash is None and value is not None:
            raise _NotPlainError  # a text that goes on from the line above

    def item(self, column: int, value: Node | None, number: int) -> None:
        """Add an item to a list."""
        if value is None:
            raise _NotPlainError
        items = self.list_at(column, number)
        items.append(value)
        items.lines.append(number)
        self.awaited = None

    def mapping_at(self, column: int, number: int) -> YamlMapping:
        """Give the mapping whose names stand in a column, opening it if it is new."""
        while self.open:
            outer, parent = self.open[-1]
            if outer == column and type(parent) is YamlMapping:
                return parent
            if outer < column:
                return self.begin(YamlMapping(number), column)
            self.close()
        if self.root is not None or column:
            raise _NotPlainError
        self.root = YamlMapping(number)
        self.enter(0, self.root)
        return self.root

    def list_at(self, column: int, number: int) -> YamlList:
        """Give the list whose dashes stand in a column, opening it if it is new."""
        while self.open:
            outer, parent = self.open[-1]
            if outer == column and type(parent) is YamlList:
                return parent
            if outer < column or (outer == column and self.awaited is not None):
                return self.begin(YamlList(number), column)
            self.close()
        raise _NotPlainError

    def begin(self, value: Collection, column: int) -> Collection:
        """Begin the value that the innermost mapping awaits."""
        parent = self.open[-1][1]
        if self.awaited is None or type(parent) is not YamlMapping:
            raise _NotPlainError
        parent[self.awaited] = value
        self.enter(column, value)
        return value

    def close(self) -> None:
        """Close the innermost collection; what it awaited stays empty."""
        self.open.pop()
        self.awaited = None

    def enter(self, column: int, value: YamlMapping | YamlList) -> None:
        """Open a collection."""
        if len(self.open) == _DEEPEST:
            raise _NotPlainError
        self.open.append((column, value))


def _list(source: str, number: int) -> YamlList:
    items = YamlList(number)
    items.source = source
    items.extend(map(_bare, _ITEMS.findall(source)))
    items.lines = [number] * len(items)
    return items


def _mapping(source: str, number: int) -> YamlMapping:
    mapping = YamlMapping(number)
    mapping.source = source
    pairs = _PAIRS.findall(source)
    mapping.update((name, _bare(value)) for name, value in pairs)
    if len(mapping) < len(pairs):
        raise _NotPlainError  # a name is given twice
    mapping.lines = dict.fromkeys(mapping, number)
    return mapping


def _bare(text: str) -> str:
    """Give a text without its quotation marks, if it has any."""
    return intern(text[1:-1] if text[0] in "\"'" else text)
