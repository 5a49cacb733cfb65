"""Time zones as calendars name them: IANA, Windows, with a vendor's path, or their own.

RFC 5545 §3.2.19 lets a TZID be any text that a VTIMEZONE explains, and many calendars
explain nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from geotimeline.formats.foreign_ical.components import Component, texts, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

_UTC_NAMES = ("UTC", "Z", "GMT", "ETC/UTC", "ETC/GMT", "TZONE://MICROSOFT/UTC")


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones that one calendar speaks of.

    Attributes:
        explained: Its VTIMEZONEs, by TZID.
        own: IANA name that the calendar gives for itself (X-WR-TIMEZONE); may be empty.
    """

    explained: Mapping[str, Component]
    own: str = ""

    @classmethod
    def of(cls, calendar: Component) -> Zones:
        """Find the zones of a VCALENDAR."""
        parts = [one for one in walk((calendar,)) if one.name == "VTIMEZONE"]
        own = zone_named(calendar.value("X-WR-TIMEZONE"))
        return cls({one.value("TZID"): one for one in parts}, own.key if own else "")

    def find(self, tzid: str) -> tzinfo | None:
        """Give the zone of that name, or None; a name that all know comes first."""
        named = zone_named(tzid)
        if named is not None:
            return named
        part = self.explained.get(tzid) or self.explained.get(tzid.strip("/"))
        if part is None:
            return None
        return zone_named(part.value("X-LIC-LOCATION")) or _by_its_rules(part)


@lru_cache(maxsize=512)
def zone_named(name: str) -> ZoneInfo | None:
    """Give the IANA zone that a name means: its own, Windows', or one behind a path."""
    if name.upper() in _UTC_NAMES:
        return ZoneInfo("UTC")
    from icalendar.timezone.windows_to_olson import (  # noqa: PLC0415 (not for `list`)
        WINDOWS_TO_OLSON,
    )

    bare = name.strip().strip("/")
    parts = bare.split("/")
    behind = ["/".join(parts[at:]) for at in range(1, len(parts) - 1)]
    return _known((bare, WINDOWS_TO_OLSON.get(bare, ""), *behind))


def zone_name(zone: tzinfo | None) -> str:
    """Give the IANA name of a zone; empty where it has none."""
    return zone.key if isinstance(zone, ZoneInfo) else ""


def _known(names: Iterable[str]) -> ZoneInfo | None:
    for name in names:
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: it is a folder
            continue
    return None


def _by_its_rules(part: Component) -> tzinfo | None:
    """Give the zone that a VTIMEZONE describes; None where it makes no sense.

    Clocks change by the year: a rule by the second would be followed for hours.
    """
    from icalendar import Timezone  # noqa: PLC0415 (not for `list`)

    rules = [line.value.upper() for one in part.parts for line in one.all("RRULE")]
    if not all("FREQ=YEARLY" in rule for rule in rules):
        return None

    try:
        read = Timezone.from_ical("\r\n".join((*texts(part), "")))
        found: tzinfo = cast("Timezone", read).to_tz()
    except Exception:  # noqa: BLE001 (whatever the library thinks of what is broken)
        return None
    return found
