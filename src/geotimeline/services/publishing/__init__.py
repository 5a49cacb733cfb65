"""The timeline for others: exports, feeds, and calendars on servers."""
