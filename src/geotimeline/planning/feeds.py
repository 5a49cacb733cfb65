"""Feeds: the calendars that a data folder offers, each a query with a name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geotimeline.model.query import EVERYTHING, Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class FeedToken:
    """What opens a private feed, of which only a digest is kept.

    Attributes:
        digest: SHA-256 of the token, as 64 small hexadecimal digits.
        label: For whom or what it was made; may be empty.
        made: The day on which it was made; None if nobody wrote it down.
    """

    digest: str
    label: str = ""
    made: date | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar that people subscribe to.

    Attributes:
        name: As its address has it.
        match: Which events.
        title: What calendars call it; its name by default.
        colour: A CSS colour by its name; empty for the client's own choice.
        description: What it is about; may be empty.
        categories: What sort of calendar it is, for clients that sort them.
        url: Where it is published; empty for its place below `public-url`.
        options: The exporter's options, as text.
        tokens: What opens it; None where it is open to all, empty where to nobody.
        path: File, relative to the data folder; empty for one that no file names.
        line: Line in that file, from 1.
    """

    name: str
    match: Query = EVERYTHING
    title: str = ""
    colour: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    url: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    tokens: tuple[FeedToken, ...] | None = None
    path: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def is_private(self) -> bool:
        """Whether it opens to those with a token only."""
        return self.tokens is not None

    @property
    def heading(self) -> str:
        """What people read above it."""
        return self.title or self.name


ALL = Feed("all", title="Timeline")
"""The feed of all events, which is always there; a file may redefine it."""


def by_name(feeds: Iterable[Feed]) -> dict[str, Feed]:
    """Give feeds by name, and with them the feed of all events.

    Where no file names it, it opens to nobody as soon as another feed is private: it
    holds the events of that one too.

    Args:
        feeds: Those that files name.
    """
    named = {one.name: one for one in feeds}
    is_closed = any(one.is_private for one in named.values())
    return {ALL.name: replace(ALL, tokens=()) if is_closed else ALL} | named


def with_closed(
    kept: Mapping[str, Feed], edited: Mapping[str, Feed]
) -> dict[str, Feed]:
    """Give feeds that are kept, with nothing open any more that an edit has closed.

    An edit whose other parts cannot be taken yet still takes tokens away, and makes
    feeds private; it opens nothing.

    Args:
        kept: The feeds as they are offered, by name.
        edited: Those that can be read in the edit, by name; others stay as they are.
    """
    return {name: _closed(feed, edited.get(name, feed)) for name, feed in kept.items()}


def _closed(feed: Feed, edited: Feed) -> Feed:
    if edited.tokens is None:
        return feed
    left = {token.digest for token in edited.tokens}
    tokens = tuple(token for token in feed.tokens or () if token.digest in left)
    return feed if tokens == feed.tokens else replace(feed, tokens=tokens)
