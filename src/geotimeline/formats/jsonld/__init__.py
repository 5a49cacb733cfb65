"""JSON-LD with the words of schema.org."""
