"""Which sources a file brings along for the claims of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.yaml.nodes import YamlList, YamlMapping
from geotimeline.formats.yaml.tree import read_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.formats.yaml.nodes import Node


def source_names(text: str, event_id: str) -> Iterator[str]:
    """Yield the ids of the sources of a file, and of one of its events.

    Args:
        text: The whole file, without problems.
        event_id: Which event, where the file holds several.
    """
    root = read_tree(text)
    yield from _own(root)
    events = root.get("events") if isinstance(root, YamlMapping) else None
    for event in events if isinstance(events, YamlList) else ():
        if isinstance(event, YamlMapping) and event.get("id") == event_id:
            yield from _own(event)


def _own(node: Node) -> Iterator[str]:
    sources = node.get("sources") if isinstance(node, YamlMapping) else None
    if isinstance(sources, YamlMapping):
        yield from sources
