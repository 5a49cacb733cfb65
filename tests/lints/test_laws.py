"""Laws of all warnings, whatever the events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given

from geotimeline.model.linting.rules import lint
from geotimeline.model.timeline import Timeline
from tests.lints.warned import NOW
from tests.strategies import instants, timelines

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.model.event import Event


@given(timelines(), instants)
def test_claims_that_are_not_known_yet_are_not_warned_of(
    events: tuple[Event, ...], now: datetime
) -> None:
    known = [
        replace(event, claims=claims)
        for event in events
        if (claims := tuple(one for one in event.claims if one.known_from <= now))
    ]

    found = [(one.code, one.message) for one in lint(Timeline(events), now=now)]

    then = lint(Timeline(tuple(known)), now=now)
    assert found == [(one.code, one.message) for one in then]


@given(timelines())
def test_warnings_come_by_file_and_line_whatever_the_order_of_events(
    events: tuple[Event, ...],
) -> None:
    found = lint(Timeline(events), now=NOW)

    assert found == lint(Timeline(events[::-1]), now=NOW)
    assert [one.order for one in found] == sorted(one.order for one in found)


@given(timelines())
def test_a_warning_is_one_line_that_says_what_to_do(events: tuple[Event, ...]) -> None:
    for warning in lint(Timeline(events), now=NOW):
        text = str(warning)
        assert "\n" not in text
        assert f": {warning.code.value} {warning.code.slug}: " in text
        assert "; " in warning.message
        assert not warning.message.endswith(".")
