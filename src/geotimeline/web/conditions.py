"""Whether a client has the present body already: RFC 9110 §13 (304 Not Modified)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from starlette.datastructures import Headers

_TAG = r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")'
_TAGS = re.compile(rf"[\s,]*(?:{_TAG}\s*(?:,[\s,]*|$))*")
_EACH = re.compile(_TAG)


class Validators(NamedTuple):
    """What tells one body from another.

    Attributes:
        etag: The strong entity tag, with its quotes.
        modified: When it last changed, in UTC, to the second.
    """

    etag: str
    modified: datetime

    @property
    def last_modified(self) -> str:
        """The instant as HTTP writes it."""
        return format_datetime(self.modified, usegmt=True)


def is_unchanged(headers: Headers, validators: Validators) -> bool:
    """Say whether a GET or HEAD is to be answered with 304.

    Tags go before dates (RFC 9110 §13.2.2), and are compared weakly: a proxy that
    compresses makes W/"x" of "x". A field that cannot be read counts as absent, which
    costs bytes and never leaves anybody with an old body.
    """
    tags = headers.getlist("if-none-match")
    if tags:
        return _names(", ".join(tags), validators.etag)
    dates = headers.getlist("if-modified-since")
    return len(dates) == 1 and _covers(dates[0], validators.modified)


def _names(field: str, etag: str) -> bool:
    if field.strip() == "*":
        return True
    return bool(_TAGS.fullmatch(field)) and etag in _EACH.findall(field)


def _covers(field: str, modified: datetime) -> bool:
    try:
        seen = parsedate_to_datetime(field)
    except (ValueError, OverflowError):
        return False
    if seen.tzinfo is None:  # the form of asctime says no zone and means UTC
        seen = seen.replace(tzinfo=UTC)
    return modified <= seen
