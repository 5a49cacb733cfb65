"""Feeds: the calendars of `alerts/feeds.yaml`, rendered for a file or a web server."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.errors import NotFoundError
from geotimeline.formats.ical import ICalExporter
from geotimeline.formats.ical.appearances import CANCELLED
from geotimeline.formats.ical.exporter import calendar_entries, calendar_pieces
from geotimeline.formats.ical.moves import EPOCH
from geotimeline.formats.ical.options import Options
from geotimeline.services.publishing.exporting import Order, requested
from geotimeline.services.publishing.variants import (
    address_with,
    chosen_otherwise,
    title_with,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from geotimeline.formats.ical.entries import Entry
    from geotimeline.planning.feeds import Feed
    from geotimeline.services.data.loading import Loaded

FORMAT = "ical"
"""The exporter that feeds are made with."""


class EntryState(NamedTuple):
    """What calendars follow of an entry.

    Attributes:
        uid: Its identity.
        sequence: The number of its revision.
        look: When it is, and its status, in short.
        until: Its last day, or first, as text; empty if neither is known.
        is_off: Whether it is cancelled.
    """

    uid: str
    sequence: int
    look: str
    until: str
    is_off: bool

    @classmethod
    def of(cls, entry: Entry) -> EntryState:
        """Give that of an entry."""
        seen = entry.appearance
        return cls(
            uid=entry.uid,
            sequence=entry.sequence,
            look=f"{seen.component} {seen.start} {seen.end} {seen.status}",
            until=str(seen.end or seen.start or "")[: len("2025-12-04")],
            is_off=seen.status == CANCELLED,
        )


@dataclass(frozen=True, slots=True)
class RenderedFeed:
    """A feed as it is sent, and what there is to know of it.

    Attributes:
        feed: Which feed it is.
        body: The calendar, in UTF-8.
        media_type: What a web server calls it.
        modified: When its newest entry was last revised, in UTC, from the data: it
            never follows the clock, and does not tell of entries taken out.
        entries: How many events it holds; 0 where one entry says that there is none.
        warnings: What was left out, in sentences.
        states: What calendars follow of each entry.
    """

    feed: Feed
    body: bytes
    media_type: str
    modified: datetime
    entries: int
    warnings: tuple[str, ...]
    states: tuple[EntryState, ...] = ()


def feed_named(loaded: Loaded, name: str) -> Feed:
    """Give the feed of that name.

    Raises:
        NotFoundError: There is none; the nearest is named.
    """
    feeds = loaded.alerts.feeds
    if name in feeds:
        return feeds[name]
    near = get_close_matches(name, feeds, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(feeds)}"
    raise NotFoundError("feed", name, hint)


def feed_order(loaded: Loaded, name: str, options: Mapping[str, str]) -> Order:
    """Say what is to be exported for a feed.

    Args:
        loaded: The data.
        name: Which feed.
        options: Options that come before those of the feed.

    Raises:
        NotFoundError: There is no such feed.
    """
    feed = feed_named(loaded, name)
    otherwise = chosen_otherwise(feed, options)
    return Order(
        format=FORMAT,
        query=feed.match,
        options={**feed.options, **options},
        title=title_with(feed.heading, otherwise),
        description=feed.description,
        colour=feed.colour,
        categories=feed.categories,
        address=_address(feed, loaded.settings.public_url, otherwise),
    )


def _address(feed: Feed, public_url: str, otherwise: Mapping[str, str]) -> str:
    """Say where a feed is found: at its own URL, or below that of `serve`.

    Programs look there for the same calendar. So nothing is said where the place of one
    with other options is not known, nor of a private feed: its place has a token in it,
    which no calendar may spread.
    """
    if feed.url:
        return "" if otherwise else feed.url
    if feed.is_private or not public_url:
        return ""
    return address_with(f"{public_url}/feeds/{feed.name}.ics", otherwise)


def render_feed(
    loaded: Loaded,
    name: str,
    *,
    now: datetime,
    options: Mapping[str, str] | None = None,
) -> RenderedFeed:
    """Render a feed whole: the bytes that `export ical --feed NAME` writes.

    Args:
        loaded: The data.
        name: Which feed.
        now: The present instant, in UTC; only its UTC day changes the bytes, and claims
            known from later on are left out.
        options: Options that come before those of the feed.

    Raises:
        NotFoundError: There is no such feed.
        ExportOptionError: An option cannot be understood.
    """
    order = feed_order(loaded, name, options or {})
    warnings: list[str] = []
    chosen = Options.read(order.options)
    request = requested(loaded, order, now=now, as_of=now, warn=warnings.append)
    entries = tuple(calendar_entries(request, chosen))
    return RenderedFeed(
        feed=feed_named(loaded, name),
        body="".join(calendar_pieces(request, entries)).encode(),
        media_type=ICalExporter.media_type,
        modified=max((entry.stamp for entry in entries), default=EPOCH),
        entries=len(entries),
        warnings=tuple(warnings),
        states=tuple(map(EntryState.of, entries)),
    )
