"""All rules over a whole timeline; docs/lints.md tells each of them."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING

from geotimeline.model.linting.beliefs import lint_row
from geotimeline.model.linting.claims import lint_claim
from geotimeline.model.linting.events import lint_event
from geotimeline.model.linting.speakers import lint_speakers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from geotimeline.model.event import Event
    from geotimeline.model.lint_codes import LintCode
    from geotimeline.model.linting.warning import Lint
    from geotimeline.model.timeline import Row, Timeline


def lint(
    timeline: Timeline, *, now: datetime, ignored: Collection[LintCode] = ()
) -> tuple[Lint, ...]:
    """Give every warning that neither its event nor the settings silence.

    Args:
        timeline: The events.
        now: An instant in UTC: claims known from later on are left out, and a window
            that closed by then without an outcome counts as lapsed.
        ignored: Sorts of warning that are not wanted of any event.

    Returns:
        The warnings, by file, line and code.
    """
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in timeline.rows(as_of=now):
        rows[row.event.id].append(row)
    found = [
        warning
        for event in timeline
        for warning in _of_event(event, rows[event.id], now)
        if warning.code not in ignored and warning.code not in event.lint_ignore
    ]
    return tuple(sorted(found, key=attrgetter("order")))


def _of_event(event: Event, rows: Sequence[Row], now: datetime) -> Iterator[Lint]:
    yield from lint_event(event, rows)
    for claim in event.claims:
        if claim.known_from <= now:
            yield from lint_claim(event, claim)
    for row in rows:
        yield from lint_row(row, now)
        yield from lint_speakers(row)
