"""The desk of the tests of the services, for channels that fail, rest and wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geotimeline.planning.digests import OneByOne
from geotimeline.planning.settings import Settings
from tests.services.conftest import make_desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.model.event import Event
    from tests.services.conftest import Desk

__all__ = ["busy_desk", "make_desk"]


@pytest.fixture
def busy_desk(
    make_desk: Callable[..., Desk], make_event: Callable[..., Event]
) -> Callable[..., Desk]:
    """Make a desk with so many visits on one day, each told a week before by mail."""

    def make(count: int) -> Desk:
        desk = make_desk("2025-12-04", "7d before first", channels=("mail",))
        names = [f"visit-{number:03}" for number in range(count)]
        desk.events = tuple(make_event("2025-12-04", id=name) for name in names)
        desk.settings = Settings(digest=OneByOne())  # each is to be seen
        desk.at("2025-11-01 09:00")
        return desk

    return make
