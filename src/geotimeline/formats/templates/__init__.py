"""Users' own words for messages: Jinja2, sandboxed."""
