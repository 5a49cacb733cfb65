"""Local days and hours as instants, with a stated answer where clocks are changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MIDNIGHT = time(0, 0)
EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(tzinfo=UTC)


@lru_cache(maxsize=512)
def zone(name: str) -> ZoneInfo:
    """Give the IANA zone of that name.

    Raises:
        ZoneInfoNotFoundError: There is no such zone.
    """
    return ZoneInfo(name)


def instant_at(day: date, hour: time, zone_name: str) -> datetime:
    """Give the instant, in UTC, at which local clocks of a zone show `hour` on `day`.

    An hour that clocks skip is read as if they had not been put forward yet (02:30
    becomes 03:30); an hour that comes twice is the first of the two (RFC 5545 §3.3.5
    reads both so). Instants beyond the years 1 and 9999 are cut to them.
    """
    try:
        return datetime.combine(day, hour, zone(zone_name)).astimezone(UTC)
    except OverflowError:
        return EARLIEST if day.year == date.min.year else LATEST


def start_of(day: date, zone_name: str) -> datetime:
    """Give the instant, in UTC, at which a day begins in a zone."""
    return instant_at(day, MIDNIGHT, zone_name)


def day_of(instant: datetime, zone_name: str) -> date:
    """Give the local day on which an instant falls."""
    return instant.astimezone(zone(zone_name)).date()


def local_time(instant: datetime, zone_name: str) -> datetime:
    """Give an instant by the clocks of a zone; in UTC beyond the years 1 and 9999."""
    try:
        return instant.astimezone(zone(zone_name))
    except OverflowError:
        return instant


def later(instant: datetime, span: timedelta) -> datetime:
    """Give the instant so much later, at most the end of the year 9999."""
    return LATEST if LATEST - instant <= span else instant + span
