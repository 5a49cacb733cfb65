"""The port through which time enters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


class Clock(Protocol):
    """Says what time it is; the only place that may ask the machine is an adapter."""

    def now(self) -> datetime:
        """Give the present instant in UTC, whole microseconds."""
        ...
