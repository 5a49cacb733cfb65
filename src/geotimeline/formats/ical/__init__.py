"""iCalendar (RFC 5545): a timeline as a calendar, uncertain dates and all.

docs/ical.md says what becomes of each kind of date.
"""

from __future__ import annotations

from geotimeline.formats.ical.exporter import ICalExporter

__all__ = ["ICalExporter"]
