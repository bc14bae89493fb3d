"""An attempt run again, moment by moment: each command line with what came of it, and what happened between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from course.driver import Driver
from course.lesson.model import Aside, Lesson, Question, Step
from course.sitting import Sitting
from course.tutor.answers import Answer
from course.tutor.driving import caught_up
from course.tutor.remarks import Words
from course.tutor.run import LessonRun
from sim.people import YOU
from sim.shell.run import control
from sim.world import Outcome, World

Line = tuple[int, str]
Result = tuple[int, str, str, str]


class TooLongError(Exception):
    """The replay was given up: its command lines take too long. `done` of them were run."""

    def __init__(self, done: int, count: int) -> None:
        super().__init__(f"its lines take too long to run: given up after {done:,} of {count:,}")
        self.done, self.count = done, count


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: a command line (`what` is `line`), or what a result of the attempt says.

    `step` is the step to do before it, `met` and `unmet` the steps that it ticked off and took back. `words` are the
    tutor's about the call that this line made. `claim` is the step's id as the result has it, `detail` its detail.
    `depth` and `number` are those of the act that the history stands behind afterwards.
    """

    what: str
    time: int
    before: World
    after: World
    depth: int
    number: int = 0
    line: str = ""
    outcome: Outcome | None = None
    step: Step | None = None
    met: tuple[Step, ...] = ()
    unmet: tuple[Step, ...] = ()
    words: Words | None = None
    cause: str | None = None
    run: LessonRun | None = None
    hint: Aside | None = None
    question: Question | None = None
    answer: Answer | None = None
    claim: str = ""
    detail: str = ""

    @property
    def refused(self) -> bool:
        """Whether the command line was refused."""
        return self.outcome is not None and self.outcome.status != 0

    @property
    def control(self) -> bool:
        """Whether the line acts on the history: an undo, a redo, a reset or a goto; or lists it."""
        return self.what == "line" and bool(control(self.line))

    @property
    def person(self) -> str:
        """Whose hands the command line went through."""
        call = self.outcome.call if self.outcome else None
        words = self.line.split(maxsplit=2)
        if call is not None and words[:1] != ["as"]:
            return call.person
        if len(words) == 3 and words[0] == "as":
            return words[1] if words[1] in self.before.people else words[1].lower()
        return YOU


def replay(
    start: World,
    lines: Sequence[Line],
    results: Sequence[Result] = (),
    lesson: Lesson | None = None,
    *,
    may_go_on: Callable[[], bool] = lambda: True,
) -> Iterator[Moment]:
    """Run an attempt again from `start`; without a lesson, its lines alone.

    `may_go_on` is asked before each moment. Raises TooLongError when it says no.
    """
    seat = _Seat(start, lesson)
    waiting = list(results)[::-1]
    for number in range(len(lines) + 1):
        while waiting and (waiting[-1][0] <= number or number == len(lines)):
            _go_on(may_go_on, number, len(lines))
            yield seat.repeat(waiting.pop())
        if number < len(lines):
            _go_on(may_go_on, number, len(lines))
            yield seat.act(*lines[number])


def _go_on(may_go_on: Callable[[], bool], done: int, count: int) -> None:
    if not may_go_on():
        raise TooLongError(done, count)


class _Seat:
    def __init__(self, start: World, lesson: Lesson | None) -> None:
        self._sitting = Sitting(lesson, start, lambda: start.time) if lesson is not None else None
        self._driver = self._sitting.driver if self._sitting else Driver(start, lambda: start.time)

    def act(self, time: int, line: str) -> Moment:
        sitting, driver = self._sitting, self._driver
        before, run = driver.history.at(time).settled()[0].world, sitting.run if sitting else None
        outcome = driver.replay(time, line)
        words = None
        if sitting is not None:
            sitting.run = caught_up(sitting.run, driver, line, outcome)
            said = sitting.run.words
            words = said if outcome.call is not None or (run and said is not run.words) else None
        cause = outcome.call.cause if outcome.call else None
        return self._moment("line", before, run, time, line=line, outcome=outcome, words=words, cause=cause)

    def repeat(self, result: Result) -> Moment:
        _, step_id, what, detail = result
        sitting, world = self._sitting, self._driver.history.world
        run = sitting.run if sitting else None
        hint = question = answer = None
        if sitting is not None and what == "hint":
            sitting.run, hint = sitting.run.hint()
        elif sitting is not None and what == "answer":
            question, number = _chosen(sitting.lesson, detail)
            if question is not None:
                sitting.run, answer = sitting.run.answer(question, number, self._driver.state, self._driver.last)
        elif sitting is not None:
            sitting.repeat(step_id, what, detail)
        return self._moment(
            what, world, run, world.time, hint=hint, question=question, answer=answer, claim=step_id, detail=detail
        )

    def _moment(self, what: str, before: World, run: LessonRun | None, time: int, **told: Any) -> Moment:
        history = self._driver.history
        now = self._sitting.run if self._sitting else None
        return Moment(
            what,
            time,
            before,
            history.world,
            history.depth,
            history.number,
            step=run.step if run else None,
            met=now.newly_met(run) if now and run else (),
            unmet=run.newly_met(now) if now and run else (),
            run=now,
            **told,
        )


def _chosen(lesson: Lesson, detail: str) -> tuple[Question | None, int]:
    """The question that a kept answer is about, and the number chosen; None where the lesson has no such choice."""
    identity, _, number = detail.rpartition(" ")
    question = next((q for step in lesson.steps for q in step.questions if q.id == identity), None)
    chosen = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    if question is None or not 1 <= chosen <= len(question.choices):
        return None, 0
    return question, chosen
