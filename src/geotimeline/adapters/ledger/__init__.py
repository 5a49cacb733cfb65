"""Ledgers: what was planned, tried and sent."""
