"""A real CalDAV server for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.servers.radicale import CalDavServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CalDavServer]:
    folder = tmp_path / "radicale"
    folder.mkdir()
    with CalDavServer(folder) as running:
        yield running
