"""A desk's events before and after a week in which everything moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.__main__ import run

if TYPE_CHECKING:
    from pathlib import Path

Seen = frozenset[tuple[str, ...]]
"""Of every entry what a client shows: UID, start to the minute, title, status."""

EVENTS = {
    "visit": """\
title: Putin visits India
type: visit
claims:
  - {id: c1, date: "[..2025-12-31]", status: planned, recorded: 2025-11-20T09:00:00Z}
  - {id: c2, date: 2025-12-04/2025-12-05, status: confirmed,
     recorded: 2025-11-27T09:00:00Z}
""",
    "speech": """\
title: Speech, at noon; in Delhi
type: announcement
claims:
  - {id: c1, date: "2025-12-11T12:00:00Z", status: confirmed,
     recorded: 2025-11-20T09:00:00Z}
  - {id: c2, date: "2025-12-12T12:00:00Z", status: confirmed, supersedes: c1,
     recorded: 2025-11-27T09:00:00Z}
""",
    "drill": """\
title: Übung „Indra“ 🚢
type: exercise
claims:
  - {id: c1, date: 2025-12-20, status: planned, recorded: 2025-11-20T09:00:00Z}
  - {id: c2, status: cancelled, recorded: 2025-11-27T09:00:00Z}
""",
    "vote": """\
title: Vote on sanctions
type: other
claims:
  - {id: c1, date: 2025-12-15, status: planned, recorded: 2025-11-20T09:00:00Z}
""",
    "talks": """\
title: Talks
type: meeting
claims:
  - {id: c1, date: 2025-12-22, status: planned, recorded: 2025-11-27T09:00:00Z}
""",
}

BEFORE, AFTER = "2025-11-25T09:00Z", "2025-11-28T09:00Z"

SEEN_BEFORE: Seen = frozenset(
    {
        (
            "visit@geotimeline",
            "2025-12-31",
            "Putin visits India — by 31 Dec",
            "TENTATIVE",
        ),
        (
            "speech@geotimeline",
            "2025-12-11 12:00",
            "Speech, at noon; in Delhi",
            "CONFIRMED",
        ),
        (
            "drill@geotimeline",
            "2025-12-20",
            "Übung „Indra“ 🚢 (planned)",
            "TENTATIVE",
        ),
        ("vote@geotimeline", "2025-12-15", "Vote on sanctions (planned)", "TENTATIVE"),
    }
)
SEEN_AFTER: Seen = frozenset(
    {
        ("visit@geotimeline", "2025-12-04", "Putin visits India", "CONFIRMED"),
        (
            "speech@geotimeline",
            "2025-12-12 12:00",
            "Speech, at noon; in Delhi",
            "CONFIRMED",
        ),
        (
            "drill@geotimeline",
            "2025-12-20",
            "Übung „Indra“ 🚢 (cancelled)",
            "CANCELLED",
        ),
        ("vote@geotimeline", "2025-12-15", "Vote on sanctions (planned)", "TENTATIVE"),
        ("talks@geotimeline", "2025-12-22", "Talks (planned)", "TENTATIVE"),
    }
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A data folder whose timeline moves between `BEFORE` and `AFTER`.

    Attributes:
        folder: The data folder.
    """

    folder: Path

    def __post_init__(self) -> None:
        (self.folder / "events").mkdir(parents=True)
        (self.folder / "alerts").mkdir()
        for name, text in EVENTS.items():
            (self.folder / f"events/{name}.yaml").write_text(text, encoding="utf-8")

    def export(self, now: str) -> Path:
        """Write the calendar of an instant, and say where."""
        file = self.folder / "timeline.ics"
        command = ["export", "ical", "-o", str(file), "--now", now]
        assert run([*command, "--data", str(self.folder)]) == 0
        return file
