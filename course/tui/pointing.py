"""The sign before the line under the cursor, the same in every list: it is seen where no colour is."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

CURSOR = "❯"

MARGIN = 2
"""Columns that a list keeps free for the sign and a blank behind it."""


def pointed(line: Strip) -> Strip:
    """A line with the sign in its first cell, which has to be a blank."""
    first = line.crop(0, 1)
    style = next((segment.style for segment in first), None)
    return Strip.join([Strip([Segment(CURSOR, style)]), line.crop(1)])
