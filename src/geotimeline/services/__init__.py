"""Use cases: the only floor that joins the core and the adapters."""
