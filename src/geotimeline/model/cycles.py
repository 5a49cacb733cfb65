"""Things that lead back to themselves, found in any graph."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator, Mapping

T = TypeVar("T", bound="Hashable")


def cycles(leading: Mapping[T, Collection[T]]) -> Iterator[tuple[T, ...]]:
    """Yield cycles that share nothing with each other, until none is left.

    Args:
        leading: What leads directly to each thing.

    Yields:
        The things of a cycle, each leading to the next, and the last to the first.
    """
    left = dict(leading)
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            found: tuple[T, ...] = tuple(error.args[1][1:])
            yield found
            left = {thing: some for thing, some in left.items() if thing not in found}
        else:
            return
