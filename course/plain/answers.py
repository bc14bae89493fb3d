"""What a line of a played lesson answered, in words: what the console's pages tell beside a document or a record."""

from __future__ import annotations

from course.plain import policies, simulation, support, trail
from course.tutor.driving import Outcome
from sim.world import World


def in_words(line: str, outcome: Outcome, world: World) -> list[str]:
    """Lines to stand below the answer of a line, in the world after it; none where there is no more to tell."""
    return (
        policies.told(outcome)
        or trail.told(outcome, world)
        or simulation.told(outcome, world)
        or support.told(line, world)
    )
