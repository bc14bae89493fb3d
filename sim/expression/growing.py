"""A list that grows from act to act, such as the trail: what a filter found in it once is not looked for again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any


class Growing(list[Any]):
    """A list whose elements nobody changes.

    `found` leads from a filter to how many elements it has looked at, those that pass, and the steps that it spent.
    """

    __slots__ = ("found",)

    def __init__(self, elements: Iterable[Any] = ()) -> None:
        super().__init__(elements)
        self.found: dict[object, tuple[int, Sequence[Any], int]] = {}

    def grown(self, kept: int, new: Iterable[Any]) -> Growing:
        """A list that begins with the first `kept` elements of this one and goes on with new ones."""
        other = Growing(self[:kept])
        other.extend(new)
        other.found = {key: found for key, found in self.found.items() if found[0] <= kept}
        return other
