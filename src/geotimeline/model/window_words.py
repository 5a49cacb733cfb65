"""A window in plain English: "by the end of 2025", "4 or 5 December 2025"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.edtf import parse, text_of, words, words_of
from geotimeline.edtf.calendar_words import DASH
from geotimeline.model.window_edtf import lasting_edtf, marked
from geotimeline.model.zones import local_time

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.edtf import Qualifiers
    from geotimeline.model.duration import Duration
    from geotimeline.model.window import Window


def window_words(window: Window, zone_name: str, *, is_period: bool = False) -> str:
    """Say a window in plain English.

    Args:
        window: The days of which one is the beginning, and what is known of the end.
        zone_name: IANA name of the zone by whose clocks hours are told.
        is_period: Whether it is the period of a statistic and no day to come.
    """
    if window.instant is not None:
        return _hours_words(window, window.instant, zone_name)
    lasting = lasting_edtf(window, is_period=is_period)
    if lasting:
        return words(parse(lasting)) + _doubt_words(window.qualifiers)
    return _start_words(window) + _rest_words(window)


def duration_words(duration: Duration) -> str:
    """Say a length of time: "2 days", "1 year and 6 months", "90 minutes"."""
    years, months = divmod(duration.months, 12)
    hours, minutes, seconds = _clock_units(duration.seconds)
    counted = (
        (years, "year"),
        (months, "month"),
        (duration.days, "day"),
        (hours, "hour"),
        (minutes, "minute"),
        (seconds, "second"),
    )
    said = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in counted if n]
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))


def day_and_hour_words(instant: datetime, zone_name: str) -> str:
    """Say an instant by the clocks of a zone: "4 December 2025, 16:00"."""
    local = local_time(instant, zone_name).replace(tzinfo=None)
    return words(parse(local.isoformat(timespec="seconds")))


def _hours_words(window: Window, instant: datetime, zone_name: str) -> str:
    said = day_and_hour_words(instant, zone_name)
    end = window.end_instant(zone_name)
    if end is not None:
        until = day_and_hour_words(end, zone_name)
        day, _, hour = until.partition(", ")
        same_day = said.startswith(f"{day}, ")
        said += f"{DASH}{hour}" if same_day else f" {DASH} {until}"
    return f"{said} ({zone_name}){_doubt_words(window.qualifiers)}"


def _start_words(window: Window) -> str:
    text = text_of(window.starts)
    if text.startswith("["):
        return words_of(window.starts) + _doubt_words(window.qualifiers)
    return words(parse(marked(text, window.qualifiers)))


def _rest_words(window: Window) -> str:
    """Say what is known of the end, after the days on which it may begin."""
    if window.duration is not None:
        return f", for {duration_words(window.duration)}"
    if window.ends is None or window.ends.open_end or window.ends == window.starts:
        return ""
    return f", ending {words_of(window.ends)}"


def _doubt_words(qualifiers: Qualifiers) -> str:
    doubts = ["uncertain"] * qualifiers.uncertain
    doubts += ["approximate"] * qualifiers.approximate
    return f" ({', '.join(doubts)})" if doubts else ""


def _clock_units(seconds: int) -> tuple[int, int, int]:
    minutes, seconds = divmod(seconds, 60)
    hours, rest = divmod(minutes, 60)
    if rest and not hours // 2:  # 90 minutes is how people say it
        return 0, minutes, seconds
    return hours, rest, seconds
