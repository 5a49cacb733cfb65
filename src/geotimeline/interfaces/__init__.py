"""Ports: what the authors of notifiers, exporters and ledgers see."""
