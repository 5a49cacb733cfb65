"""What a site serves: each thing rendered once for an edition, never for a request."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, time, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from geotimeline.formats.ical.options import VALUES
from geotimeline.services.data.editions import Editions
from geotimeline.services.data.loading import last_written
from geotimeline.services.decisions import decided
from geotimeline.services.publishing.feed_memory import edits_told
from geotimeline.services.publishing.feeds import render_feed
from geotimeline.services.publishing.overviews import overviews
from geotimeline.web.bodies import Body, tag_of
from geotimeline.web.front_page import front_page
from geotimeline.web.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.interfaces.clock import Clock
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.planning.feeds import Feed
    from geotimeline.services.data.editions import Edition
    from geotimeline.services.data.holding import HeldData
    from geotimeline.services.publishing.feeds import RenderedFeed
    from geotimeline.services.publishing.overviews import Overview

_HTML = "text/html; charset=utf-8"
_SECOND = timedelta(seconds=1)


class Publisher:
    """Renders feeds when they are first asked for in an edition.

    Attributes:
        held: The data, and whether its present files have problems.
        builds: How often something was rendered.
        edits: What calendars may not follow because history was edited, in sentences,
            by the name of the feed.
    """

    def __init__(
        self, held: HeldData, clock: Clock, ledger: Ledger | None = None
    ) -> None:
        """Begin with the data as it is; nothing is rendered yet.

        Args:
            held: The data; somebody else reads it anew when files change.
            clock: Says what time it is.
            ledger: Remembers what feeds said; None where nothing is to be remembered.
        """
        self.held = held
        self.builds = 0
        self.edits: dict[str, tuple[str, ...]] = {}
        self._ledger = ledger
        self._editions = Editions(held, clock)
        self._shelf = Shelf()
        self._looking = Lock()
        self._seen: tuple[int, tuple[Overview, ...]] = (0, ())

    def feeds(self) -> Mapping[str, Feed]:
        """Give the feeds there are now, by name."""
        return self.held.loaded.alerts.feeds

    def latest(self) -> Edition:
        """Give the edition that was served last; safe to ask from any thread."""
        return self._editions.latest

    async def front_page(self, base_url: str) -> Body:
        """Give the page about the feeds that are open to all.

        Args:
            base_url: The address before the paths of its links.
        """
        edition = self._editions.present()

        def make(before: Body | None) -> Body:
            found, now = self._overviews(edition), edition.since
            page = front_page(found, base_url, now=now).encode()
            return dated(page, _HTML, now, edition, before)

        return await self._shelf.take(("page", base_url), edition.number, make)

    def _overviews(self, edition: Edition) -> tuple[Overview, ...]:
        """Look through the open feeds, once in an edition whoever asks by what name."""
        with self._looking:
            if self._seen[0] != edition.number:
                self.builds += 1
                feeds = edition.loaded.alerts.feeds.values()
                shown = [feed for feed in feeds if not feed.is_private]
                found = overviews(edition.loaded, shown, now=edition.since)
                self._seen = (edition.number, found)
            return self._seen[1]

    async def calendar(self, feed: Feed, options: Mapping[str, str]) -> Body:
        """Give a feed as it is sent.

        Args:
            feed: One of `feeds`.
            options: Options that come before those of the feed, all of them known.
        """
        edition = self._editions.present()
        defaults = {name: values[0] for name, values in VALUES.items()}
        usual = defaults | dict(feed.options)
        chosen = usual | dict(options)

        def make(before: Body | None) -> Body:
            self.builds += 1
            rendered = render_feed(
                edition.loaded, feed.name, now=edition.since, options=chosen
            )
            if chosen == usual:
                self._look_for_edits(rendered, edition.since)
            kind, newest = rendered.media_type, rendered.modified
            return dated(rendered.body, kind, newest, edition, before)

        name = ("calendar", feed.name, *sorted(chosen.items()))
        return await self._shelf.take(name, edition.number, make)

    def _look_for_edits(self, rendered: RenderedFeed, now: datetime) -> None:
        """Log what calendars may not follow."""
        if self._ledger is None:
            return
        name = rendered.feed.name
        told = edits_told(self._ledger, rendered, now=now)
        for why in told:
            decided("edited", level=logging.WARNING, feed=name, why=why)
        self.edits[name] = told


def dated(
    content: bytes,
    media_type: str,
    newest: datetime,
    edition: Edition,
    before: Body | None,
) -> Body:
    """Pack content with the instant at which it changed, which never goes back.

    The newest entry alone would not do: with an event taken out it goes back, and a
    client that asks by date would keep the event for ever. So the first body of a
    process dates from whatever changed last, files and the UTC day included, and each
    that differs from the one before it is later than that.

    Args:
        content: What is to be sent.
        media_type: What it is.
        newest: When its newest entry was revised.
        edition: What it was made from.
        before: What was sent until now, if it is known.
    """
    if before is None:
        midnight = datetime.combine(edition.since.date(), time(), UTC)
        written = last_written(edition.loaded.folder)
        modified = min(edition.since, max(newest, midnight, written))
    elif tag_of(content) == before.tag:
        return before
    else:
        modified = max(edition.since, before.modified + _SECOND)
    return Body.of(content, media_type, modified)
