"""Addresses that other people wrote, made safe to be followed from a page."""

from __future__ import annotations

import re
from urllib.parse import quote

_OF_THE_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_KEPT = "!#$%&'()*+,-./:;=?@[]_~"  # all that RFC 3986 allows


def web_address(text: str) -> str:
    """Give an http(s) address with all that no URI may hold percent-encoded.

    "" where it is none: a `javascript:` must not run on the page of a reader.
    """
    found = text.strip()
    if not _OF_THE_WEB.match(found):
        return ""
    return quote(found, safe=_KEPT, errors="replace")
