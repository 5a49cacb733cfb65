"""How many examples a property is tried with, where that differs from the others."""

from __future__ import annotations

from hypothesis import settings


def examples(times: float) -> int:
    """Give so many times what the profile in use asks for, as `max_examples`."""
    return max(1, round(settings().max_examples * times))
