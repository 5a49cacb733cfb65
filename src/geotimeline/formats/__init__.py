"""Text codecs: YAML in and out, iCalendar, JSON, terminal pictures."""
