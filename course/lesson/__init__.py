"""Lessons: read them, follow a learner through one, play one as plain text."""
