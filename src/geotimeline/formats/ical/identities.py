"""UIDs (RFC 5545 §3.8.4.7): the same from rumour to outcome, never one for two."""

from __future__ import annotations

import hashlib
import re

from geotimeline.model.vocabulary import EVENT_ITSELF

DOMAIN = "geotimeline"
LONGEST = 255
"""In octets: the longest UID that clients are sure to keep (RFC 7986 §5.3)."""

NOTHING = f"+nothing@{DOMAIN}"
"""The entry that says that there is none; no event can bear this UID."""

_RISKY = re.compile(r"[^A-Za-z0-9._-]")
_RISKY_IN_FOREIGN = re.compile(r"[^A-Za-z0-9._@=:{}-]")
_BARE = re.compile("(?=.*[0-9])[0-9A-Fa-f-]{32,200}")  # as Apple and Exchange make them


OPENING = "++opens"
"""What tells the marker on the first possible day from the entry it belongs to."""


def uid_of(stable_uid: str, milestone: str, part: str = "") -> str:
    """Give the UID of one milestone of an event.

    `visit@geotimeline`, `tariff+signed@geotimeline`. A `uid` that holds an `@`, or is
    a long hexadecimal number, came from another calendar: it is kept as it is. All
    that is not a letter, a digit or one of `._-` is percent-encoded, so that no two
    milestones share a UID and servers can make a file name of it.

    Args:
        stable_uid: Identity of the event.
        milestone: Which stage of it.
        part: `OPENING` for its second entry.
    """
    name, _, domain = stable_uid.rpartition("@")
    if _BARE.fullmatch(stable_uid):
        name, place = stable_uid, ""
    elif not name or domain == DOMAIN:
        name, place = _encoded(stable_uid, _RISKY), f"@{DOMAIN}"
    else:
        name = _encoded(name, _RISKY_IN_FOREIGN)
        place = f"@{_encoded(domain, _RISKY_IN_FOREIGN)}"
    if milestone != EVENT_ITSELF:
        name = f"{name}+{_encoded(milestone, _RISKY)}"
    uid = f"{name}{part}{place}"
    return uid if len(uid) <= LONGEST else _shortened(uid)


def _encoded(text: str, risky: re.Pattern[str]) -> str:
    return risky.sub(_percent, text)


def _percent(found: re.Match[str]) -> str:
    octets = found[0].encode(errors="surrogatepass")
    return "".join(f"%{octet:02X}" for octet in octets)


def _shortened(uid: str) -> str:
    digest = hashlib.sha256(uid.encode()).hexdigest()
    return f"{uid[:150]}-{digest}@{DOMAIN}"
