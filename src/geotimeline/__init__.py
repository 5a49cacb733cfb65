"""geotimeline: events with uncertain dates, listed, reminded of, and in calendars."""

__version__ = "0.1.0"
