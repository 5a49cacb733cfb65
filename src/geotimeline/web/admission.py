"""Who may read a private feed: whoever shows a token of it."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from hashlib import sha256
from hmac import compare_digest
from typing import TYPE_CHECKING

from geotimeline.planning.feeds import FeedToken

if TYPE_CHECKING:
    from starlette.requests import Request

    from geotimeline.planning.feeds import Feed

_NOBODYS = (FeedToken("0" * 64),)  # compared where there is no feed, for as long


def may_read(feed: Feed | None, token: str | None) -> bool:
    """Say whether a request may read a feed.

    The answer takes as long where there is no such feed, so that nobody learns by
    asking which private feeds there are.

    Args:
        feed: The feed; None if there is none of that name.
        token: What the request shows; None if it shows nothing.
    """
    known = (feed.tokens if feed else None) or _NOBODYS
    digest = sha256((token or "").encode()).hexdigest()
    fits = [compare_digest(digest, one.digest) for one in known]
    if feed is None:
        return False
    return any(fits) if feed.is_private else True


def shown_token(request: Request) -> str | None:
    """Give the token of a request: a part of its path, else the password of Basic.

    Whatever the name beside the password is, it is not looked at: calendar programs
    insist on one.
    """
    in_path = request.path_params.get("token")
    if in_path is not None:
        return str(in_path)
    scheme, _, packed = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return b64decode(packed, validate=True).decode().partition(":")[2]
    except (Error, UnicodeDecodeError, ValueError):
        return None
