"""An attempt on the screen: a sitting, the step in view, and what the tutor says to each act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from course.driver import Driver
from course.lesson.model import Block, Lesson, Question, Step
from course.lesson.tutor import Answer, LessonRun
from course.sitting import Record, Sitting
from sim.account import ROOT, MFADevice
from sim.people import Credentials
from sim.services.declare import Operation
from sim.services.invoke import Reply
from sim.shell.run import CONTROLS
from sim.totp import time_step
from sim.world import Outcome, World

PASSING = [[word] for word in ("wait", "time", *CONTROLS)]
"""How lines begin that do not tell that the learner has gone on."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the tutor says: of a mistake, of a step that is met, or a plain note.

    `undo` offers to take the act back, `go_on` to turn to the next step.
    """

    text: str
    kind: str = "note"
    undo: bool = False
    go_on: bool = False


@dataclass(frozen=True, slots=True)
class Try:
    """A code that was refused for the device of that serial number: of which step it was, and why."""

    serial_number: str
    step: int
    cause: str
    depth: int


@dataclass(frozen=True, slots=True)
class Page:
    """The step in view: its number of `count`, which checks are met, how many hints are given.

    `intro` are the blocks before the first step, `names` the users that a check's id may name.
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


class Attempt:
    """Everything that changes while a lesson is open; without a sitting it is the sandbox.

    The step in view may lag behind the steps that are met: the learner goes on when ready.
    """

    def __init__(
        self,
        driver: Driver,
        sitting: Sitting | None = None,
        *,
        record: Record | None = None,
        notice: Callable[[], str | None] = lambda: None,
    ) -> None:
        """`record` is where a sandbox is kept; `notice` tells whether keeping works."""
        self.driver, self.sitting, self.notice = driver, sitting, notice
        self._record = record
        self._page: Page | None = None
        self._page_read: tuple[object, object, object] | None = None
        self.in_view = sitting.run.met if sitting else 0
        self.said: Said | None = None
        self.tries: tuple[Try, ...] = ()

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
    def name(self) -> str | None:
        """The lesson's id; None in the sandbox."""
        return self.lesson.path.stem if self.lesson else None

    @property
    def page(self) -> Page | None:
        """The step in view; None in the sandbox and behind the last step."""
        read, now = self._page_read, (self.run, self.driver.history.world, self.in_view)
        if read is None or any(one is not other for one, other in zip(read, now, strict=True)):
            self._page, self._page_read = self._read_page(), now
        return self._page

    def _read_page(self) -> Page | None:
        run = self.run
        if run is None or self.in_view >= len(run.lesson.steps):
            return None
        step = run.lesson.steps[self.in_view]
        complete = run.met > self.in_view
        checks = [(check, True) for check in step.checks] if complete else run.checks(self.driver.state)
        return Page(
            step,
            self.in_view + 1,
            len(run.lesson.steps),
            run.lesson.blocks if not self.in_view else (),
            tuple(sorted(self.driver.history.world.account.users)),
            frozenset(check.id for check in step.checks)
            if complete
            else frozenset(c.id for c, holds in checks if holds),
            len(run.hints_taken(step)),
            not complete and bool(run.remaining),
            complete,
        )

    @property
    def finished(self) -> bool:
        """Whether every step is met and was turned past."""
        return self.run is not None and self.run.finished and self.page is None

    @property
    def can_go_on(self) -> bool:
        """Whether there is a next step to turn to, or nothing to do in this one but to read it."""
        page = self.page
        return page is not None and (page.complete or not page.step.checks)

    def act(self, line: str) -> Outcome:
        """Run a command line; `said` is then what the tutor says to it."""
        self._follow(line)
        met = self.run.met if self.run else 0
        outcome = self.sitting.act(line) if self.sitting else self.driver.run(line)
        return self._acted(line, outcome, met)

    def call(self, credentials: Credentials, operation: Operation, parameters: dict[str, Any]) -> tuple[Outcome, Reply]:
        """Do a program's call of the account's API, signed with these credentials, as an act of the learner."""
        self._follow("")
        met = self.run.met if self.run else 0
        whose = self.sitting or self.driver
        outcome, reply = whose.call(credentials, operation, parameters)
        if outcome.call is not None:
            self._acted(outcome.call.line, outcome, met)
        return outcome, reply

    def _acted(self, line: str, outcome: Outcome, met: int) -> Outcome:
        depth = self.driver.history.depth
        self.tries = tuple(each for each in self.tries if each.depth <= depth) + _tried(outcome, depth)
        if self.run is not None:
            self.in_view = min(self.in_view, self.run.met)
            if line.strip() in CONTROLS and self.run.met > met:
                self.in_view = max(self.in_view, self.run.met - 1)
            if outcome.call is not None or line.strip() in CONTROLS:
                words = self.run.words
                self.said = Said(words.text, "mistake", undo=bool(self.driver.history.past)) if words else None
            if self.said is None or self.run.met > met:
                self.said = self._praise()
        return outcome

    def go_on(self) -> None:
        """Turn to the next step."""
        page = self.page
        if page is None or self.sitting is None:
            return
        if not page.complete:
            self.sitting.pass_by(page.step)
        self.in_view += self.sitting.run.met > self.in_view
        self.said = None

    def hint(self) -> None:
        """Take the next hint of the step in view."""
        page = self.page
        if self.sitting is not None and page is not None and not page.complete:
            self.sitting.hint()

    @property
    def next_line(self) -> str | None:
        """The next line of the step's solution, which "show me" runs."""
        page = self.page
        return next(self.run.show_me(), None) if self.run and page and not page.complete else None

    def answer(self, question: Question, choice: int) -> Answer | None:
        """Choose an answer, counted from 0; the lines of a prediction have been run by then."""
        if self.sitting is None:
            return None
        answer = self.sitting.answer(question, choice + 1)
        self.said = self._praise()
        return answer

    def answers(self) -> Sequence[Answer]:
        """The answers that closed questions of the step in view."""
        page, run = self.page, self.run
        if page is None or run is None:
            return ()
        found = (run.answer_to(question) for question in page.step.questions)
        return [answer for answer in found if answer is not None]

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
            self.in_view = run.met
            if self.said is not None and self.said.go_on:
                self.said = None

    def _praise(self) -> Said | None:
        run = self.run
        if run is None or run.met <= self.in_view:
            return None
        step = run.lesson.steps[run.met - 1]
        rest = "and with it the lesson." if run.finished else f"step {run.met} of {len(run.lesson.steps)}."
        left = " A question about it waits in the lesson." if run.open_questions(step) else ""
        return Said(f"“{step.title}” is done, {rest}{left}", "good", go_on=True)


def _tried(outcome: Outcome, depth: int) -> tuple[Try, ...]:
    call, world = outcome.call, outcome.world
    if call is None or call.error is None or call.cause is None or call.steps_off is None:
        return ()
    device = _device(world, call.parameters)
    if device is None:
        return ()
    step = time_step(world.time) + device.validator.skew + call.steps_off
    return (Try(device.serial_number, step, call.cause, depth),)


def _device(world: World, parameters: Mapping[str, Any]) -> MFADevice | None:
    """The device that a call was about: by its serial number, else the first of the user's."""
    named = world.account.mfa_devices.get(str(parameters.get("SerialNumber", "")))
    if named is not None:
        return named
    user = str(parameters.get("UserName", ""))
    devices = world.account.devices_of(ROOT if user == "root" else user)
    return devices[0] if devices else None
