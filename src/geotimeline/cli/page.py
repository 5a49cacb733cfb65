"""How wide, how colourful and in which characters a command may print."""

from __future__ import annotations

import os
import shutil
import sys

from geotimeline.cli.output import speaks_unicode
from geotimeline.formats.drawing.ansi import coloured, uncoloured
from geotimeline.formats.drawing.timeline_text import Page

_WIDTH_OF_A_PIPE = 100


def page() -> Page:
    """Describe stdout: colour only on a terminal, and never under NO_COLOR."""
    size = shutil.get_terminal_size(fallback=(_WIDTH_OF_A_PIPE, 24))
    paint = coloured if _is_colourful() else uncoloured
    return Page(size.columns, paint, unicode=speaks_unicode(sys.stdout))


def _is_colourful() -> bool:
    """See no-color.org: any value of NO_COLOR but the empty one counts."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()
