"""What comes next in a case of AWS Support, below the answer of a line about it."""

from __future__ import annotations

from course.plain.width import wrapped
from course.reading.cases import NEXT
from sim.world import World

ABOUT_ONE = ("show", "reply")
"""Words behind which a line has the number of its case."""


def told(line: str, world: World) -> list[str]:
    """Whose turn it is in the case that a line is about, the newest where it names none; nothing of other lines."""
    words = line.split()
    if words[:1] != ["support"] or not world.cases:
        return []
    number = words[2] if words[1:2] and words[1] in ABOUT_ONE and len(words) > 2 else str(world.cases[-1].number)
    return [wrapped(NEXT[case.status]) for case in world.cases if str(case.number) == number]
