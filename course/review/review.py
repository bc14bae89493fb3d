"""A review: the questions that are due, one at a time, each kept as it is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from course.driver import HostTime
from course.lesson.error import LessonError
from course.lesson.model import Choice, Lesson, Question, Quiz, Step
from course.library import Entry, NotFoundError, load, read_text, scenario
from course.progress.reviews import Asked
from course.review.schedule import after, in_words
from course.review.truth import truth
from sim.scenario import ScenarioError
from sim.scenario import load as load_scenario
from sim.world import World

if TYPE_CHECKING:
    from course.progress.reviews import Reviews


@dataclass(frozen=True, slots=True)
class Item:
    """A question to be asked: its number among `count`, the lesson's and the step's titles, its right choices."""

    number: int
    count: int
    lesson: str
    step: str
    question: Question
    right: tuple[Choice, ...]
    asked: Asked


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of an answer. `truth` is a right choice; `again` says when the question comes back."""

    choice: Choice
    right: bool
    truth: Choice
    again: str


@dataclass(frozen=True, slots=True)
class _Open:
    lesson: Lesson
    start: World


class Review:
    """The questions of the lessons listed that are due; with `lesson` all of that one's that were asked before.

    What became of a question while nobody looked is settled here: one that its lesson has no more is dropped.
    """

    def __init__(
        self,
        reviews: Reviews,
        host_time: HostTime,
        entries: Iterable[Entry],
        lesson: str | None = None,
        *,
        language: str | None = None,
    ) -> None:
        """Ask in `language` where lessons are translated."""
        self._reviews, self._host_time, self._language = reviews, host_time, language
        self._paths = {entry.id: entry.path for entry in entries if entry.error is None}
        self._open: dict[str, _Open | None] = {}
        self.lesson = lesson
        found = reviews.due(host_time()) if lesson is None else reviews.of_lesson(lesson)
        self._waiting = [asked for asked in found if self._place_of(asked) is not None]
        self.count, self.answered, self.right = len(self._waiting), 0, 0

    def next(self) -> Item | None:
        """The question to ask now, the same until it is answered; None when there is none left."""
        while self._waiting:
            item = self._item(self._waiting[0])
            if item is not None:
                return item
            self._reviews.forget(self._waiting.pop(0))
            self.count -= 1
        return None

    def answer(self, item: Item, number: int) -> Verdict:
        """Answer `item` by the choice `number`, from 1, and keep when it comes back.

        Raises IndexError when there is no such choice.
        """
        if not 1 <= number <= len(item.question.choices):
            raise IndexError(number)
        choice, now = item.question.choices[number - 1], self._host_time()
        right = choice in item.right
        stage, due = after(item.asked.stage, item.asked.due, right, now)
        self._reviews.answered(item.asked, stage, due)
        if self._waiting and self._waiting[0] == item.asked:
            self._waiting.pop(0)
        self.answered += 1
        self.right += right
        again = "It comes back no more." if due is None else f"It comes back {in_words(due - now)}."
        return Verdict(choice, right, choice if right else item.right[0], again)

    def outlook(self) -> str:
        """When the next question comes back, in a sentence or two."""
        now = self._host_time()
        waiting = self._reviews.waiting(now)
        coming = [waiting[name].first for name in waiting if name in self._paths]
        if not coming:
            return "No question is on its way. Those of the steps that you do come back a day later."
        if min(coming) <= now:
            return "More are due." if self.next() else "There are more in a lesson that cannot be read now."
        return f"The next question comes back {in_words(min(coming) - now)}."

    def _item(self, asked: Asked) -> Item | None:
        """The question with its answer; None when nothing can be said for certain."""
        found, opened = self._place_of(asked), self._opened(asked.lesson)
        if found is None or opened is None:
            return None
        step, question = found
        if isinstance(question, Quiz):
            right = tuple(choice for choice in question.choices if choice.right)
        else:
            came_true = truth(opened.lesson, question, opened.start)
            right = () if came_true is None else (came_true,)
        if not right:
            return None
        question = _turned(question, asked.stage)
        return Item(self.answered + 1, self.count, opened.lesson.title, step.title, question, right, asked)

    def _place_of(self, asked: Asked) -> tuple[Step, Question] | None:
        """The step and the question as the lesson has them now; a question that it has no more is dropped."""
        opened = self._opened(asked.lesson)
        if opened is None:
            return None
        for step in opened.lesson.steps:
            for question in step.questions:
                if question.id == asked.question:
                    return step, question
        self._reviews.forget(asked)
        return None

    def _opened(self, name: str) -> _Open | None:
        """A lesson by its id; None for one that is not listed or cannot be read now, which costs it no question."""
        if name not in self._open:
            path = self._paths.get(name)
            try:
                self._open[name] = None if path is None else self._read(path, self._reviews.seed(name))
            except (LessonError, NotFoundError, ScenarioError):
                self._open[name] = None
        return self._open[name]

    def _read(self, path: Path, seed: int | None) -> _Open:
        lesson = load(path, seed, self._language)
        place = scenario(lesson.front.scenario, path)
        return _Open(lesson, load_scenario(read_text(place), place.stem, self._host_time(), seed))


def _turned(question: Question, stage: int) -> Question:
    """The question with its choices in another order than in the lesson: where the right one stood is no answer."""
    choices = question.choices
    first = (sum(question.id.encode()) + stage) % len(choices)
    return replace(question, choices=(*choices[first:], *choices[:first]))
