"""How the scheduler and its channels fare, from what the ledger knows."""
