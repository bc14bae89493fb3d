"""A replay as plain text: each act with its time, whose hands, what came of it and what the tutor said."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from difflib import get_close_matches

from course.grading.replay import Moment
from course.grading.report import cut
from course.grading.submission import Submission
from course.lesson.model import Lesson, Predict, Step
from course.plain.prose import plain
from course.progress.transcript import escaped
from course.tutor.run import LessonRun
from sim.clock import iso
from sim.view import state
from sim.world import World

WIDTH = 80
MOST_OUTPUT = 8
"""Lines of an output that are shown."""

MOST_CHARACTERS = 1_000
"""Characters of a command line that are shown."""

_INDENT = "    "
_DEEDS = {
    "continue": "Went on without an answer.",
    "leave": "Left this step for later.",
    "hand-in": "Ended the examination.",
    "return": "Came back to the step {}.",
}

Write = Callable[[str], object]


class NoStepError(Exception):
    """The lesson has no step by that id or number; the message says so and names the nearest."""


def step_called(word: str, lesson: Lesson | None) -> Step:
    """The step of a lesson that an id or a number means.

    Raises NoStepError.
    """
    if lesson is None:
        raise NoStepError("the sandbox has no steps")
    if word.isascii() and word.isdigit() and 1 <= int(word[:9]) <= len(lesson.steps):
        return lesson.steps[int(word[:9]) - 1]
    for step in lesson.steps:
        if step.id == word:
            return step
    known = [step.id for step in lesson.steps]
    near = get_close_matches(word, known, 1, 0.4)
    remedy = f"The nearest is {near[0]}" if near else f"Its steps are {', '.join(known)}"
    raise NoStepError(f"there is no step {escaped(word)[:60]!r} in {lesson.path.stem}. {remedy}.")


def tell(submission: Submission, write: Write, to: Step | None = None) -> bool:
    """Write what a learner did, until `to` is met or to the end; whether `to` was met (None: always true).

    Raises TooLongError.
    """
    teller = _Teller(submission, write)
    teller.begin()
    for moment in submission.moments():
        teller.tell(moment)
        if to is not None and to in moment.met:
            teller.end()
            return True
    teller.end()
    if to is not None:
        write(f"The step {to.id} was not met.\n")
    return to is None


class _Teller:
    def __init__(self, submission: Submission, write: Write) -> None:
        self._submission, self._write = submission, write
        self._lesson = submission.lesson
        self._run: LessonRun | None = None
        self._step: Step | None = None
        self._world: World = submission.start
        self._day = ""
        self._depth = 0

    def begin(self) -> None:
        transcript = self._submission.transcript
        title = self._lesson.title if self._lesson else "The sandbox"
        begun = iso(transcript.start).replace("T", " ").replace("Z", " UTC")
        count = len(transcript.lines)
        self._paragraph(title)
        self._paragraph(
            f"{self._submission.name}: scenario {escaped(transcript.scenario)}, seed {transcript.seed}, begun {begun}, "
            f"{count} command line{'s'[: count != 1]}."
        )
        for note in self._submission.notes:
            self._paragraph(f"Note: {note}")

    def tell(self, moment: Moment) -> None:
        if moment.step is not None and moment.step is not self._step:
            self._head(moment.step)
        if moment.what == "line":
            self._act(moment)
        elif moment.hint is not None and moment.step is not None and moment.run is not None:
            number = len(moment.run.hints_taken(moment.step))
            self._markdown(f"Hint {number} of {len(moment.step.hints)}", moment.hint.text)
        elif moment.what == "answer":
            self._answer(moment)
        elif moment.what in _DEEDS:
            self._paragraph(_DEEDS[moment.what].format(escaped(moment.claim)), _INDENT)
        for step in moment.unmet:
            self._paragraph(f"{self._of(step)} is no longer met: {step.title}.")
        for step in moment.met:
            self._paragraph(f"{self._of(step)} is met: {step.title}.")
        self._run, self._world, self._depth = moment.run, moment.after, moment.depth

    def end(self) -> None:
        self._write("\n")
        moment = iso(self._world.time).replace("T", " ").replace("Z", " UTC")
        acts = f"{self._depth} act{'s'[: self._depth != 1]} can be undone"
        self._paragraph(f"Here it is {moment}, and {acts}.")
        run = self._run
        if run is None or self._lesson is None:
            return
        self._paragraph(f"{run.met} of {len(self._lesson.steps)} steps are met.")
        if run.step is None:
            return
        self._paragraph(f"To do: {self._of(run.step)}, {run.step.title}.")
        for check, holds in run.checks(state(self._world)):
            self._paragraph(f"{'met' if holds else 'not yet'}: {check.id}", _INDENT)

    def _head(self, step: Step) -> None:
        self._step = step
        self._write("\n")
        self._paragraph(f"{self._of(step)}: {step.title}")

    def _act(self, moment: Moment) -> None:
        day, _, time = iso(moment.time).rstrip("Z").partition("T")
        if day != self._day:
            self._day = day
            self._paragraph(f"On {day}:")
        self._paragraph(f"{time}  {printable(moment.person)}: {_shortened(moment.line)}", then=_INDENT)
        outcome = moment.outcome
        assert outcome is not None
        output = outcome.output
        for told in outcome.told:
            output = output.replace(told, "", 1)
            self._paragraph(f"Meanwhile: {_in_a_line(told)}", _INDENT)
        self._output(output)
        if outcome.error:
            self._paragraph(f"{'Refused' if outcome.status else 'Said'}: {_in_a_line(outcome.error)}", _INDENT)
        if moment.words is not None:
            name = f" (mistake {moment.words.mistake})" if moment.words.mistake else ""
            self._markdown(f"Tutor{name}", moment.words.text)

    def _output(self, text: str) -> None:
        lines = text.rstrip("\n").split("\n") if text.strip() else []
        shown = MOST_OUTPUT if len(lines) > MOST_OUTPUT + 1 else len(lines)
        for line in lines[:shown]:
            self._write(_INDENT + cut(printable(line[: WIDTH * 2]), WIDTH - len(_INDENT)).rstrip() + "\n")
        if shown < len(lines):
            self._write(f"{_INDENT}… {len(lines) - shown} more lines\n")

    def _answer(self, moment: Moment) -> None:
        question, answer = moment.question, moment.answer
        if question is None or answer is None:
            self._paragraph(f"An answer that the lesson has no question for: {escaped(moment.detail)[:60]}", _INDENT)
            return
        self._markdown(f"Question {question.id}", question.question)
        self._markdown("Right" if answer.right else "Wrong", answer.choice.text)
        if isinstance(question, Predict) and not answer.right:
            self._markdown("What happened", answer.came_true.text if answer.came_true else "none of the answers")

    def _of(self, step: Step) -> str:
        assert self._lesson is not None
        return f"Step {self._lesson.steps.index(step) + 1} of {len(self._lesson.steps)}"

    def _paragraph(self, text: str, indent: str = "", then: str | None = None) -> None:
        following = indent if then is None else then
        wrapped = textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=following, break_on_hyphens=False)
        self._write("\n".join(wrapped) + "\n")

    def _markdown(self, lead: str, text: str) -> None:
        self._write(plain(f"{lead}: {text}", WIDTH, _INDENT) + "\n")


def printable(text: str) -> str:
    """A text as it is, or written out where a terminal could take it for anything but text."""
    return text if text.isprintable() else escaped(text)


def _shortened(text: str) -> str:
    """A command line, of a long one its beginning."""
    rest = len(text) - MOST_CHARACTERS
    return printable(text) if rest <= 0 else f"{printable(text[:MOST_CHARACTERS])}… ({rest:,} more characters)"


def _in_a_line(text: str) -> str:
    lines = (_shortened(line.strip()) for line in text.split("\n")[:MOST_OUTPUT] if line.strip())
    return "; ".join(lines).replace(":; ", ": ")
