"""A feed with options of its reader's: a calendar beside it, with a name of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from geotimeline.formats.ical.options import VALUES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.planning.feeds import Feed

_CALLED = {
    "auto": "wide windows as deadlines",
    "span": "windows at full length",
    "deadline": "deadlines",
    "both": "first and last days",
    "todo": "to-dos",
    "skip": "certain dates",
}
"""What tells a calendar with other values of `uncertain` from the usual one."""


def chosen_otherwise(feed: Feed, options: Mapping[str, str]) -> dict[str, str]:
    """Give those options that are not what the feed has without them, by name.

    Args:
        feed: The feed.
        options: What its reader chose; an option that there is not counts as chosen.
    """
    usual = {name: values[0] for name, values in VALUES.items()} | dict(feed.options)
    return {
        name: options[name]
        for name in sorted(options)
        if options[name] != usual.get(name)
    }


def title_with(title: str, otherwise: Mapping[str, str]) -> str:
    """Name a calendar so that people can tell it from the usual one, beside it.

    Args:
        title: Name of the usual one.
        otherwise: Options that are not the usual ones.
    """
    called = _CALLED.get(otherwise.get("uncertain", ""))
    return f"{title} ({called})" if called else title


def address_with(address: str, otherwise: Mapping[str, str]) -> str:
    """Give the address under which `serve` has a feed with other options."""
    return f"{address}?{urlencode(otherwise)}" if otherwise else address
