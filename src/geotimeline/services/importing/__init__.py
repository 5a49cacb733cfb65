"""Other people's calendars and tables as events: what is new, moved, or gone.

What a file says once more writes nothing; what it says anew becomes a claim, so that
the history of its slips is kept.
"""
