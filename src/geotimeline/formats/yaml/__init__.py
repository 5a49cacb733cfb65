"""YAML that knows its lines: read into texts, mappings and lists, and written."""
