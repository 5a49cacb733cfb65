"""Messages: from what is to be told to the words that are sent."""
