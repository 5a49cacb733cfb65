"""Markdown (CommonMark)."""
