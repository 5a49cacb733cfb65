"""Text as XML 1.0 can hold it (§2.2 characters, §2.4 escapes, §2.11 line ends)."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
)
_IN_ATTRIBUTES = _ESCAPES | str.maketrans({"\n": "&#10;", "\t": "&#9;"})


def xml_text(text: str) -> str:
    """Escape a text between tags; characters that XML cannot hold are left out."""
    return _UNSAFE.sub("", text).translate(_ESCAPES)


def xml_attribute(text: str) -> str:
    """Escape a text between the quotation marks of an attribute, blanks kept."""
    return _UNSAFE.sub("", text).translate(_IN_ATTRIBUTES)
