"""A step of a lesson as the screen shows it."""

from __future__ import annotations

from dataclasses import dataclass

from course.driver import Driver
from course.lesson.model import Block, Step
from course.tutor.run import How, LessonRun


@dataclass(frozen=True, slots=True)
class Page:
    """The step in view: its number of `count`, which checks are met, how many hints are given.

    `intro` are the blocks before the first step, `names` the users that a check's id may name, `ways` tells how each
    step of the lesson stands. Where help is held back until an examination's end, the book is closed.
    """

    step: Step
    number: int
    count: int
    intro: tuple[Block, ...] = ()
    names: tuple[str, ...] = ()
    met: frozenset[str] = frozenset()
    hints: int = 0
    can_show: bool = False
    complete: bool = False
    ways: tuple[How, ...] = ()
    can_leave: bool = False
    closed_book: bool = False

    @property
    def left(self) -> tuple[int, ...]:
        """The numbers of the steps that were left for later."""
        return tuple(number for number, how in enumerate(self.ways, 1) if how == "left" and number != self.number)


def page_of(run: LessonRun, driver: Driver, place: int) -> Page | None:
    """The step at a place, from 0, as the learner has it; None behind the last one."""
    if place >= len(run.lesson.steps):
        return None
    step = run.lesson.steps[place]
    complete = run.is_met(step)
    return Page(
        step,
        place + 1,
        len(run.lesson.steps),
        run.lesson.blocks if not place else (),
        tuple(sorted(driver.history.world.account.users)),
        frozenset(check.id for check in step.checks if complete or check.expression.is_true(driver.state)),
        len(run.hints_taken(step)),
        step is run.step and not run.closed_book and not run.handed_in and bool(run.remaining),
        complete,
        tuple(run.how(each) for each in run.lesson.steps),
        not complete and not run.over and run.met < len(run.lesson.steps) - 1,
        run.closed_book,
    )
