"""The files of `alerts/`: read, and changed in place."""
