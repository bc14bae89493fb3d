"""An attempt on the screen: each act of the learner, and what the tutor says to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from course.driver import Driver
from course.lesson.model import Lesson, Question
from course.sitting import Record, Sitting
from course.tui.page import Page, page_of
from course.tui.said import Said, asks_twice
from course.tui.step_in_view import StepInView, to_do
from course.tutor.answers import Answer
from course.tutor.run import LessonRun
from sim.people import Credentials
from sim.services.declare import Operation
from sim.services.invoke import Reply
from sim.shell.run import CONTROLS, control
from sim.world import Outcome, World

PASSING = [[word] for word in ("wait", "time", "explain", "help", *CONTROLS)]
"""How lines begin that do not tell that the learner has gone on: time passes, or what was done is looked at."""


class Attempt:
    """Everything that changes while a lesson is open; without a sitting it is the sandbox."""

    def __init__(
        self,
        driver: Driver,
        sitting: Sitting | None = None,
        *,
        record: Record | None = None,
        notice: Callable[[], str | None] = lambda: None,
        name: str | None = None,
    ) -> None:
        """`record` is where a sandbox is kept; `notice` tells whether keeping works; `name` is the lesson's id."""
        self.driver, self.sitting, self.notice, self.name = driver, sitting, notice, name
        self._record = record
        self._page: Page | None = None
        self._page_read: tuple[object, object, object] | None = None
        self._view = StepInView(self.run)
        self.refused: tuple[int, str | None] | None = None
        """The service time of the last call and the cause, if it was refused."""
        self.said: Said | None = None

    @property
    def world(self) -> World:
        """The world now."""
        return self.driver.world

    @property
    def run(self) -> LessonRun | None:
        """Where the learner stands in the lesson."""
        return self.sitting.run if self.sitting else None

    @property
    def lesson(self) -> Lesson | None:
        """The lesson; None in the sandbox."""
        return self.sitting.lesson if self.sitting else None

    @property
    def in_view(self) -> int:
        """The place of the step in view."""
        return self._view.place

    @property
    def page(self) -> Page | None:
        """The step in view; None in the sandbox and behind the last step."""
        read, now = self._page_read, (self.run, self.driver.history.world, self.in_view)
        if read is None or any(one is not other for one, other in zip(read, now, strict=True)):
            self._page = page_of(self.run, self.driver, self.in_view) if self.run else None
            self._page_read = now
        return self._page

    @property
    def finished(self) -> bool:
        """Whether every step is met and was turned past, or the examination was ended."""
        return self.run is not None and self.run.over and self.page is None

    @property
    def sheet(self) -> tuple[str, str] | None:
        """How an examination went that is over, and the notes that it kept until then, as Markdown."""
        if self.run is None or not (self.run.lesson.front.examination and self.run.over):
            return None
        from course.tutor.marking import mark_sheet, notes

        return mark_sheet(self.run), notes(self.run.lesson)

    @property
    def can_go_on(self) -> bool:
        """Whether there is a next step to turn to, or nothing to do in this one but to read it."""
        page = self.page
        over = self.run is not None and self.run.over
        return page is not None and (page.complete or not page.step.checks or over)

    def act(self, line: str) -> Outcome:
        """Run a command line; `said` is then what the tutor says to it."""
        self._follow(line)
        before = self.run
        outcome = self.sitting.act(line) if self.sitting else self.driver.run(line)
        return self._acted(line, outcome, before)

    def call(self, credentials: Credentials, operation: Operation, parameters: dict[str, Any]) -> tuple[Outcome, Reply]:
        """Do a program's call of the account's API, signed with these credentials, as an act of the learner."""
        self._follow("")
        before = self.run
        whose = self.sitting or self.driver
        outcome, reply = whose.call(credentials, operation, parameters)
        if outcome.call is not None:
            self._acted(outcome.call.line, outcome, before)
        return outcome, reply

    def tick(self) -> Outcome | None:
        """Notice what happened by itself as time passed; `said` is then what is heard of it."""
        before = self.run
        outcome = (self.sitting or self.driver).tick()
        return outcome and self._acted("", outcome, before)

    def _acted(self, line: str, outcome: Outcome, before: LessonRun | None) -> Outcome:
        if outcome.call is not None:
            last = self.driver.last or {}
            self.refused = (self.world.time, last.get("cause")) if outcome.error else None
        if outcome.told and outcome.call is None:
            self.said = Said("\n".join(text.strip() for text in outcome.told), lasting=True)
        if self.run is not None and before is not None:
            newly = self._view.follow(self.run, before)
            if newly:
                # The refusal is what the step was after: nothing has to be waited for.
                self.refused = None
            if control(line) and newly:
                self._view.place = max(self.in_view, newly[-1])
            if outcome.call is not None or control(line) or self.run.heard is not before.heard:
                words = self.run.heard
                self.said = Said(words.text, "mistake", undo=bool(self.driver.history.depth)) if words else None
            elif outcome.error:
                self.said = None  # what is said of an earlier call is not about this line
            if self.said is None or newly:
                self.said = self._praise(newly)
        return outcome

    def go_on(self) -> None:
        """Turn to the next step; where a question is open, say so first, and turn only when asked to again."""
        page = self.page
        if page is None or self.sitting is None:
            return
        before = self.sitting.run
        if before.handed_in:
            self._view.place, self.said = len(before.lesson.steps), None
            return
        if self.sitting.ask_twice(page.step):
            self.said = Said(asks_twice(len(before.open_questions(page.step)), closed_book=page.closed_book))
            return
        if not page.complete:
            self.sitting.pass_by(page.step)
            self._view.follow(self.sitting.run, before)
        if self.sitting.run.is_met(page.step):
            self._view.turn(self.sitting.run)
        self.said = None

    def hand_in(self) -> None:
        """End an examination as things stand, and turn to how it went."""
        if self.sitting is not None:
            self.sitting.hand_in()
            self._view.place, self.said = len(self.sitting.lesson.steps), None

    def leave_step(self) -> None:
        """Leave the step in view for later, and turn to the next one to do."""
        page = self.page
        if page is None or self.sitting is None or not page.can_leave:
            return
        before = self.sitting.run
        self.sitting.leave_step()
        self._turned(before, f"Step {page.number} is left for later. You can come back to it at any time.")

    def turn_to(self, number: int) -> None:
        """Look at the step of a number again: one that is met, or one that was left, which is then the one to do.

        After the end of an examination any may be looked at.
        """
        if self.sitting is None:
            return
        before, step = self.sitting.run, self.sitting.lesson.steps[number - 1]
        if before.is_met(step) or before.handed_in:
            self._view.place, self.said = number - 1, None
        elif before.how(step) == "left" or step is before.step:
            self.sitting.return_to(step)
            self._turned(before, None)

    def _turned(self, before: LessonRun, words: str | None) -> None:
        """Show the step to do, which is another than `before`."""
        run = self.run
        if run is not None:
            newly = self._view.follow(run, before)
            self._view.place = newly[0] if newly else to_do(run)
            self.said = self._praise(newly) if newly else Said(words) if words else None

    def hint(self) -> None:
        """Take the next hint of the step in view."""
        page = self.page
        if self.sitting is not None and page is not None and not page.complete:
            self.sitting.hint()

    @property
    def next_line(self) -> str | None:
        """The next line of the step's solution, which "show me" runs."""
        page = self.page
        return next(self.run.show_me(), None) if self.run and page and page.can_show else None

    @property
    def solution(self) -> tuple[tuple[str, ...], int | None]:
        """The lines of the solution of the step in view, and how many were not run; None after it was handed in."""
        run, page = self.run, self.page
        if run is None or page is None or page.closed_book or page.step.solution is None:
            return (), 0
        lines = page.step.solution.lines()
        return lines, None if run.handed_in else 0 if page.complete else len(run.remaining)

    def answer(self, question: Question, choice: int) -> Answer | None:
        """Choose an answer, counted from 0; the lines of a prediction have been run by then.

        The question's step stays in view, even where the lines seemed to lead on from it.
        """
        if self.sitting is None:
            return None
        before = self.sitting.run
        steps = before.lesson.steps
        self._view.place = next(place for place, step in enumerate(steps) if question in step.questions)
        answer = self.sitting.answer(question, choice + 1)
        newly = self._view.follow(self.sitting.run, before)
        self.said = self._praise(newly) if newly else None  # the question itself says what the answer was worth
        return answer

    def answers(self) -> Sequence[Answer]:
        """The answers that closed questions of the step in view."""
        page, run = self.page, self.run
        if page is None or run is None:
            return ()
        found = (run.answer_to(question) for question in page.step.questions)
        return [answer for answer in found if answer is not None]

    def renew(self, sitting: Sitting, place: int) -> None:
        """Go on with the lesson, and maybe its world, as it was saved anew, at the step of that place from 0."""
        self.driver, self.sitting = sitting.driver, sitting
        self._view = StepInView(sitting.run)
        self._view.place = place

    def leave(self) -> None:
        """Keep where the learner stands."""
        if self.sitting is not None:
            self.sitting.leave()
        elif self._record is not None:
            self._record.leave(self.world.time, live=self.world.clock.live)

    def _follow(self, line: str) -> None:
        """Turn to the step that the learner has gone on to, unless something is left to read or answer in this one."""
        run, page = self.run, self.page
        if run is None or page is None or not page.complete or line.split()[:1] in PASSING:
            return
        if not run.finished and not run.open_questions(page.step):
            self._view.go_along(run)
            if self.said is not None and self.said.go_on:
                self.said = None

    def _praise(self, newly: Sequence[int]) -> Said | None:
        """Words for the steps that were met just now, or for the last one until its page is turned."""
        run = self.run
        last = self._view.told(run, newly) if run else None
        if run is None or last is None:
            return None
        step = run.lesson.steps[last]
        rest = "and with it the lesson." if run.finished else f"step {last + 1} of {len(run.lesson.steps)}."
        waits = " A question about it waits in the lesson." if run.open_questions(step) else ""
        return Said(f"“{step.title}” is done, {rest}{waits}", "good", go_on=self._view.is_met(run))
