"""Worlds for proofs: a lesson's steps done once by their solutions, and forked wherever something is tried.

A world is a value, so a fork costs nothing: what a step leaves behind is made once for each way through the lesson and
kept, and every proof goes on from there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from course.lesson.model import Lesson, Predict, Script, Step
from course.tutor.driving import caught_up
from course.tutor.run import LessonRun
from sim.history import History
from sim.scenario import load as load_scenario
from sim.view import View
from sim.view import last as last_document
from sim.world import Outcome, World

PHASES = (0, 1, 15, 28, 29)
"""Seconds of the 30-second window at which an attempt begins."""

PACES = (1, 7, 17, 29, 31)
"""Seconds that pass before each command line where real time runs on."""

NOON = 1_803_902_400_000
"""Service time at the start, phase 0, where a scenario does not set it: 2027-03-01T12:00:00Z."""

_WINDOW = 30_000


class TooLong(Exception):
    """The proofs of a lesson took more of the processor's time than they are granted."""


class Patience:
    """The processor's time that proofs may take, in seconds; it runs while one is tried."""

    def __init__(self, granted: float) -> None:
        self.granted = granted
        self._spent, self._since = 0.0, 0.0

    def __enter__(self) -> None:
        self._since = time.process_time()
        self.check()

    def __exit__(self, *_: object) -> None:
        self._spent += time.process_time() - self._since

    def check(self) -> None:
        """Go on only while there is time left. Raises TooLong."""
        if self._spent + time.process_time() - self._since > self.granted:
            raise TooLong


class Room:
    """The driver of a fork: a history at the service time where it stands, with nobody's clock behind it."""

    def __init__(self, history: History, patience: Patience | None = None) -> None:
        self.history = history
        self._patience = patience
        self._outcome: Outcome | None = None
        self._view: View | None = None

    def fork(self) -> Room:
        """Another room that begins as this one stands."""
        other = Room(self.history, self._patience)
        other._outcome, other._view = self._outcome, self._view
        return other

    @property
    def world(self) -> World:
        """The world where it stands."""
        return self.history.world

    @property
    def state(self) -> dict[str, Any]:
        """The state document, made once for a world."""
        self._view = View.of(self.history.world, self._view)
        return self._view.document

    @property
    def last(self) -> dict[str, Any] | None:
        """The last service call of the line run last, as a mistake reads it."""
        return last_document(self._outcome.call) if self._outcome and self._outcome.call else None

    def run(self, line: str) -> Outcome:
        """Run a command line. Raises TooLong."""
        if self._patience is not None:
            self._patience.check()
        self.history, self._outcome = self.history.run(line)
        return self._outcome

    def pass_time(self, seconds: int) -> None:
        """Let real time pass: service time goes on at its rate."""
        world = self.history.world
        self.history = self.history.at(world.time + round(seconds * 1_000 * world.clock.rate))


@dataclass(frozen=True)
class Place:
    """Where somebody stands in a lesson: a room, the tutor's view, and the command lines that led there."""

    room: Room
    run: LessonRun
    lines: tuple[str, ...] = ()

    @property
    def state(self) -> Mapping[str, Any]:
        """The state document here."""
        return self.room.state

    @property
    def context(self) -> dict[str, Any]:
        """What mistakes and predictions read."""
        return {"last": self.room.last, "state": self.room.state}

    def act(self, line: str, seconds: int = 0) -> tuple[Place, Outcome]:
        """The place after a command line was run, `seconds` of real time later, and what came of it."""
        room = self.room.fork()
        if seconds:
            room.pass_time(seconds)
        outcome = room.run(line)
        run = caught_up(self.run, room, line, outcome)
        return Place(room, run, (*self.lines, line, *_refusal(outcome))), outcome

    def acts(self, lines: Sequence[str]) -> Place:
        """The place after several command lines."""
        place = self
        for line in lines:
            place, _ = place.act(line)
        return place

    def pass_by(self, step: Step) -> Place:
        """The place after a step's questions were passed by."""
        return Place(self.room, self.run.pass_by(step, self.state), self.lines)

    def meets(self, step: Step) -> bool:
        """Whether all of a step's checks are met here."""
        return all(check.expression.is_true(self.state) for check in step.checks)


@dataclass(frozen=True, slots=True)
class Way:
    """A way through a lesson: begun at a phase, its questions answered or passed by, real time running on or not."""

    phase: int
    answered: bool = False
    pace: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """A solution's command line with its line in the file, what came of it, and where it led."""

    line: int
    command: str
    outcome: Outcome
    place: Place


@dataclass(frozen=True, slots=True)
class Leg:
    """A step done by its solution: where it began, what was done, where it ended."""

    begin: Place
    acts: tuple[Act, ...]
    end: Place


class Variant:
    """A lesson with one seed of its scenario. Whatever it makes is made once and kept."""

    def __init__(
        self, lesson: Lesson, scenario: str, text: str, seed: int | None, patience: Patience | None = None
    ) -> None:
        self.lesson, self.seed, self._patience = lesson, seed, patience
        self._scenario, self._text = scenario, text
        self._starts: dict[int, Place] = {}
        self._legs: dict[tuple[Way, int], Leg] = {}
        self._kept: dict[object, Any] = {}

    def start(self, phase: int) -> Place:
        """The beginning of the lesson. Raises ScenarioError."""
        if phase not in self._starts:
            world = load_scenario(self._text, self._scenario, NOON + phase * 1_000, self.seed)
            world = world.at(world.time + (phase * 1_000 - world.time) % _WINDOW)
            room = Room(History.begin(world), self._patience)
            self._starts[phase] = Place(room, LessonRun.start(self.lesson, room.state))
        return self._starts[phase]

    def begin(self, way: Way, index: int) -> Place:
        """Where step `index` (from 0) begins, once the steps before it were done."""
        return self.leg(way, index - 1).end if index else self.start(way.phase)

    def leg(self, way: Way, index: int) -> Leg:
        """Step `index` done by its solution."""
        if (way, index) not in self._legs:
            step, begin = self.lesson.steps[index], self.begin(way, index)
            place = _answered(begin, step) if way.answered else begin
            acts: list[Act] = []
            for number, command in numbered(step.solution.script) if step.solution else ():
                place, outcome = place.act(command, way.pace)
                acts.append(Act(number, command, outcome, place))
            self._legs[way, index] = Leg(begin, tuple(acts), place.pass_by(step))
        return self._legs[way, index]

    def is_sound(self, way: Way, index: int) -> bool:
        """Whether step `index` is the one to do when it begins: those before it are met, and no later one."""
        return self.begin(way, index).run.step is self.lesson.steps[index]

    def once(self, key: object, make: Callable[[], Any]) -> Any:
        """What `make` gives, made once for a key."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]


def numbered(script: Script) -> list[tuple[int, str]]:
    """The command lines of a script, each with the line of the file that it begins on."""
    commands, found = script.commands(), list[tuple[int, str]]()
    number, joined = script.line, ""
    for offset, text in enumerate(script.text.splitlines()):
        if not joined:
            number = script.line + offset
        joined += text + "\n"
        if text.rstrip(" \t").endswith("\\"):
            continue
        alone = Script(joined, number).commands()
        found += [(number, command) for command in alone]
        joined = ""
    found += [(number, command) for command in Script(joined, number).commands()]
    same = [command for _, command in found] == list(commands)
    return found if same else [(script.line, command) for command in commands]


def scripts(lesson: Lesson) -> Iterator[Script]:
    """Every script of a lesson."""
    for mistake in lesson.mistakes:
        yield mistake.attempt
    for step in lesson.steps:
        if step.solution:
            yield step.solution.script
        for mistake in step.mistakes:
            yield mistake.attempt
        for question in step.questions:
            if isinstance(question, Predict):
                yield question.run


def _answered(place: Place, step: Step) -> Place:
    """The place once the step's quizzes were answered, and its predictions where no checks stand beside them."""
    for question in step.questions:
        number = 1
        if isinstance(question, Predict):
            if step.checks:
                continue
            place = place.acts(question.run.commands())
        else:
            number = next((n for n, choice in enumerate(question.choices, 1) if choice.right), 1)
        run, _ = place.run.answer(question, number, place.state, place.room.last)
        place = Place(place.room, run, place.lines)
    return place


def _refusal(outcome: Outcome) -> tuple[str, ...]:
    if not outcome.status and not outcome.error:
        return ()
    return (f"  {said(outcome)}",)


def said(outcome: Outcome) -> str:
    """A refusal on one line, what is said twice once."""
    error = outcome.error[max(0, outcome.error.rfind("aws: error: ")) :]
    lines = dict.fromkeys(" ".join(line.split()) for line in error.splitlines())
    return " ".join(line for line in lines if line) or f"exit status {outcome.status}"
