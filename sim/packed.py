"""A sequence that grows at its end and costs little: what lies further back is kept packed.

The values are as they were put in; packed and unpacked they are equal to what they were, if no longer the same objects.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Generic, TypeVar

from rpds import List

T = TypeVar("T")

SIZE = 32
"""Values that are packed together; the newest, at least so many, are not."""


def pack(values: Iterable[Any]) -> bytes:
    """Values in few bytes, for this process alone."""
    import pickle

    return zlib.compress(pickle.dumps(tuple(values), pickle.HIGHEST_PROTOCOL))


def unpack(packed: bytes) -> tuple[Any, ...]:
    """The values that were packed."""
    import pickle

    values: tuple[Any, ...] = pickle.loads(zlib.decompress(packed))
    return values


@dataclass(frozen=True, slots=True, eq=False)
class Packed(Generic[T]):
    """An immutable sequence; going through it begins with the newest value. Places count from the oldest, from 0."""

    _chunks: List[bytes] = field(default_factory=List)
    _rest: tuple[T, ...] | bytes = ()
    _count: int = 0

    @classmethod
    def of(cls, values: Iterable[T]) -> Packed[T]:
        """The sequence of these values, the oldest first."""
        packed = cls()
        for value in values:
            packed = packed.push_front(value)
        return packed

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        yield from reversed(self._newest)
        for chunk in self._chunks:
            yield from reversed(unpack(chunk))

    def __reversed__(self) -> Iterator[T]:
        return self.since(0)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Packed):
            return NotImplemented
        if len(self) != len(other):
            return False
        known = self.shared(other)
        return all(mine == theirs for mine, theirs in zip(self.since(known), other.since(known), strict=True))

    __hash__ = None  # type: ignore[assignment]

    def since(self, place: int) -> Iterator[T]:
        """The values from a place on, the oldest first."""
        skipped = min(place // SIZE, len(self._chunks))
        chunks = list(islice(self._chunks, len(self._chunks) - skipped))
        values = chain.from_iterable(map(unpack, reversed(chunks)))
        return islice(chain(values, self._newest), place - skipped * SIZE, None)

    def push_front(self, value: T) -> Packed[T]:
        """The sequence with one more value, which is its newest."""
        rest, count = (*self._newest, value), self._count + 1
        if len(rest) < 2 * SIZE:
            return Packed(self._chunks, rest, count)
        return Packed(self._chunks.push_front(pack(rest[:SIZE])), rest[SIZE:], count)

    def folded(self) -> Packed[T]:
        """The same sequence in the fewest bytes, for one that is to be kept rather than gone on from."""
        return self if isinstance(self._rest, bytes) else Packed(self._chunks, pack(self._rest), self._count)

    def shared(self, other: Packed[T]) -> int:
        """How many of the oldest values are known to be the same in both, without a look at each."""
        mine, theirs = self._chunks, other._chunks
        while len(mine) > len(theirs):
            mine = mine.drop_first()
        while len(theirs) > len(mine):
            theirs = theirs.drop_first()
        while mine and next(iter(mine)) is not next(iter(theirs)):
            mine, theirs = mine.drop_first(), theirs.drop_first()
        return len(mine) * SIZE

    @property
    def _newest(self) -> tuple[T, ...]:
        """The newest values, the oldest of them first."""
        return unpack(self._rest) if isinstance(self._rest, bytes) else self._rest
