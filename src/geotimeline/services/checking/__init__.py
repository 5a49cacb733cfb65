"""What is wrong with a data folder, in and between its files."""
