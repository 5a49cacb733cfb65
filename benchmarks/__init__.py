"""How fast it is, beside what one would otherwise use; `make bench` runs all."""
