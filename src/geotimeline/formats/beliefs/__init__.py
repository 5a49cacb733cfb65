"""Events, beliefs and changes in words and as JSON."""
