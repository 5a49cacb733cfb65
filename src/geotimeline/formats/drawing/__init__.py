"""Timelines drawn: in characters for a terminal, and as SVG."""
