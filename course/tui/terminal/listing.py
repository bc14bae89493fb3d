"""Candidates that are listed for a line, and a search of the lines that were run: what stands beside the box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.completion import Candidate, Completion


@dataclass(frozen=True, slots=True)
class Listing:
    """Candidates that are listed, for a line as it was typed: `head` up to the cursor and `tail` behind it."""

    completion: Completion
    head: str
    tail: str
    chosen: int | None = None

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        return self.completion.candidates

    def moved(self, by: int) -> Listing:
        """The next candidate, round and round."""
        count = len(self.candidates)
        first = 0 if by > 0 else count - 1
        return replace(self, chosen=first if self.chosen is None else (self.chosen + by) % count)

    @property
    def line(self) -> tuple[str, int]:
        """The line with the candidate in it, and where its cursor stands."""
        if self.chosen is None:
            return self.head + self.tail, len(self.head)
        head = self.head[: self.completion.start] + self.completion.written(self.candidates[self.chosen]).rstrip(" ")
        return head + self.tail, len(head)

    @property
    def hint(self) -> str:
        """What is said of the list: which of the candidates is chosen, or how many fit, and the keys."""
        count = len(self.candidates) + self.completion.more
        place = f"{count:,} fit" if self.chosen is None else f"{self.chosen + 1} of {count:,} · enter takes it"
        return f"{place} · tab next · shift+tab before · esc back"


@dataclass(frozen=True, slots=True)
class Search:
    """A search of the lines run: what is looked for, which of the hits is shown, what the box held before."""

    before: str
    part: str = ""
    hit: int = 0

    def hint(self, hits: int) -> str:
        """What is said of the search, of so many hits."""
        if not hits:
            return f"find “{self.part}”: {'no line holds it' if self.part else 'type a part'} · esc back"
        which = f"{self.hit + 1} of {hits}"
        return f"find “{self.part}”: {which} · ctrl+r older · enter runs · tab edits · esc back"


def shared_start(words: Sequence[str]) -> str:
    """The longest text that all the words start with."""
    first, last = min(words), max(words)
    for index, letter in enumerate(first):
        if index >= len(last) or last[index] != letter:
            return first[:index]
    return first
