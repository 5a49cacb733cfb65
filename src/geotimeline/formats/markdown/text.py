"""Text as Markdown (CommonMark) that means nothing but itself."""

from __future__ import annotations

import re

from geotimeline.formats.terminal import plain

# Every character that can begin markup within a line (CommonMark §2.4), but for the
# full stops, hyphens and brackets of ordinary sentences, which begin none there.
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&!$])")
_MARKUP_AT_THE_START = re.compile(r"^([0-9]*)([-+=.)])")


def markdown_text(text: str) -> str:
    """Take every character for itself; one line stays one line.

    Bars and dollars are escaped for tables and formulas, which many readers know.
    """
    escaped = _MARKUP.sub(r"\\\1", plain(text))
    return _MARKUP_AT_THE_START.sub(r"\1\\\2", escaped)
