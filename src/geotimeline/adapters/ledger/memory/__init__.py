"""A ledger in memory, for replays and tests."""
