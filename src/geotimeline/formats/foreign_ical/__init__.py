"""Other people's calendars (RFC 5545), read as they are and not as they should be.

A line that cannot be read costs that line, an entry that cannot be taken costs that
entry; both are named. `icalendar` reads values and time zones, dateutil the rules; the
lines are parted here, since every message names one and every line is kept.
"""
