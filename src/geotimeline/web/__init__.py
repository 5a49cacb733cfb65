"""The HTTP shell: feeds, a page of them, acknowledgements, health and metrics."""
