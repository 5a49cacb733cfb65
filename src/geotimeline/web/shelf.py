"""Bodies made once and kept: whoever comes while one is made waits for the same."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from geotimeline.web.bodies import Body

MOST_BYTES = 256 * 1024 * 1024
"""Beyond this, what nobody has asked for the longest is let go."""


class _Kept(NamedTuple):
    """A body, or what is making it.

    Attributes:
        edition: Number of the edition that it belongs to.
        making: Gives the body.
    """

    edition: int
    making: asyncio.Task[Body]


class Shelf:
    """Keeps bodies by name; used from one event loop, which making never holds up."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        """Begin with nothing.

        Args:
            most_bytes: How much to keep; the body asked for last is kept in any case.
        """
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()

    async def take(
        self, name: Hashable, edition: int, make: Callable[[Body | None], Body]
    ) -> Body:
        """Give the body of that name, made in a thread if it is of an older edition.

        Args:
            name: What it is called.
            edition: Number of the present edition.
            make: Makes it; is given the body of that name before, if there was one.
                What it raises is raised here, and the next to ask makes it anew.
        """
        kept = self._kept.get(name)
        if kept is None or kept.edition != edition:
            making = asyncio.create_task(asyncio.to_thread(make, _made(kept)))
            kept = self._kept[name] = _Kept(edition, making)
        self._kept.move_to_end(name)
        try:
            body = await asyncio.shield(kept.making)
        except Exception:
            if self._kept.get(name) is kept:
                del self._kept[name]
            raise
        self._let_go()
        return body

    def _let_go(self) -> None:
        sizes = {name: _size(kept) for name, kept in self._kept.items()}
        total = sum(sizes.values())
        for name, size in list(sizes.items())[:-1]:
            if total <= self._most_bytes:
                break
            del self._kept[name]
            total -= size


def _made(kept: _Kept | None) -> Body | None:
    """Give the body, if it has been made."""
    if kept is None or not kept.making.done() or kept.making.cancelled():
        return None
    return kept.making.result() if kept.making.exception() is None else None


def _size(kept: _Kept) -> int:
    body = _made(kept)
    return 0 if body is None else body.size
