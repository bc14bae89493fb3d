"""Exercises that pytest checks: the fixtures they use and how they are handed out."""
