"""Reminders, and how their delivery fares, in words and as JSON."""
