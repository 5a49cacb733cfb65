"""What is in each feed: how much, what comes next, and what moved last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geotimeline.model.changes import changes, newest_first
from geotimeline.model.event import ALWAYS
from geotimeline.model.lapse import has_lapsed
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from geotimeline.model.timeline import Row
    from geotimeline.model.turns import Change
    from geotimeline.planning.feeds import Feed
    from geotimeline.services.data.loading import Loaded

MOST_COMING = 3
_OVER = (Status.HELD, Status.CANCELLED)


class Overview(NamedTuple):
    """What is in a feed.

    Attributes:
        feed: Which feed.
        events: How many events it holds.
        coming: What comes next, earliest possible day first; three at most.
        changed: What changed last in what is believed; None if nothing says when.
    """

    feed: Feed
    events: int
    coming: tuple[Row, ...]
    changed: Change | None


def overviews(
    loaded: Loaded, feeds: Iterable[Feed], *, now: datetime
) -> tuple[Overview, ...]:
    """Look through some feeds at an instant, in the order given."""
    rows = loaded.timeline.rows(as_of=now)
    told = changes(loaded.timeline, as_of=now, until=now)
    dated = sorted((one for one in told if one.at != ALWAYS), key=newest_first)
    return tuple(_overview(feed, rows, dated, now) for feed in feeds)


def _overview(
    feed: Feed, rows: Sequence[Row], dated: Iterable[Change], now: datetime
) -> Overview:
    matches = feed.match.matches
    own = [row for row in rows if matches(row.event, row.belief)]
    coming = (row for row in own if _is_coming(row, now))
    newest = (one for one in dated if matches(one.event, one.belief))
    return Overview(
        feed=feed,
        events=len({row.event.id for row in own}),
        coming=tuple(row for row, _ in zip(coming, range(MOST_COMING), strict=False)),
        changed=next(newest, None),
    )


def _is_coming(row: Row, now: datetime) -> bool:
    """Say whether something is still ahead, or may be going on."""
    if (
        row.event.is_period
        or row.belief.status in _OVER
        or row.belief.window.is_unknown
    ):
        return False
    return not has_lapsed(row.event, row.belief, now=now)
