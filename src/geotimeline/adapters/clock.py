"""The clock: the only module that asks the machine what time it is.

For tests only: where the environment variable GEOTIMELINE_TEST_CLOCK_FILE names a file,
the number of seconds in it is added to the time, so that a fault test can move the
clock of a child process while it runs. The file is read anew each time; one that is
absent or empty adds nothing. Leases do not follow it (see `leases`), as they do not
follow a real clock that is set.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

OFFSET_VARIABLE = "GEOTIMELINE_TEST_CLOCK_FILE"


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """Give the present instant in UTC, whole microseconds."""
        return datetime.now(UTC) + _test_offset()


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still, for `--now` and for tests.

    Attributes:
        instant: What it shows; kept in UTC whatever zone it is given in.
    """

    instant: datetime

    def __post_init__(self) -> None:
        if self.instant.tzinfo is None:
            message = f"{self.instant} names no zone, so it is no instant"
            raise ValueError(message)
        object.__setattr__(self, "instant", self.instant.astimezone(UTC))

    def now(self) -> datetime:
        """Give the same instant every time."""
        return self.instant


def _test_offset() -> timedelta:
    """Read how far a test has moved this process's clock; zero outside tests."""
    file = os.environ.get(OFFSET_VARIABLE)
    if not file:
        return timedelta()
    try:
        text = Path(file).read_text("ascii").strip()
    except FileNotFoundError:
        return timedelta()
    return timedelta(seconds=float(text or 0))
