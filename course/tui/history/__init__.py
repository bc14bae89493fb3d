"""The history of an attempt: its strip, and a moment of it told."""
