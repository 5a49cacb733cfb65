"""The files of `events/`: read, written, and changed in place."""
