"""Whether a block holds: run from many moments of the 30-second window, no line refused, every check met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from course.lesson.model import Step
from course.proof.worlds import PACES, PHASES
from course.recording.block import Item
from sim.clock import SECOND
from sim.history import History
from sim.totp import TIME_STEP
from sim.view import state
from sim.world import World


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a block does not hold: the line that was refused and the words, or the checks that are not met after it."""

    phase: int
    line: str | None = None
    words: str = ""
    unmet: tuple[str, ...] = ()
    pace: int = 0

    def __str__(self) -> str:
        where = f"begun {self.phase} s into the 30-second window"
        where += f", with {self.pace} s before each line" if self.pace else ""
        if self.line is not None:
            return f"{where}, this line is refused: {self.line} ({' '.join(self.words.split())[:300]})"
        return f"{where}, it leaves unmet: {', '.join(self.unmet)}"


def at_phases(world: World) -> Iterator[World]:
    """The world at the next moment of each phase."""
    for phase in PHASES:
        time = world.time // TIME_STEP * TIME_STEP + phase * SECOND
        yield world.at(time if time >= world.time else time + TIME_STEP)


def after(world: World, items: Sequence[Item], step: Step | None, pace: int = 0) -> World | Failure:
    """The world that the lines lead to, `pace` seconds passing before each of them, or why they do not hold."""
    history = History.begin(world)
    phase = world.time % TIME_STEP // SECOND
    for item in items:
        world = history.world
        passed = round(pace * SECOND * world.clock.rate)
        history, outcome = history.run(item.line, world.time + passed if passed else None)
        if outcome.status and not item.asked:
            return Failure(phase, item.line, outcome.error, pace=pace)
    unmet = _unmet(history.world, step)
    return Failure(phase, unmet=unmet, pace=pace) if unmet else history.world


def failure_at_any_pace(world: World, items: Sequence[Item], step: Step | None) -> Failure | None:
    """The first reason why the lines do not hold where real time passes before each of them."""
    results = (after(world, items, step, pace) for pace in PACES)
    return next((result for result in results if isinstance(result, Failure)), None)


def failure(worlds: Iterable[World], items: Sequence[Item], step: Step | None) -> Failure | None:
    """The first reason why the lines do not hold, if there is one."""
    results = (after(world, items, step) for world in worlds)
    return next((result for result in results if isinstance(result, Failure)), None)


def _unmet(world: World, step: Step | None) -> tuple[str, ...]:
    if step is None or not step.checks:
        return ()
    document = state(world)
    return tuple(check.id for check in step.checks if not check.expression.is_true(document))
