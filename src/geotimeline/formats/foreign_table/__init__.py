"""Other people's tables as events: columns by name, dates as people write them.

A cell that cannot be read refuses its row, and says in which column and what would be
right.
"""
