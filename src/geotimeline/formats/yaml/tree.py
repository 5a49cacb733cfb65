"""Read a YAML file as texts, mappings and lists that know their lines.

Scalars stay the texts that they are: `NO`, `2025-02-30`, `12:30` and `0123` are what
they look like. A file of plain lines only is read without a YAML parser, and none is
imported; every other file is left to one (`yaml_fold`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geotimeline.formats.yaml.faults import Fault, RefusedError
from geotimeline.formats.yaml.plain import plain_tree

if TYPE_CHECKING:
    from geotimeline.formats.yaml.nodes import Node

LARGEST_FILE_BYTES: Final = 10 * 2**20
"""Larger files are refused: split the events over several files."""

_UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Control characters, and line ends that only some programs count."""


def read_tree(text: str) -> Node:
    """Read one YAML document; a file without one gives the empty text.

    Raises:
        RefusedError: It is not YAML, or not the plain part of it that is read here.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > LARGEST_FILE_BYTES:
        raise RefusedError(Fault(too_large(), line=1))
    if (found := _UNREADABLE.search(text)) is not None:
        raise RefusedError(_unreadable(text, found))
    tree = plain_tree(text)
    if tree:
        return tree
    from geotimeline.formats.yaml.fold import fold  # noqa: PLC0415 (imports a parser)

    return fold(text)


def too_large() -> str:
    """Say that a file is too large to be read."""
    mebibytes = LARGEST_FILE_BYTES // 2**20
    return f"is larger than {mebibytes} MiB; split it into several files"


def _unreadable(text: str, found: re.Match[str]) -> Fault:
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    message = (
        f"the character U+{ord(found[0]):04X} at column {column} cannot be part of a "
        "text file; remove it"
    )
    return Fault(message, line=line)
