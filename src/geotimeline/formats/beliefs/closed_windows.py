"""What to write down once a window has closed and nobody said what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.terminal import plain
from geotimeline.model.vocabulary import EVENT_ITSELF
from geotimeline.model.words import title_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from geotimeline.model.event import Event
    from geotimeline.model.timeline import Row

_MOST_NAMED = 5


def closed_lines(closed: Sequence[Row], *, now: datetime) -> Iterator[str]:
    """Name the windows that closed, and what would record an outcome.

    Args:
        closed: Rows that have lapsed.
        now: What a new claim would be recorded with, in UTC.
    """
    if not closed:
        return
    yield _sentence(len(closed))
    for row in closed[:_MOST_NAMED]:
        yield f"  {plain(title_words(row.event, row.belief.milestone))}"
        yield f"    {_command(row)}"
    if len(closed) > _MOST_NAMED:
        yield f"  … and {len(closed) - _MOST_NAMED} more"
    yield from _record_lines(closed[0], now)


def _command(row: Row) -> str:
    """Give the command that records that it was held."""
    milestone = row.belief.milestone
    stage = "" if milestone == EVENT_ITSELF else f" --milestone {milestone}"
    return f"geotimeline claim {row.event.id}{stage} --status held --date … --source …"


def _sentence(count: int) -> str:
    if count == 1:
        return "1 window has closed and nobody has said what came of it:"
    return f"{count} windows have closed and nobody has said what came of them:"


def _record_lines(row: Row, now: datetime) -> Iterator[str]:
    """Yield a claim to be filled in; nothing in it is invented."""
    event, milestone = row.event, row.belief.milestone
    yield ""
    yield (
        "`held` may be `postponed` or `cancelled`. Or write the claim yourself, here "
        f"into {event.path or event.id}:"
    )
    if _may_be_short(event):
        yield "  (if it has no `claims:` yet, its date, status and source become c1)"
    yield "claims:"
    yield f"  - id: outcome{'' if milestone == EVENT_ITSELF else f'-{milestone}'}"
    if milestone != EVENT_ITSELF:
        yield f"    milestone: {milestone}"
    yield "    status: held        # or postponed, cancelled"
    yield "    date: …             # the day on which it began, as far as known"
    yield "    source: {title: …, publisher: …, url: …}"
    yield f"    recorded: {now:%Y-%m-%dT%H:%M:%SZ}"


def _may_be_short(event: Event) -> bool:
    return len(event.claims) == 1 and event.claims[0].id == "c1"
