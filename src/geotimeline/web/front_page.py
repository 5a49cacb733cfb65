"""The page at `/`: each feed that is open to all, and how to subscribe to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from geotimeline.edtf.calendar_words import day_words
from geotimeline.formats.beliefs.changes_words import what_words
from geotimeline.formats.terminal import plain
from geotimeline.model.words import title_words
from geotimeline.web.hosts import is_loopback
from geotimeline.web.pages import rendered
from geotimeline.web.qr_codes import qr_code
from geotimeline.web.window_bars import BarChart, bar_chart

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from geotimeline.model.turns import Change
    from geotimeline.services.publishing.overviews import Overview


class _Changed(NamedTuple):
    """What moved last, in words."""

    at: str
    title: str
    what: str


class _Card(NamedTuple):
    """One feed on the page, every text ready to be shown."""

    name: str
    heading: str
    colour: str
    description: str
    contents: str
    address: str
    webcal: str
    spans: str
    qr_code: Markup
    chart: BarChart
    changed: _Changed | None


def front_page(overviews: Iterable[Overview], base_url: str, *, now: datetime) -> str:
    """Give the page.

    Args:
        overviews: What is in each feed that may be shown.
        base_url: The address before the paths of links.
        now: The present, in UTC.
    """
    return rendered(
        "feeds.html",
        cards=[_card(one, base_url, now) for one in overviews],
        this_machine_alone=is_loopback(urlsplit(base_url).hostname or ""),
    )


def _card(overview: Overview, base_url: str, now: datetime) -> _Card:
    feed = overview.feed
    own = f"{base_url}/feeds/{feed.name}.ics"
    address = feed.url or own
    webcal = _webcal(address)
    spans_already = feed.options.get("uncertain") == "span"
    return _Card(
        name=feed.name,
        heading=plain(feed.heading),
        colour=feed.colour,
        description=plain(feed.description),
        contents=_contents(overview.events),
        address=address,
        webcal=webcal,
        spans="" if spans_already else _webcal(f"{own}?uncertain=span"),
        qr_code=Markup(qr_code(webcal)),  # noqa: S704 (segno draws nothing but paths)
        chart=bar_chart(overview.coming, now),
        changed=None if overview.changed is None else _changed(overview.changed),
    )


def _webcal(address: str) -> str:
    """Give the address by which browsers open calendar programs."""
    return f"webcal:{address.partition(':')[2]}"


def _contents(events: int) -> str:
    return "1 event" if events == 1 else f"{events or 'No'} events"


def _changed(change: Change) -> _Changed:
    title = title_words(change.event, change.belief.milestone)
    return _Changed(
        day_words(change.at.date()), plain(title), plain(what_words(change))
    )
