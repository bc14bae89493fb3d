"""How the steps stood at each act of a history with branches, as a value."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from course.tutor.standing import Standing

MOST_ASIDE = 2_000
"""Moments that are kept of branches left behind: the latest."""


@dataclass(frozen=True, slots=True)
class Moment:
    """How the steps stand from the act of that number on, which lies at `depth`."""

    depth: int
    number: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments of the branch that the world is on, by depth, and those of the branches left behind."""

    line: tuple[Moment, ...] = ()
    aside: tuple[Moment, ...] = ()

    def at(self, depth: int) -> Standing | None:
        """How the steps stand at a depth of the branch; None before the first moment."""
        return next((moment.standing for moment in reversed(self.line) if moment.depth <= depth), None)

    def leaving(self, depth: int) -> "Moments":
        """The moments once an act at that depth was made: what lay there and beyond was left behind."""
        left = tuple(moment for moment in self.line if moment.depth >= depth)
        if not left:
            return self
        return Moments(self.line[: -len(left)], (*self.aside, *left)[-MOST_ASIDE:])

    def along(self, numbers: Collection[int]) -> "Moments":
        """The moments where the world has gone to the branch whose acts have these numbers."""
        every = sorted((*self.line, *self.aside), key=lambda moment: moment.depth)
        return Moments(
            tuple(moment for moment in every if moment.number in numbers),
            tuple(moment for moment in every if moment.number not in numbers),
        )

    def standing(self, depth: int, number: int, standing: Standing) -> "Moments":
        """The moments with the steps standing so from that act on."""
        others = (moment for moment in self.line if moment.depth != depth)
        line = sorted((*others, Moment(depth, number, standing)), key=lambda moment: moment.depth)
        return replace(self, line=tuple(line))
