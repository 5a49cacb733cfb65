"""I/O: the clock, files, the ledger, notifiers."""
