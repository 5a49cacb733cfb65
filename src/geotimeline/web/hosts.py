"""Under which names a site answers, and which address it puts into links."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from geotimeline.web.serving import Address

_HOST = re.compile(
    r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::\d{1,5})?",
    re.ASCII | re.IGNORECASE,
)


def base_url(host: str, bound: Address, public_url: str) -> str | None:
    """Give the address before the paths of links, without a final slash.

    Args:
        host: The field Host of the request.
        bound: Where the site listens.
        public_url: Where people reach it; empty if nobody has said.

    Returns:
        The public address, else that of the request; None where the request is not for
        us. A site for this machine alone answers to the machine's own names and to the
        public one: else any web page that a person opens here could read the feeds, by
        letting its own name point to this machine (DNS rebinding).
    """
    match = _HOST.fullmatch(host)
    if match is None:
        return None
    name = match[1].lower()
    is_ours = is_loopback(name) or name == urlsplit(public_url).hostname
    if not (is_ours or bound.is_open_to_others):
        return None
    return public_url or f"http://{host.lower()}"


def is_loopback(name: str) -> bool:
    """Whether a host name or address means the machine that uses it."""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
