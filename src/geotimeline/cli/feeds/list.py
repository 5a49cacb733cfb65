"""`geotimeline feeds list`: which feeds there are, and who may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.cli import options
from geotimeline.cli.output import say, say_json

if TYPE_CHECKING:
    from geotimeline.planning.feeds import Feed, FeedToken


def list_feeds(
    *, as_json: options.AsJson = False, data: options.Data = options.HERE
) -> None:
    """List the feeds, what is in them, and for whom tokens were made.

    Examples:
      geotimeline feeds list
      geotimeline feeds list --json | jq -r '.[] | select(.private) | .name'
    """
    from geotimeline.formats.terminal import plain
    from geotimeline.services.data.loading import load

    feeds = load(data).alerts.feeds.values()
    if as_json:
        say_json([_as_json(feed) for feed in feeds])
        return
    for feed in feeds:
        say(f"{feed.name}  {plain(feed.heading)}")
        say(f"  {plain(feed.match.text) or 'all events'}")
        say(f"  {plain(_readers(feed))}")


def _readers(feed: Feed) -> str:
    if feed.tokens is None:
        return "open to all"
    named = ", ".join(_token_words(one) for one in feed.tokens)
    return f"private: {named or 'nobody has a token'}"


def _token_words(token: FeedToken) -> str:
    made = f" since {token.made}" if token.made else ""
    return f"{token.label or token.digest[:12]}{made}"


def _as_json(feed: Feed) -> dict[str, object]:
    tokens = [
        {
            "label": one.label,
            "hash": f"sha256:{one.digest}",
            "made": one.made.isoformat() if one.made else None,
        }
        for one in feed.tokens or ()
    ]
    return {
        "name": feed.name,
        "title": feed.heading,
        "match": feed.match.text,
        "private": feed.is_private,
        "tokens": tokens,
    }
