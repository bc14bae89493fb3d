"""A grade as a value: what an attempt reached, by which commands, with which mistakes and how much help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path as FilePath

from course.grading.path import Path
from course.grading.replay import Moment, TooLongError
from course.grading.submission import Submission, SubmissionError, open_submission
from course.lesson.model import Lesson, Step
from course.progress.transcript import Transcript, escaped
from sim.clock import iso

RESUMED = ("wait now", "time live")
"""Lines that bring a live attempt up to the present: the time before them was spent elsewhere."""


@dataclass(frozen=True, slots=True)
class AnswerGrade:
    """A question of a step: how often it was answered, and whether the first answer was right."""

    question: str
    tries: int
    right_at_first: bool


@dataclass(frozen=True, slots=True)
class StepGrade:
    """A step of the lesson: whether it was ever met, and by which command lines since it was the step to do.

    Lines that were refused or undone are left out of `commands`; `solution_lines` of them are the solution's own.
    `stands` tells whether the step was still met at the end. `mistakes` counts the lesson's own, by id.
    """

    id: str
    title: str
    met: bool = False
    stands: bool = False
    commands: tuple[str, ...] = ()
    solution_lines: int = 0
    refused: int = 0
    mistakes: tuple[tuple[str, int], ...] = ()
    hints: int = 0
    hints_of: int = 0
    answers: tuple[AnswerGrade, ...] = ()
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Grade:
    """What one transcript shows.

    `service_seconds` is the service time between the first and the last line; `active_seconds` what of it passed
    between acts, so without `wait`s, without the time that the learner was away, and at a clock's pace of 1x.
    `notes` say where the file and its replay disagree. `digest` is the same for attempts that are the same.
    """

    file: str
    lesson: str
    scenario: str
    seed: int
    start: str
    steps: tuple[StepGrade, ...]
    lines: int = 0
    undos: int = 0
    resets: int = 0
    service_seconds: int = 0
    active_seconds: int = 0
    notes: tuple[str, ...] = ()
    digest: str = ""

    @property
    def met(self) -> int:
        """How many steps were met."""
        return sum(step.met for step in self.steps)

    @property
    def finished(self) -> bool:
        """Whether every step was met."""
        return self.met == len(self.steps)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that cannot be graded, and why."""

    file: str
    error: str


@dataclass(slots=True)
class _Tally:
    refused: Counter[str] = field(default_factory=Counter)
    mistakes: dict[str, Counter[str]] = field(default_factory=dict)
    hints: Counter[str] = field(default_factory=Counter)
    answers: dict[str, list[bool]] = field(default_factory=dict)
    commands: dict[str, tuple[str, ...]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    claimed: set[str] = field(default_factory=set)
    undos: int = 0
    resets: int = 0
    active: float = 0.0
    times: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def grade(path: FilePath, lesson: FilePath | None = None) -> Grade | Unreadable:
    """Grade a transcript file by the lesson that it names, or by `lesson`. Never raises for what the file holds."""
    name = escaped(str(path))
    try:
        submission = open_submission(path, lesson)
        if submission.lesson is None:
            return Unreadable(
                name, f"{name}: this is from the sandbox, which has no steps. Name a lesson with --lesson."
            )
        return graded(submission, submission.lesson)
    except SubmissionError as error:
        return Unreadable(name, str(error))
    except TooLongError as error:
        return Unreadable(name, f"{name}: {error}. Look at the file: this is no learner's attempt.")


def graded(submission: Submission, lesson: Lesson) -> Grade:
    """Run a submission again and grade it.

    Raises TooLongError.
    """
    tally, last, run = _Tally(), None, None
    path: Path[tuple[str, str | None, bool]] = Path(
        lambda moment: (moment.line.strip(), moment.step.id if moment.step else None, moment.refused)
    )
    for moment in submission.moments():
        path.follow(moment)
        _count(tally, moment, last)
        for step in moment.met:
            tally.met.add(step.id)
            tally.commands[step.id] = _commands(path.acts, step)
        last = moment if moment.what == "line" else last
        run = moment.run
    transcript = submission.transcript
    standing = {step.id for step in lesson.steps if run is not None and run.is_met(step)}
    tally.met |= standing
    grades = tuple(replace(_step(step, tally), stands=step.id in standing) for step in lesson.steps)
    span = (tally.times[-1] - tally.times[0]) // 1_000 if tally.times else 0
    return Grade(
        submission.name,
        lesson.path.stem,
        escaped(transcript.scenario),
        transcript.seed,
        iso(transcript.start),
        grades,
        len(transcript.lines),
        tally.undos,
        tally.resets,
        max(0, span),
        round(tally.active),
        (*submission.notes, *tally.notes, *_disagreements(tally, lesson)),
        _digest(transcript),
    )


def compared(grades: Sequence[Grade | Unreadable]) -> list[Grade | Unreadable]:
    """The grades, with a note at each attempt that is the same, to the millisecond, as one before it."""
    first: dict[str, str] = {}
    found: list[Grade | Unreadable] = []
    for each in grades:
        if isinstance(each, Grade) and each.lines:
            other = first.setdefault(each.digest, each.file)
            if other != each.file:
                each = replace(each, notes=(*each.notes, f"Its lines and times are those of {other}."))
        found.append(each)
    return found


def _digest(transcript: Transcript) -> str:
    acts = "\n".join(f"{time} {line}" for time, line in transcript.lines)
    text = f"{transcript.scenario}\n{transcript.seed}\n{transcript.start}\n{acts}"
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _count(tally: _Tally, moment: Moment, last: Moment | None) -> None:
    step = moment.step.id if moment.step else ""
    if moment.what == "line":
        _count_line(tally, moment, last, step)
    elif moment.hint is not None:
        tally.hints[step] += 1
    elif moment.what == "answer":
        if moment.question is None or moment.answer is None:
            tally.notes.append(f"It answers {escaped(moment.detail)[:60]!r}, which the lesson does not ask.")
        else:
            tally.answers.setdefault(moment.question.id, []).append(moment.answer.right)
    elif moment.what == "met":
        tally.claimed.add(moment.claim)


def _count_line(tally: _Tally, moment: Moment, last: Moment | None, step: str) -> None:
    line = moment.line.strip()
    tally.times.append(moment.time)
    if last is not None and line not in RESUMED and not moment.control:
        clock = last.after.clock
        tally.active += max(0, moment.time - clock.time) / 1_000 / clock.rate if clock.rate else 0
    tally.undos += moment.control and last is not None and moment.depth < last.depth and line != "reset"
    tally.resets += line == "reset" and not moment.refused
    if moment.refused and not moment.control:
        tally.refused[step] += 1
    if moment.words is not None and moment.words.mistake is not None:
        tally.mistakes.setdefault(step, Counter())[moment.words.mistake] += 1


def _commands(acts: Iterable[tuple[str, str | None, bool]], step: Step) -> tuple[str, ...]:
    """The lines that met a step; a step that was met on the way to another one has that one's last line."""
    stood = [(line, where) for line, where, refused in acts if not refused]
    own = tuple(line for line, where in stood if where == step.id)
    return own or (tuple(line for line, _ in stood[-1:]) if step.checks else ())


def _step(step: Step, tally: _Tally) -> StepGrade:
    commands = tally.commands.get(step.id, ())
    own = {_spaced(line) for line in step.solution.lines()} if step.solution else set()
    answered = [
        (question.id, tally.answers[question.id]) for question in step.questions if question.id in tally.answers
    ]
    return StepGrade(
        step.id,
        step.title,
        step.id in tally.met,
        commands=commands,
        solution_lines=sum(_spaced(line) in own for line in commands),
        refused=tally.refused[step.id],
        mistakes=tuple(sorted(tally.mistakes.get(step.id, Counter()).items())),
        hints=tally.hints[step.id],
        hints_of=len(step.hints),
        answers=tuple(AnswerGrade(identity, len(given), given[0]) for identity, given in answered),
        questions=len(step.questions),
    )


def _spaced(line: str) -> str:
    return " ".join(line.split())


def _disagreements(tally: _Tally, lesson: Lesson) -> list[str]:
    """What the file says and the replay does not bear out. The replay counts."""
    unknown = sorted(tally.claimed - {step.id for step in lesson.steps})
    notes = [f"It names the step {escaped(claim)[:60]}, which the lesson has not." for claim in unknown]
    if not tally.claimed:
        return notes
    for step in lesson.steps:
        if step.id in tally.claimed - tally.met:
            notes.append(f"It says that step {step.id} was met; run again, it is not. The replay counts.")
        elif step.id in tally.met - tally.claimed:
            notes.append(f"It does not say that step {step.id} was met; run again, it is. The replay counts.")
    return notes
