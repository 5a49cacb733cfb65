"""Events, claims, beliefs, the timeline and its query language. Pure."""
