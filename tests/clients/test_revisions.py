"""Every client shows the same entries before a revision and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.clients.desk import AFTER, BEFORE, SEEN_AFTER, SEEN_BEFORE, Desk
from tests.clients.readers import (
    program,
    ran,
    with_home_assistant,
    with_ical_js,
    with_icalendar,
    with_khal,
    with_node_ical,
    with_recurring_ical_events,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.clients.desk import Seen

READERS = (
    with_icalendar,
    with_recurring_ical_events,
    with_home_assistant,
    with_ical_js,
    with_node_ical,
    with_khal,
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk")


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_a_client_sees_what_moved(
    desk: Desk, tmp_path: Path, read: Callable[[Path, Path], Seen]
) -> None:
    assert read(desk.export(BEFORE), tmp_path) == SEEN_BEFORE
    assert read(desk.export(AFTER), tmp_path) == SEEN_AFTER


def test_calcurse_shows_days_and_titles(desk: Desk, tmp_path: Path) -> None:
    calcurse = program("calcurse")
    for now, seen in ((BEFORE, SEEN_BEFORE), (AFTER, SEEN_AFTER)):
        kept = tmp_path / now[:10]
        kept.mkdir()
        ours = [calcurse, "-q", "-D", str(kept)]
        ran([*ours, "-i", str(desk.export(now))], tmp_path)
        shown = ["--format-event", "%(start) * %m\\n", "--format-apt", "* %m\\n"]
        span = ["-Q", "--from", "12/01/2025", "--to", "12/31/2025"]
        listed = ran([*ours, *span, *shown], tmp_path).splitlines()
        titles = {line.partition("* ")[2] for line in listed if "* " in line}
        days = {line[:5] for line in listed if line.endswith(":")}
        starts = {start[5:10].replace("-", "/") for _, start, _, _ in seen}
        assert titles == {title for _, _, title, _ in seen}
        assert starts <= days
