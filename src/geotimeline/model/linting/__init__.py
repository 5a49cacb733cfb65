"""Lints: what can be read and may be true, and still deserves a second look. Pure."""
