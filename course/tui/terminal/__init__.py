"""The terminal: the line that is typed, and what it answered."""
