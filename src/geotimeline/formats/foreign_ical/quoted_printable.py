"""Lines of vCalendar 1.0 (1996), whose texts are quoted-printable (RFC 2045 §6.7).

Outlook still saves such files (.vcs), and old telephones send them.
"""

from __future__ import annotations

import quopri
import re
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAID = re.compile(
    rb"([^:]*?);(?:ENCODING=)?QUOTED-PRINTABLE((?:;[^:]*)?):(.*)",
    re.IGNORECASE | re.DOTALL,
)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_CHARSET = re.compile(rb";CHARSET=([A-Za-z0-9_.:-]+)", re.IGNORECASE)


def goes_on(pieces: Sequence[bytes]) -> bool:
    """Whether a line goes on in the next one: it is such a text and ends with `=`."""
    return pieces[-1].endswith(b"=") and bool(_SAID.match(pieces[0]))


def unquoted(raw: bytes) -> bytes:
    """Give such a line as iCalendar has it, in UTF-8; any other as it is."""
    match = _SAID.fullmatch(raw)
    if match is None:
        return raw
    name, more, quoted = match.groups()
    text, head = quopri.decodestring(quoted), name + more
    charset = _CHARSET.search(head)
    with suppress(LookupError, UnicodeDecodeError):  # it is read as other lines are
        text = text.decode(charset[1].decode() if charset else "utf-8").encode()
    lines = _LINE_END.sub(rb"\\n", text)
    return _CHARSET.sub(b"", head) + b":" + lines
