"""From an entry that is due to its end: claimed, sent, settled."""
