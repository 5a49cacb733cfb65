"""Priority: how loud a message is."""

from __future__ import annotations

from enum import Enum


class Priority(Enum):
    """How loud a rule is; high and urgent break quiet hours."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"

    @property
    def rank(self) -> int:
        """Give what the ledger orders by, higher first; normal is 0."""
        return {"low": -1, "normal": 0, "high": 1, "urgent": 2}[self.value]

    @property
    def is_loud(self) -> bool:
        """Whether it does not wait for the end of quiet hours."""
        return self.rank > 0
