"""The shelf: what is made once, for how many at once, and what is let go."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime

import pytest

from geotimeline.web.bodies import Body
from geotimeline.web.shelf import Shelf

NOW = datetime(2025, 11, 25, 9, tzinfo=UTC)


class Maker:
    """Makes bodies, one at a time if it is told to wait."""

    def __init__(self, content: bytes = b"content") -> None:
        self.content = content
        self.given: list[Body | None] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def __call__(self, before: Body | None) -> Body:
        self.given.append(before)
        assert self.may_go_on.wait(30)
        return Body.of(self.content, "text/plain", NOW)


def test_many_who_ask_at_once_wait_for_one_making_that_holds_up_nobody() -> None:
    make = Maker()
    make.may_go_on.clear()
    shelf = Shelf()

    async def ask_often() -> list[Body]:
        asking = [asyncio.create_task(shelf.take("a", 1, make)) for _ in range(20)]
        other = await shelf.take("b", 1, Maker(b"other"))  # the loop is free meanwhile
        assert not any(one.done() for one in asking)
        make.may_go_on.set()
        return [other, *await asyncio.gather(*asking)]

    _, first, *others = asyncio.run(ask_often())

    assert len(make.given) == 1
    assert all(one is first for one in others)


def test_a_new_edition_is_made_anew_and_knows_what_was_there_before() -> None:
    make = Maker()
    shelf = Shelf()

    async def ask() -> list[Body]:
        return [await shelf.take("a", edition, make) for edition in (1, 1, 2, 2)]

    bodies = asyncio.run(ask())

    assert make.given == [None, bodies[0]]
    assert bodies[0] is bodies[1]
    assert bodies[2] is bodies[3]


def test_who_goes_away_does_not_stop_what_others_wait_for() -> None:
    make = Maker()
    make.may_go_on.clear()
    shelf = Shelf()

    async def ask() -> Body:
        leaving = asyncio.create_task(shelf.take("a", 1, make))
        staying = asyncio.create_task(shelf.take("a", 1, make))
        await asyncio.sleep(0)
        leaving.cancel()
        make.may_go_on.set()
        return await staying

    assert asyncio.run(ask()).tag == Maker()(None).tag
    assert len(make.given) == 1


def test_a_making_that_fails_is_told_to_all_who_wait_and_tried_again() -> None:
    shelf = Shelf()

    def fail(_: Body | None) -> Body:
        raise MemoryError

    async def ask() -> Body:
        for _ in range(2):
            with pytest.raises(MemoryError):
                await shelf.take("a", 1, fail)
        return await shelf.take("a", 1, Maker())

    assert asyncio.run(ask()).media_type == "text/plain"


def test_what_nobody_asked_for_the_longest_is_let_go() -> None:
    makers = {name: Maker(name.encode() * 10) for name in "abc"}
    shelf = Shelf(most_bytes=25)

    async def ask() -> None:
        for name in "abacaba":
            await shelf.take(name, 1, makers[name])

    size = Maker(b"a" * 10)(None).size
    assert 2 * size <= 25 < 3 * size
    asyncio.run(ask())

    made = {name: len(maker.given) for name, maker in makers.items()}
    assert made == {"a": 1, "b": 2, "c": 1}
