"""The data folder as the program holds it: read once, kept good, read anew."""
