"""A search of what the terminal printed: the places found, marked in their blocks, and the one that is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from course.tui.terminal.output_block import Block


@dataclass(frozen=True, slots=True)
class Match:
    """Where a search found something."""

    block: Block
    start: int


class OutputSearch:
    """What is looked for, in any case, and where it stands; nothing is looked for at first."""

    def __init__(self) -> None:
        self.matches: list[Match] = []
        self._pattern: re.Pattern[str] | None = None
        self._at = 0

    def __bool__(self) -> bool:
        """Whether something is looked for."""
        return self._pattern is not None

    def begin(self, blocks: Sequence[Block], part: str) -> None:
        """Mark every place that says `part`, and choose the last one; nothing is looked for where it is empty."""
        pattern = self._pattern = re.compile(re.escape(part), re.IGNORECASE) if part else None
        before = {match.block for match in self.matches}
        self.matches = [
            Match(block, found.start())
            for block in blocks
            if pattern is not None
            for found in pattern.finditer(block.text)
        ]
        for block in before - {match.block for match in self.matches}:
            block.mark(None)
        for block in {match.block for match in self.matches}:
            block.mark(pattern)
        self._at = len(self.matches) - 1

    def go(self, by: int) -> Match | None:
        """Choose another match, round and round, and mark it more than the others; none where nothing was found."""
        if not self.matches:
            return None
        self.matches[self._at].block.mark(self._pattern)
        self._at = (self._at + by) % len(self.matches)
        match = self.matches[self._at]
        match.block.mark(self._pattern, match.start)
        return match

    def drop(self, gone: Sequence[Block]) -> None:
        """Forget the matches of blocks that are gone."""
        self.matches = [match for match in self.matches if match.block not in gone]
        self._at = min(self._at, len(self.matches) - 1)

    @property
    def found(self) -> tuple[int, int]:
        """Which match is shown, from 1, and how many there are."""
        return (self._at + 1 if self.matches else 0), len(self.matches)

    def only_hidden(self, blocks: Sequence[Block]) -> bool:
        """Whether what is looked for stands in lines alone that are not shown: a long output's end."""
        pattern = self._pattern
        if pattern is None or self.matches:
            return False
        return any(block.whole is not None and pattern.search(block.whole) for block in blocks)
