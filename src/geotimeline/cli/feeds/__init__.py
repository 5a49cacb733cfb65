"""`geotimeline feeds`: which feeds there are, and who may read the private ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.cli.lazy import LazyGroup, group

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar


class _Feeds(LazyGroup):
    places: ClassVar[Mapping[str, str]] = {
        "list": "geotimeline.cli.feeds.list:list_feeds",
        "token": "geotimeline.cli.feeds.token:make_feed_token",
        "revoke": "geotimeline.cli.feeds.revoke:revoke_feed_token",
    }


def _before_commands() -> None:
    """List feeds, and let people into private ones."""


app = group(_Feeds, "feeds", _before_commands)
