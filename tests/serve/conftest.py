"""A site in this process: its data folder, its clock, and real requests to it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from geotimeline.services.data.holding import HeldData
from tests.servers.asking import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from geotimeline.web.desk import Desk
    from geotimeline.web.publishing import Publisher
    from tests.servers.asking import Answered

NOW = datetime(2025, 11, 25, 9, tzinfo=UTC)
FEEDS = """\
feeds:
  visits:
    {match: type:visit, title: Visits, colour: steelblue, categories: [diplomacy]}
"""


@dataclass
class SteeredClock:
    """A clock that shows what a test says."""

    instant: datetime = NOW

    def now(self) -> datetime:
        return self.instant


@dataclass(frozen=True, slots=True)
class Served:
    """A site that answers on loopback."""

    folder: Path
    port: int
    publisher: Publisher
    clock: SteeredClock

    def ask(
        self,
        path: str,
        method: str = "GET",
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> Answered:
        return ask(self.port, path, method, headers=headers, body=body)

    def write(self, name: str, text: str) -> None:
        """Write a file of the folder, which is noticed at once."""
        new = self.folder / "new"  # two writes of one length in one instant look alike
        new.write_text(text)
        new.replace(self.folder / name)
        self.publisher.held.refresh()


def event_text(date: str, *, title: str = "A visit", type: str = "visit") -> str:  # noqa: A002 (as files call it)
    recorded = "2025-11-20T09:00:00Z"
    return f"title: {title}\ntype: {type}\ndate: {date}\nrecorded: {recorded}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with one visit, one deadline, and the feed of visits."""
    for name in ("events", "alerts"):
        (tmp_path / name).mkdir()
    (tmp_path / "events/visit.yaml").write_text(event_text("2025-12"))
    (tmp_path / "events/filing.yaml").write_text(
        event_text("2025-12-15", title="The filing", type="deadline")
    )
    (tmp_path / "alerts/feeds.yaml").write_text(FEEDS)
    return tmp_path


@pytest.fixture
def serve(folder: Path) -> Iterator[Callable[..., Served]]:
    """Serve the folder until the test ends: serve(url="https://desk.example.org")."""
    pytest.importorskip("starlette")
    from geotimeline.web.app import serving_site  # noqa: PLC0415 (may be missing)
    from geotimeline.web.publishing import Publisher  # noqa: PLC0415
    from geotimeline.web.serving import Address  # noqa: PLC0415
    from geotimeline.web.site import Site  # noqa: PLC0415

    with ExitStack() as open_sites:

        def start(
            *, url: str = "", host: str = "127.0.0.1", desk: Desk | None = None
        ) -> Served:
            clock = SteeredClock()
            publisher = Publisher(HeldData(folder), clock)
            site = Site(publisher, Address(host, 0), url)
            served = open_sites.enter_context(serving_site(site, desk, metrics=True))
            return Served(folder, served.port, publisher, clock)

        yield start


@pytest.fixture
def site(serve: Callable[..., Served]) -> Served:
    """Serve the folder."""
    return serve()
