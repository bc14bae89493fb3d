"""The acts of a branch of the history, and how its worlds are kept: those of the last acts, and one of so many before.

An act is a command line, and a line run again on the world before it makes the same world. So of older acts little more
is kept than their lines, packed; whoever goes back there has the worlds made again, from the nearest one that is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from rpds import List

from sim.packed import pack, unpack
from sim.shell import run
from sim.shell.run import control, happened
from sim.values import changed
from sim.world import World

STRETCH = 128
"""Acts of which one world is kept; of the last acts, at least so many, every world is."""


class Act(NamedTuple):
    """What an act was: a line that changed the world, and what the world before it was apart from the act before.

    Acts are numbered from 1 in the order in which they were made. `answer` is the first line of what was answered,
    `status` its exit status. `began` and `ended` are the service times of the worlds before and after; `begun` and
    `coming` tell which happenings had happened before: the time that they count from, and how many were still to come.
    """

    number: int
    line: str
    status: int
    answer: str
    began: int
    ended: int
    begun: int | None
    coming: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An act of a branch; `depth` is how many acts lead to it and with it."""

    act: Act
    depth: int
    branch: Acts = field(repr=False, compare=False)

    @property
    def number(self) -> int:
        """The act's number."""
        return self.act.number

    @property
    def line(self) -> str:
        """The line that was run."""
        return self.act.line

    @property
    def status(self) -> int:
        """Its exit status."""
        return self.act.status

    @property
    def answer(self) -> str:
        """The first line of what was answered."""
        return self.act.answer

    @property
    def before(self) -> World:
        """The world before the act."""
        return self.branch.worlds(self.depth)[0]

    @property
    def after(self) -> World:
        """The world after the act."""
        return self.branch.worlds(self.depth)[1]

    @property
    def parent(self) -> Entry | None:
        """The act that it followed."""
        return self.branch.at(self.depth - 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Lived:
    """One of the last acts, with its worlds."""

    act: Act
    before: World
    after: World


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """Older acts: packed, with the world before the first of them, and those after resets, which no line makes.

    Of that world what no other shares is packed as well: the end of its trail, and the codes judged last.
    """

    first: int
    world: World
    tries: bytes
    acts: bytes
    resets: tuple[tuple[int, World], ...]

    @classmethod
    def of(cls, lived: tuple[_Lived, ...]) -> _Stretch:
        """The stretch of these acts."""
        first, world = lived[0].act.number, lived[0].before
        folded = changed(world, trail=world.trail.folded(), tries=())
        resets = tuple((at, each.after) for at, each in enumerate(lived) if control(each.act.line))
        return cls(first, folded, pack(world.tries), pack(each.act for each in lived), resets)

    @property
    def before(self) -> World:
        """The world before the first act."""
        return changed(self.world, tries=unpack(self.tries))


@dataclass(frozen=True, slots=True, eq=False)
class Acts:
    """The acts of a branch from the beginning to its end, as a value; acts are told apart by their depth, from 1."""

    _stretches: List[_Stretch] = field(default_factory=List)
    _last: tuple[_Lived, ...] = ()

    def __len__(self) -> int:
        return len(self._stretches) * STRETCH + len(self._last)

    def __iter__(self) -> Iterator[Entry]:
        """The acts, oldest first."""
        depth = 0
        for stretch in [*self._stretches][::-1]:
            for act in _unpacked(stretch):
                yield Entry(act, depth := depth + 1, self)
        for lived in self._last:
            yield Entry(lived.act, depth := depth + 1, self)

    def back(self, depth: int) -> Iterator[Entry]:
        """The acts from that depth back to the first one."""
        while entry := self.at(depth):
            yield entry
            depth -= 1

    def at(self, depth: int) -> Entry | None:
        """The act at a depth; None for 0, which is the beginning."""
        if not depth:
            return None
        place = depth - 1 - len(self._stretches) * STRETCH
        if place >= 0:
            return Entry(self._last[place].act, depth, self)
        return Entry(_unpacked(self._stretch(depth))[(depth - 1) % STRETCH], depth, self)

    def find(self, number: int) -> Entry | None:
        """The act of that number, if it is on this branch."""
        if self._last and self._last[0].act.number <= number:
            depth, acts = len(self._stretches) * STRETCH, tuple(lived.act for lived in self._last)
        else:
            depth, acts = len(self._stretches) * STRETCH, ()
            for stretch in self._stretches:
                depth -= STRETCH
                if stretch.first <= number:
                    acts = _unpacked(stretch)
                    break
        return next((Entry(act, depth + at, self) for at, act in enumerate(acts, 1) if act.number == number), None)

    @property
    def begin(self) -> World | None:
        """The world before the first act; None where there is no act."""
        for stretch in islice(self._stretches, max(0, len(self._stretches) - 1), None):
            return stretch.before
        return self._last[0].before if self._last else None

    def worlds(self, depth: int) -> tuple[World, World]:
        """The worlds before and after the act at a depth."""
        place = depth - 1 - len(self._stretches) * STRETCH
        lived = self._last[place] if place >= 0 else _lived_again(self._stretch(depth))[(depth - 1) % STRETCH]
        return lived.before, lived.after

    def first(self, depth: int) -> Acts:
        """The branch that ends with the act at a depth."""
        place = depth - len(self._stretches) * STRETCH
        if place >= 0:
            return self if place == len(self._last) else Acts(self._stretches, self._last[:place])
        whole, part = divmod(depth, STRETCH)
        older = self._stretches
        while len(older) > whole + 1:
            older = older.drop_first()
        return Acts(older.drop_first(), _lived_again(next(iter(older)))[:part])

    def followed_by(self, act: Act, before: World, after: World) -> Acts:
        """The branch with one more act, which `act.line` made of the world before it."""
        last = (*self._last, _Lived(act, before, after))
        if len(last) < 2 * STRETCH:
            return Acts(self._stretches, last)
        return Acts(self._stretches.push_front(_Stretch.of(last[:STRETCH])), last[STRETCH:])

    def _stretch(self, depth: int) -> _Stretch:
        return next(islice(self._stretches, len(self._stretches) - 1 - (depth - 1) // STRETCH, None))


@dataclass(frozen=True, slots=True)
class Numbers(Collection[int]):
    """The numbers of a branch's acts, that of the beginning, 0, among them; in the order of the acts."""

    branch: Acts

    def __contains__(self, number: object) -> bool:
        return number == 0 or (isinstance(number, int) and self.branch.find(number) is not None)

    def __iter__(self) -> Iterator[int]:
        return chain((0,), (entry.number for entry in self.branch))

    def __len__(self) -> int:
        return 1 + len(self.branch)


@lru_cache(maxsize=8)
def _unpacked(stretch: _Stretch) -> tuple[Act, ...]:
    return unpack(stretch.acts)


@lru_cache(maxsize=2)
def _lived_again(stretch: _Stretch) -> tuple[_Lived, ...]:
    resets, lived, before = dict(stretch.resets), list[_Lived](), stretch.before
    for at, act in enumerate(_unpacked(stretch)):
        before = _until(before, act) if at else before
        after = resets[at] if at in resets else run(before, act.line).world
        lived.append(_Lived(act, before, after))
        before = after
    return tuple(lived)


def _until(world: World, act: Act) -> World:
    """The world before an act, made of the one after the act before it: time passed, and what was to happen did."""
    if world.begun != act.begun:
        world = replace(world, begun=act.begun)
    while len(world.coming) > act.coming and (due := world.due) is not None:
        world, _ = happened(world.at(due))
    return world.at(act.began) if world.time != act.began else world
