"""Transcripts run again: shown step by step, and graded by a lesson."""
