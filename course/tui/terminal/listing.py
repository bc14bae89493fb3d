"""Candidates that are listed for a line, and how it reads with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.tui.terminal.completion import Completer
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

    def certain(self, completer: Completer) -> Listing:
        """The listing of the line as far as it is certain: with what all the candidates start with."""
        completion = self.completion
        word = self.head[completion.start :]
        common = completion.quote + shared_start([each.text for each in completion.candidates])
        if not word or len(common) <= len(word) or not re.fullmatch(r"['\"]?[\w@+./:-]+", common):
            return self
        head = self.head[: completion.start] + common
        return Listing(completer.complete(head), head, self.tail)

    def narrowed(self, completer: Completer, head: str, tail: str) -> Listing | None:
        """The listing for what is typed now, while it is still the same word."""
        completion = completer.complete(head)
        same = self.completion.start == completion.start < len(head)
        return Listing(completion, head, tail) if same and completion.candidates else None

    @property
    def typed(self) -> tuple[str, int]:
        """The line as it was typed, and where its cursor stood."""
        return self.head + self.tail, len(self.head)

    @property
    def line(self) -> tuple[str, int]:
        """The line with the candidate in it, and where its cursor stands."""
        if self.chosen is None:
            return self.typed
        head = self._head_with(self.chosen).rstrip(" ")
        return head + self.tail, len(head)

    def taken(self, chosen: int) -> tuple[str, int]:
        """The line with a candidate taken, to be typed on behind it, and where its cursor stands."""
        head = self._head_with(chosen)
        return head + self.tail.lstrip(" "), len(head)

    def _head_with(self, chosen: int) -> str:
        return self.head[: self.completion.start] + self.completion.written(self.candidates[chosen])

    @property
    def hint(self) -> str:
        """What is said of the list: which of the candidates is chosen, or how many fit, and the keys."""
        count = len(self.candidates) + self.completion.more
        place = f"{count:,} fit" if self.chosen is None else f"{self.chosen + 1} of {count:,} · enter takes it"
        return f"{place} · tab next · shift+tab before · esc back"


def shared_start(words: Sequence[str]) -> str:
    """The longest text that all the words start with."""
    first, last = min(words), max(words)
    for index, letter in enumerate(first):
        if index >= len(last) or last[index] != letter:
            return first[:index]
    return first
