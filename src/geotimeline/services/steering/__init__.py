"""What people ask of reminders: why, not now, never, once more."""
