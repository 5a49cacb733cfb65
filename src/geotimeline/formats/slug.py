"""Ids that people can read, made of what people write."""

from __future__ import annotations

import re
import unicodedata
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

LONGEST = 60
"""Characters that a slug has at most; it ends with a whole word."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    rf"\b(?:[0-9]{{4}}-[0-9]{{2}}(?:-[0-9]{{2}})?"
    rf"|(?:[0-9]{{1,2}}\.? )?{_MONTH}\.? (?:[0-9]{{1,2}},? )?(?:19|20)[0-9]{{2}}"
    r"|(?:19|20)[0-9]{2})\b"
)
_UNFOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d"}
    | {"þ": "th", "\u0131": "i", "'": "", "\u2019": ""}
)
"""What NFKD leaves as it is, though people know how to write it in ASCII."""


def slug(text: str) -> str:
    """Fold a text into small ASCII letters and digits with `-` between the words.

    "Café de Flore" gives `cafe-de-flore`; a text without such letters gives "".
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_UNFOLDED))
    words = re.findall("[a-z0-9]+", re.sub("[^\x00-\x7f]", "", folded))
    found = "-".join(words)
    if len(found) <= LONGEST:
        return found
    return found[: LONGEST + 1].rpartition("-")[0] or found[:LONGEST]


def dateless_slug(text: str) -> str:
    """Fold a title without the dates in it: an id outlives a date that slips.

    Where the title is nothing but a date, the date stays.
    """
    bare = _DATE.sub(" ", " ".join(text.casefold().split()))
    return slug(bare) or slug(text)


def free(name: str, taken: Container[str]) -> str:
    """Give the name, or with the first number from 2 on that makes it a new one."""
    if name not in taken:
        return name
    numbered = (f"{name}-{number}" for number in count(2))
    return next(one for one in numbered if one not in taken)
