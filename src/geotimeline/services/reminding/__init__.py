"""The planning pass: what is to be told, held against what the ledger knows."""
