"""What a lesson needs of whoever drives the world, and the one way to run a line and keep the tutor in step."""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from course.lesson.model import Aside, Lesson, Question, Step
from course.tutor.answers import Answer
from course.tutor.run import LessonRun
from sim.shell.run import control
from sim.world import World


class Outcome(Protocol):
    """What came of a command line: texts for standard output and error, exit status, and the call it made, if any."""

    @property
    def output(self) -> str: ...  # noqa: D102
    @property
    def error(self) -> str: ...  # noqa: D102
    @property
    def status(self) -> int: ...  # noqa: D102
    @property
    def call(self) -> object | None: ...  # noqa: D102


class History(Protocol):
    """The acts so far: how many, the number of the last one, and those of all acts of its branch, 0 among them."""

    @property
    def depth(self) -> int: ...  # noqa: D102
    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def numbers(self) -> Collection[int]: ...  # noqa: D102


class Driver(Protocol):
    """The world and its history; `state` and `last` are the documents that checks and mistakes read."""

    @property
    def state(self) -> Mapping[str, Any]: ...  # noqa: D102
    @property
    def last(self) -> Mapping[str, Any] | None: ...  # noqa: D102
    @property
    def history(self) -> History: ...  # noqa: D102
    @property
    def world(self) -> World: ...  # noqa: D102
    def run(self, line: str) -> Outcome: ...  # noqa: D102


class Seat(Protocol):
    """A learner's place at a lesson: where acts, hints and answers go through, and what they have led to."""

    lesson: Lesson
    run: LessonRun

    @property
    def driver(self) -> Driver: ...  # noqa: D102
    def act(self, line: str) -> Outcome: ...  # noqa: D102
    def tick(self) -> Outcome | None: ...  # noqa: D102
    def hint(self) -> Aside | None: ...  # noqa: D102
    def answer(self, question: Question, number: int) -> Answer: ...  # noqa: D102
    def ask_twice(self, step: Step) -> bool: ...  # noqa: D102
    def pass_by(self, step: Step) -> None: ...  # noqa: D102
    def leave_step(self) -> None: ...  # noqa: D102
    def return_to(self, step: Step) -> None: ...  # noqa: D102
    def hand_in(self) -> None: ...  # noqa: D102


class BareSeat:
    """A place at a lesson of which nothing is kept."""

    def __init__(self, lesson: Lesson, driver: Driver) -> None:
        self.lesson = lesson
        self.driver: Driver = driver
        self.run = LessonRun.start(lesson, driver.state, driver.history.depth, driver.history.number)

    def act(self, line: str) -> Outcome:
        """Run a command line; the steps that it meets tick off."""
        self.run, outcome = follow(self.run, self.driver, line)
        return outcome

    def tick(self) -> Outcome | None:
        """What happened by itself is told by the lines alone here."""
        return None

    def hint(self) -> Aside | None:
        """Take the next hint of the step to do now."""
        self.run, hint = self.run.hint()
        return hint

    def answer(self, question: Question, number: int) -> Answer:
        """Choose answer `number` (from 1); of a prediction, once its lines were run."""
        self.run, answer = self.run.answer(question, number, self.driver.state, self.driver.last)
        return answer

    def ask_twice(self, step: Step) -> bool:
        """Whether to ask once more before open questions of a step are passed by."""
        self.run, again = self.run.ask_twice(step)
        return again

    def pass_by(self, step: Step) -> None:
        """Go on past a step's questions, or past a step that has nothing to do."""
        self.run = self.run.pass_by(step, self.driver.state)

    def leave_step(self) -> None:
        """Leave the step to do now for later."""
        self.run = self.run.leave(self.driver.state)

    def return_to(self, step: Step) -> None:
        """Go back to a step that was left."""
        self.run = self.run.return_to(step, self.driver.state)

    def hand_in(self) -> None:
        """End an examination as things stand."""
        self.run = self.run.hand_in()


def follow(run: LessonRun, driver: Driver, line: str) -> tuple[LessonRun, Outcome]:
    """Run one command line in the driver's world and give the run that follows from it."""
    outcome = driver.run(line)
    return caught_up(run, driver, line, outcome), outcome


def caught_up(run: LessonRun, driver: Driver, line: str, outcome: Outcome) -> LessonRun:
    """Give the run that follows from `line`, which the driver has run with `outcome`."""
    history, word = driver.history, "".join(control(line)[:1])
    if word in ("undo", "redo", "goto"):
        return run.moved_to(history.depth, history.number, history.numbers, driver.state)
    if word == "reset":
        return run.restarted(driver.state, history.depth, history.number)
    last = driver.last if outcome.call is not None else None
    return run.after(line, driver.state, last, history.depth, history.number)
