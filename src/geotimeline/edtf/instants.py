"""Read an instant: a day and a time to the second, with or without its offset."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from geotimeline.edtf.days import DaySet
from geotimeline.edtf.refusals import misspelt_instant
from geotimeline.edtf.values import Instant, Precision

_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(Z|[+-][0-9]{2}(:[0-5][0-9])?)?"
)
_WIDEST_OFFSET = timedelta(hours=14)
_NEGATIVE_ZERO = ("-00", "-00:00")


def read_instant(text: str) -> Instant:
    """The instant that is the whole text.

    Raises:
        EdtfSyntaxError: It is misspelt, or there is no such day, time or offset.
    """
    found = _INSTANT.fullmatch(text)
    if not found or found[2] in _NEGATIVE_ZERO:
        raise misspelt_instant(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise misspelt_instant(text) from None
    offset = moment.utcoffset()
    if offset and abs(offset) > _WIDEST_OFFSET:
        raise misspelt_instant(text)
    day = moment.date()
    days = DaySet.of(day, day)
    return Instant(written(moment), days, days, Precision.INSTANT, moment=moment)


def written(moment: datetime) -> str:
    """The canonical text: offsets in hours and minutes, zero as `Z`."""
    text = moment.isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text
