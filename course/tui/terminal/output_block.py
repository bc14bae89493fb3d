"""A block of what the terminal printed: an act with what came of it, its rows, and what a search marked in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from textual.content import Content
from textual.strip import Strip

MOST_MARKED = 500
"""Matches that are marked in one block."""

MARK, HERE = "underline bold", "reverse bold underline"


@dataclass(eq=False, slots=True)
class Block:
    """One act and what came of it, or something that is no act."""

    told: Content
    line: str | None = None
    whole: str | None = None
    """All that it says, where only the first lines are shown."""
    first: int = 0
    """The number of its first line among all lines that were printed."""
    marked: Content | None = None
    """What it says with what a search marked in it."""
    heights: dict[int, int] = field(default_factory=dict)
    """Its rows, for each width that was asked for."""
    rows: tuple[object, list[Strip]] | None = None
    """Its rows as they were drawn last, and for what."""

    @property
    def text(self) -> str:
        """What it says, as plain text."""
        return self.told.plain

    @property
    def all(self) -> str:
        """What it says, with the lines that are not shown."""
        return self.text if self.whole is None else self.whole

    @property
    def end(self) -> int:
        """The number of the line behind its last one."""
        return self.first + self.text.count("\n") + 1

    def height(self, width: int) -> int:
        """How many rows it takes."""
        if width not in self.heights:
            self.heights = {width: self.told.get_height({}, width)}
        return self.heights[width]

    def mark(self, pattern: re.Pattern[str] | None, here: int | None = None) -> None:
        """Mark what fits the pattern, the match that starts at `here` more than the others."""
        self.marked = self.rows = None
        if pattern is not None:
            self.marked = self.told.highlight_regex(pattern, style=MARK, maximum_highlights=MOST_MARKED)
            if here is not None and (match := pattern.match(self.text, here)):
                self.marked = self.marked.stylize(HERE, *match.span())
