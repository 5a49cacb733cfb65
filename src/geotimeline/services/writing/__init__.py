"""What people write into a data folder: new events, new claims, a new folder."""
