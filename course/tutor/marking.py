"""How an examination went: what was reached and left open, which mistakes were made, what to read again."""

from collections import Counter
from dataclasses import dataclass

from course.lesson.model import Aside, Lesson, Mistake, Step
from course.tutor.answers import Answer
from course.tutor.run import LessonRun

REFUSED = (
    "This is an examination, so help waits for its end. "
    "Leave a step that you cannot do now, or hand in: you then hear about each step."
)
"""What is said where help is asked for before the end."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a step went: whether it was reached, the mistakes made in it with how often, the answers given."""

    step: Step
    reached: bool
    mistakes: tuple[tuple[Mistake, int], ...]
    answers: tuple[Answer, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is to be learnt from it any more."""
        return self.reached and not self.mistakes and all(answer.right for answer in self.answers)

    @property
    def reading(self) -> tuple[Aside, ...]:
        """What the step keeps covered until the end: what it was about, and where that is taught."""
        return tuple(block for block in self.step.blocks if isinstance(block, Aside) and block.kind == "reveal")


def marks(run: LessonRun) -> tuple[Mark, ...]:
    """The mark of each step. A step of questions alone is reached once each was answered."""
    return tuple(_mark(run, step) for step in run.lesson.steps)


def mark_sheet(run: LessonRun) -> str:
    """The marks as Markdown: the sums, then a part for each step."""
    every = marks(run)
    reached, count = sum(mark.reached for mark in every), len(every)
    made = sum(number for mark in every for _, number in mark.mistakes)
    wrong = sum(not answer.right for mark in every for answer in mark.answers)
    counted = f"Left open: {count - reached}. Mistakes: {made}. Wrong answers: {wrong}."
    parts = [f"**Reached: {reached} of {count} steps.** {counted}"]
    parts += [_told(number, mark) for number, mark in enumerate(every, 1)]
    if not all(mark.clean for mark in every):
        parts.append("Take it again when you have read that. The next one will be another.")
    return "\n\n".join(parts) + "\n"


def notes(lesson: Lesson) -> str:
    """The notes that steps keep until the end, as Markdown."""
    asides = [block for step in lesson.steps for block in step.blocks if isinstance(block, Aside)]
    told = [aside for aside in asides if aside.kind not in ("hint", "reveal")]
    return "\n\n".join(f"**{aside.title or aside.kind.capitalize()}**\n\n{aside.text.strip()}" for aside in told)


def _mark(run: LessonRun, step: Step) -> Mark:
    counted = Counter(mistake for where, mistake in run.way.mistakes if where == step.id)
    known = {mistake.id: mistake for mistake in (*run.lesson.mistakes, *step.mistakes)}
    given = tuple(answer for question in step.questions if (answer := run.answer_to(question)))
    answered = bool(step.checks) or len(given) == len(step.questions)
    mistakes = tuple((known[name], number) for name, number in counted.items())
    return Mark(step, run.is_met(step) and answered, mistakes, given)


def _told(number: int, mark: Mark) -> str:
    lines = [f"**{number}. {mark.step.title}: {'reached' if mark.reached else 'left open'}.**"]
    for mistake, times in mark.mistakes:
        often = "" if times == 1 else f" ({times} times)"
        lines.append(f"A mistake{often}: {' '.join(mistake.say.split())}")
    for answer in mark.answers:
        if not answer.right:
            lines.append(
                f"A wrong answer: “{' '.join(answer.choice.text.split())}” {' '.join(answer.choice.say.split())}"
            )
    if not mark.clean:
        lines += [aside.text.strip() for aside in mark.reading]
    return "\n\n".join(lines)
