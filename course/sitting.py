"""A learner at a lesson: the driver and the tutor side by side, everything kept, and the way back to where one left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from course.driver import EXPLAIN, Driver, HostTime
from course.lesson.model import Aside, Lesson, Predict, Question, Step
from course.tutor.answers import Answer
from course.tutor.driving import caught_up
from course.tutor.marking import REFUSED
from course.tutor.run import LessonRun
from sim.people import Credentials
from sim.services.declare import Operation
from sim.services.invoke import Reply
from sim.world import Outcome, World


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of an attempt: timed lines, results (lines before it, step, what, detail), the time when left."""

    lines: tuple[tuple[int, str], ...] = ()
    results: tuple[tuple[int, str, str, str], ...] = ()
    left: int = 0


class Record(Protocol):
    """Where an attempt is kept: its command lines, and what the learner did in the lesson besides."""

    def append(self, time: int, line: str) -> None:
        """Keep a command line and the service time (milliseconds) it ran at."""

    def result(self, step: str, what: str, detail: str) -> None:
        """Keep that in `step` a hint was taken, a question answered, the step passed, left, returned to or met."""

    def ask_again(self, step: str, questions: Sequence[str], now: int) -> None:
        """Keep, with the next result, that questions of a step are to be asked again; `now` is the host's time."""

    def leave(self, time: int, *, live: bool) -> None:
        """Keep the service time at which the learner left."""


class Sitting:
    """A lesson being done. Lines go through `act`; hints and answers through the methods named so."""

    def __init__(self, lesson: Lesson, start: World, host_time: HostTime, record: Record | None = None) -> None:
        self.lesson, self._record, self._host_time = lesson, record, host_time
        self.driver = Driver(start, host_time, record)
        self.run = LessonRun.start(lesson, self.driver.state)

    @property
    def words(self) -> str | None:
        """What the learner hears of the last call."""
        return self.run.heard.text if self.run.heard else None

    def act(self, line: str) -> Outcome:
        """Run a command line; the steps that it meets tick off. In an examination `explain` waits for its end."""
        before = self.run
        if before.closed_book and line.split() == [EXPLAIN]:
            return Outcome(self.driver.world, f"{REFUSED}\n")
        outcome = self.driver.run(line)
        self.run = caught_up(self.run, self.driver, line, outcome)
        self._keep_standing(before)
        return outcome

    def call(self, credentials: Credentials, operation: Operation, parameters: dict[str, Any]) -> tuple[Outcome, Reply]:
        """Do a program's call of the account's API; the steps that it meets tick off."""
        before = self.run
        outcome, reply = self.driver.call(credentials, operation, parameters)
        if outcome.call is not None:
            self.run = caught_up(self.run, self.driver, outcome.call.line, outcome)
            self._keep_standing(before)
        return outcome, reply

    def tick(self) -> Outcome | None:
        """Notice what happened by itself as time passed; the steps that it, or time alone, meets tick off."""
        before = self.run
        outcome = self.driver.tick()
        if outcome is None and before.meets_more(self.driver.state):
            outcome = self.driver.notice()
        if outcome is not None:
            self.run = caught_up(self.run, self.driver, "", outcome)
            self._keep_standing(before)
        return outcome

    def hint(self) -> Aside | None:
        """Take the next hint of the step to do now."""
        step = self.run.step
        self.run, hint = self.run.hint()
        if hint is not None and step is not None:
            self._keep(step.id, "hint", "")
        return hint

    def predict(self, question: Predict, number: int, tell: Callable[[str, Outcome], object]) -> Answer:
        """Answer a prediction: its lines are run, each told with its outcome, and what came of them decides."""
        for line in question.run.commands():
            tell(line, self.act(line))
        return self.answer(question, number)

    def answer(self, question: Question, number: int) -> Answer:
        """Choose answer `number` (from 1); of a prediction, once its lines were run."""
        before = self.run
        step = self._step_of(question)
        self.run, answer = self.run.answer(question, number, self.driver.state, self.driver.last)
        if self.run.is_met(step):
            self._ask_again(step, [question.id])
        self._keep(step.id, "answer", f"{question.id} {number}")
        self._keep_standing(before)
        return answer

    def ask_twice(self, step: Step) -> bool:
        """Whether to ask once more before open questions of a step are passed by."""
        self.run, again = self.run.ask_twice(step)
        return again

    def pass_by(self, step: Step) -> None:
        """Go on past a step's questions, or past a step that has nothing to do."""
        before = self.run
        self.run = self.run.pass_by(step, self.driver.state)
        self._keep(step.id, "continue", "")
        self._keep_standing(before)

    def leave_step(self) -> None:
        """Leave the step to do now for later, and go on with the next."""
        before, step = self.run, self.run.step
        self.run = self.run.leave(self.driver.state)
        if step is not None and self.run is not before:
            self._keep(step.id, "leave", "")
            self._keep_standing(before)

    def return_to(self, step: Step) -> None:
        """Go back to a step that was left."""
        before = self.run
        self.run = self.run.return_to(step, self.driver.state)
        if self.run is not before:
            self._keep(step.id, "return", "")
            self._keep_standing(before)

    def hand_in(self) -> None:
        """End an examination as things stand; it then counts as done."""
        before, last = self.run, self.lesson.steps[-1]
        self.run = self.run.hand_in()
        if self.run is not before:
            self._keep(last.id, "hand-in", "")
            self._keep(last.id, "finish", "")

    def restore(self, kept: Kept) -> None:
        """Go back to where an attempt was left: every line again at its time, every hint and answer in between."""
        self.driver.rewind()
        self.run = LessonRun.start(self.lesson, self.driver.state)
        waiting = list(kept.results)
        for number, (time, line) in enumerate(kept.lines):
            while waiting and waiting[0][0] <= number:
                self.repeat(*waiting.pop(0)[1:])
            outcome = self.driver.replay(time, line)
            self.run = caught_up(self.run, self.driver, line, outcome)
        for _, step, what, detail in waiting:
            self.repeat(step, what, detail)
        self.driver.resume(kept.left)

    def leave(self) -> None:
        """Keep where the learner stands, the clock included."""
        if self._record is not None:
            world = self.driver.world
            self._record.leave(world.time, live=world.clock.live)

    def repeat(self, step_id: str, what: str, detail: str) -> None:
        """Do again what a kept result says that the learner did; what came of it by itself is passed over."""
        if what == "hint":
            self.run, _ = self.run.hint()
        elif what == "answer":
            question_id, _, number = detail.rpartition(" ")
            question = next((q for step in self.lesson.steps for q in step.questions if q.id == question_id), None)
            if question is not None and number.isdecimal() and 1 <= int(number) <= len(question.choices):
                self.run, _ = self.run.answer(question, int(number), self.driver.state, self.driver.last)
        elif what == "continue":
            step = self._step(step_id)
            if step is not None:
                self.run = self.run.pass_by(step, self.driver.state)
        elif what == "leave":
            if self.run.step is not None and self.run.step.id == step_id:
                self.run = self.run.leave(self.driver.state)
        elif what == "hand-in":
            self.run = self.run.hand_in()
        elif what == "return":
            step = self._step(step_id)
            if step is not None:
                self.run = self.run.return_to(step, self.driver.state)

    def _step(self, step_id: str) -> Step | None:
        return next((step for step in self.lesson.steps if step.id == step_id), None)

    def _step_of(self, question: Question) -> Step:
        return next(step for step in self.lesson.steps if question in step.questions)

    def _keep(self, step: str, what: str, detail: str) -> None:
        if self._record is not None:
            self._record.result(step, what, detail)

    def _keep_standing(self, before: LessonRun) -> None:
        """Keep how each step stands that stood otherwise `before`, and when the questions of those met come back."""
        for step in self.lesson.steps:
            how = self.run.how(step)
            if how != before.how(step):
                if how == "met":
                    self._ask_again(step, [question.id for question in step.questions])
                self._keep(step.id, how, "")
        if self.run.finished and not before.finished:
            self._keep(self.lesson.steps[-1].id, "finish", "")

    def _ask_again(self, step: Step, questions: Sequence[str]) -> None:
        if self._record is not None and questions:
            self._record.ask_again(step.id, questions, self._host_time())
