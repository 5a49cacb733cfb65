"""Rules, beliefs and time give reminders. Pure: no files, no clock."""
