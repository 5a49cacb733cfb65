"""Entries of `on:` that cannot be read are refused with what would be right."""

from __future__ import annotations

import pytest

from geotimeline.planning.triggers import Trigger

A_SIZE = "a size is written as in `slipped >= 7d`"
SLIPPED = "did you mean 'slipped'?"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("slipt", SLIPPED),
        ("slipt >= 7d", SLIPPED),
        ("slipped > 7d", A_SIZE),
        ("slipped>7d", A_SIZE),
        ("narrowed >= 3", A_SIZE),
        ("", "expected new, narrowed, widened"),
        ("whenever", "with a size as in `slipped >= 7d`"),
        ("confirmed >= 7d", "only slipped, advanced, lengthened, shortened"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_would_be_right(
    text: str, hint: str
) -> None:
    with pytest.raises(ValueError, match="'") as refused:
        Trigger.parse(text)

    assert repr(text) in str(refused.value)
    assert hint in str(refused.value)
