"""The acts that stand: a learner's way to where the history is now, without what was undone or left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from course.grading.replay import Moment

T = TypeVar("T")


@dataclass(slots=True)
class _Act(Generic[T]):
    made: T
    parent: int
    is_reset: bool


class Path(Generic[T]):
    """Acts by their numbers in the history, each as what `make` gives for its moment.

    `every` are those that lead to where the history is; `acts` those of them since the last reset, if there is one.
    """

    def __init__(self, make: Callable[[Moment], T]) -> None:
        self._make = make
        self._made: dict[int, _Act[T]] = {}
        self._here = 0

    @property
    def here(self) -> T | None:
        """The act that the history stands behind; None at the start."""
        act = self._made.get(self._here)
        return act.made if act else None

    @property
    def every(self) -> list[T]:
        """The acts since the start, oldest first, resets among them."""
        return [act.made for act in self._back()][::-1]

    @property
    def acts(self) -> list[T]:
        """The acts since the start, or since the last reset that stands."""
        found: list[T] = []
        for act in self._back():
            if act.is_reset:
                break
            found.append(act.made)
        return found[::-1]

    def follow(self, moment: Moment) -> None:
        """Go on by a command line."""
        if moment.what != "line":
            return
        if moment.number not in self._made and moment.number:
            is_reset = moment.line.strip() == "reset"
            self._made[moment.number] = _Act(self._make(moment), self._here, is_reset)
        self._here = moment.number

    def _back(self) -> Iterator[_Act[T]]:
        act = self._made.get(self._here)
        while act is not None:
            yield act
            act = self._made.get(act.parent)
