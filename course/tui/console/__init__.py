"""The simulated AWS console."""

from course.tui.console.container import Console

__all__ = ["Console"]
