"""A list that grows from act to act, such as the trail: what a filter found in it once is not looked for again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sim.packed import Packed

LOOKS = 16
"""Looks of a filter that are remembered, so that a list that has become shorter again is not looked through anew."""


class Look(NamedTuple):
    """How many elements a filter has looked at, those of them that pass, and the steps that it spent."""

    seen: int = 0
    passed: Sequence[Any] = ()
    spent: int = 0


class Growing:
    """A list whose elements are made of values when they are looked at, and not kept.

    `looks` leads from a filter to its last looks, the newest at the end.
    """

    __slots__ = ("_made", "_of", "looks")

    def __init__(self, of: Packed[Any], made: Callable[[Any], Any]) -> None:
        self._of, self._made = of, made
        self.looks: dict[object, tuple[Look, ...]] = {}

    def __len__(self) -> int:
        return len(self._of)

    def __iter__(self) -> Iterator[Any]:
        return self.since(0)

    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return list(self)[place]
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        return next(self.since(at))

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, list | Growing) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def since(self, place: int) -> Iterator[Any]:
        """The elements from a place on."""
        return map(self._made, self._of.since(place))

    def grown(self, kept: int, of: Packed[Any]) -> Growing:
        """The list of other values, of which the first `kept` are the same as this one's."""
        other = Growing(of, self._made)
        for key, looks in self.looks.items():
            while looks and looks[-1].seen > kept:
                looks = looks[:-1]
            if looks:
                other.looks[key] = looks
        return other

    def look(self, key: object) -> Look:
        """What a filter found in the elements that it has looked at."""
        return self.looks[key][-1] if key in self.looks else Look()

    def looked(self, key: object, look: Look) -> None:
        """Remember a filter's look."""
        self.looks[key] = (*self.looks.get(key, ())[1 - LOOKS :], look)


def plain(value: Any) -> Any:
    """The value as JSON has it: a list in the place of one that grows."""
    return list(value) if isinstance(value, Growing) else value


def plain_all(values: Iterable[Any]) -> list[Any]:
    """Each of several values as JSON has it."""
    return [plain(value) for value in values]
