"""A packed sequence is like any other: whatever was put in comes out, wherever one begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.packed import SIZE, Packed

COUNTS = (0, 1, SIZE, 2 * SIZE - 1, 2 * SIZE, 2 * SIZE + 1, 5 * SIZE + 7)


@pytest.mark.parametrize("count", COUNTS)
def test_it_is_the_sequence_of_what_was_put_in(count: int) -> None:
    values = [{"n": n} for n in range(count)]
    packed = Packed.of(values)
    for one in (packed, packed.folded(), packed.folded().folded()):
        assert (len(one), [*reversed(one)], [*one]) == (count, values, values[::-1])
        assert one == packed
        assert bool(one) is bool(values)
    for place in {0, 1, count // 2, max(0, count - 1), count, count + 3}:
        assert [*packed.since(place)] == [*packed.folded().since(place)] == values[place:]
    assert packed.folded().push_front({"n": count}) == packed.push_front({"n": count}) != packed


@given(st.integers(0, 4 * SIZE), st.integers(0, 3 * SIZE), st.integers(0, 3 * SIZE))
def test_what_two_share_is_the_same_in_both(common: int, one: int, other: int) -> None:
    root = Packed.of(range(common))
    mine, theirs = root, root
    for n in range(one):
        mine = mine.push_front(n)
    for n in range(other):
        theirs = theirs.push_front(-1 - n)
    shared = mine.shared(theirs)
    assert [*mine][::-1][:shared] == [*theirs][::-1][:shared]
    assert shared >= common - 2 * SIZE
    assert (mine == theirs) is (one == other == 0)
