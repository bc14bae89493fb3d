"""A list that grows from act to act, such as the trail: what a filter found in it once is not looked for again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sim.packed import Packed


class Growing:
    """A list whose elements are made of values when they are looked at, and not kept.

    `found` leads from a filter to how many elements it has looked at, those that pass, and the steps that it spent.
    """

    __slots__ = ("_made", "_of", "found")

    def __init__(self, of: Packed[Any], made: Callable[[Any], Any]) -> None:
        self._of, self._made = of, made
        self.found: dict[object, tuple[int, Sequence[Any], int]] = {}

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
        other.found = {key: found for key, found in self.found.items() if found[0] <= kept}
        return other


def plain(value: Any) -> Any:
    """The value as JSON has it: a list in the place of one that grows."""
    return list(value) if isinstance(value, Growing) else value


def plain_all(values: Iterable[Any]) -> list[Any]:
    """Each of several values as JSON has it."""
    return [plain(value) for value in values]
