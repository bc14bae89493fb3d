"""A lesson as it stands in its file: read, checked, bounded."""
