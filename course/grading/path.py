"""The acts that stand: a learner's way to where the history is now, without what was undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from course.grading.replay import Moment

T = TypeVar("T")


class Path(Generic[T]):
    """Acts that can be taken back, oldest first, each as what `make` gives for its moment.

    `every` are all of them; `acts` those since the last reset that stands, if there is one.
    """

    def __init__(self, make: Callable[[Moment], T]) -> None:
        self._make = make
        self._past: list[tuple[T, bool]] = []
        self._future: list[tuple[T, bool]] = []

    @property
    def every(self) -> list[T]:
        """The acts since the start, resets among them."""
        return [act for act, _ in self._past]

    @property
    def acts(self) -> list[T]:
        """The acts since the start, or since the last reset that stands."""
        since = max((at for at, (_, is_reset) in enumerate(self._past, 1) if is_reset), default=0)
        return [act for act, _ in self._past[since:]]

    def follow(self, moment: Moment) -> None:
        """Go on by a command line."""
        if moment.what != "line":
            return
        word, by = moment.line.strip(), moment.depth - len(self._past)
        if by < 0:
            self._future += self._past[by:][::-1]
            del self._past[by:]
        elif word == "redo":
            self._past += [self._future.pop() for _ in range(min(by, len(self._future)))]
        elif by:
            self._past += [(self._make(moment), word == "reset")] * by
            self._future = []
