"""Rules × beliefs × time → reminders. Pure: no files, no clock."""
