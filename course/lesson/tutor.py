"""The tutor: where a learner stands in a lesson, as a value.

A run follows the history of the world by its depth (the number of acts that can be undone). Steps tick off in order,
each from the state reached, and stay ticked while the history goes on; undo un-ticks what it takes back, and redo
ticks it again. Nothing here runs a command: whoever drives the world tells the run what came of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from course.lesson.causes import explain_call
from course.lesson.model import Aside, Check, Choice, Lesson, Mistake, Predict, Question, Step

State = Mapping[str, Any]
Last = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """What the tutor says of the last call: a mistake's own words, or general ones (`mistake` is None)."""

    text: str
    mistake: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A learner's answer: the choice, whether it is right, and for a prediction the choice that came true."""

    question: str
    choice: Choice
    right: bool
    came_true: Choice | None = None


@dataclass(frozen=True, slots=True)
class _Moment:
    """From `depth` on: how many steps are met, and how many solution lines of the next one have been run."""

    depth: int
    met: int
    shown: int


@dataclass(frozen=True, slots=True)
class LessonRun:
    """A learner's way through a lesson; begin one with `LessonRun.start`."""

    lesson: Lesson
    depth: int
    words: Words | None
    _moments: tuple[_Moment, ...]
    _hints: tuple[int, ...]
    _answers: tuple[Answer, ...] = ()
    _passed: frozenset[str] = frozenset()

    @classmethod
    def start(cls, lesson: Lesson, state: State, depth: int = 0) -> "LessonRun":
        """Begin a lesson in a world whose state document is `state`."""
        run = cls(lesson, depth, None, (_Moment(depth, 0, 0),), (0,) * len(lesson.steps))
        return run._settle(state)

    @property
    def met(self) -> int:
        """How many steps are met; they are the first ones of the lesson."""
        return self._moment.met

    @property
    def finished(self) -> bool:
        """Whether every step is met."""
        return self.met == len(self.lesson.steps)

    @property
    def step(self) -> Step | None:
        """The step to do now; None when the lesson is finished."""
        return None if self.finished else self.lesson.steps[self.met]

    def after(self, line: str, state: State, last: Last | None, depth: int) -> "LessonRun":
        """Go on after `line` was run as a new act.

        `state` is the state document that it led to, `last` the call that it made or None, `depth` the history's.
        The words about an earlier call stay until another call is made.
        """
        before = self._moment
        shown = before.shown + (line.strip() in self.remaining[:1])
        words = self.words if last is None else self._words_for(last, state)
        moments = self._moments
        if depth != self.depth:
            moments = tuple(moment for moment in moments if moment.depth < depth)
        run = replace(self, depth=depth, words=words, _moments=moments)
        return run._at_this_depth(before.met, shown)._settle(state)

    def moved_to(self, depth: int) -> "LessonRun":
        """Go where the history now stands after an undo or a redo."""
        return replace(self, depth=depth, words=None)._settle(None)

    def restarted(self, state: State, depth: int) -> "LessonRun":
        """Go back to the first step after a reset, which is an act of the history like others."""
        moments = tuple(moment for moment in self._moments if moment.depth < depth)
        return replace(self, depth=depth, words=None, _moments=moments)._at_this_depth(0, 0)._settle(state)

    def checks(self, state: State) -> tuple[tuple[Check, bool], ...]:
        """The checks of the step to do now, each with whether it holds."""
        return tuple((check, check.expression.is_true(state)) for check in self.step.checks) if self.step else ()

    def hint(self) -> tuple["LessonRun", Aside | None]:
        """Take the next hint of the step to do now; None when there is none left."""
        if self.step is None or self._hints[self.met] == len(self.step.hints):
            return self, None
        taken = self._hints[self.met]
        hints = (*self._hints[: self.met], taken + 1, *self._hints[self.met + 1 :])
        return replace(self, _hints=hints), self.step.hints[taken]

    def hints_taken(self, step: Step) -> tuple[Aside, ...]:
        """The hints of a step that have been taken."""
        return step.hints[: self._hints[self.lesson.steps.index(step)]]

    def open_questions(self, step: Step) -> tuple[Question, ...]:
        """The questions of a step that have not been answered: a quiz rightly, a prediction at all."""
        if step.id in self._passed:
            return ()
        done = {answer.question for answer in self._answers}
        return tuple(question for question in step.questions if question.id not in done)

    def answer_to(self, question: Question) -> Answer | None:
        """The answer that closed a question, if it is closed."""
        return next((answer for answer in self._answers if answer.question == question.id), None)

    def answer(
        self, question: Question, number: int, state: State, last: Last | None = None
    ) -> tuple["LessonRun", Answer]:
        """Choose the answer `number`, from 1; for a prediction after its lines were run, with what they led to.

        What the choice is met with takes the place of the words about the last call. A wrong answer to a quiz leaves it
        open. Raises IndexError when there is no such choice.
        """
        if not 1 <= number <= len(question.choices):
            raise IndexError(number)
        choice = question.choices[number - 1]
        if isinstance(question, Predict):
            came_true = outcome_of(question, state, last)
            answer = Answer(question.id, choice, choice is came_true, came_true)
        else:
            answer = Answer(question.id, choice, choice.right)
            if not choice.right:
                return self, answer
        answers = self._answers if self.answer_to(question) else (*self._answers, answer)
        return replace(self, words=None, _answers=answers)._settle(state), answer

    def pass_by(self, step: Step, state: State) -> "LessonRun":
        """Go on without answering the step's questions. A step that has checks is still met by them alone."""
        return replace(self, words=None, _passed=self._passed | {step.id})._settle(state)

    @property
    def remaining(self) -> tuple[str, ...]:
        """The command lines of the step's solution that have not been run since the step began."""
        if self.step is None or self.step.solution is None:
            return ()
        return self.step.solution.script.commands()[self._moment.shown :]

    def show_me(self) -> Iterator[str]:
        """Give the remaining lines one by one, for as long as they are wanted."""
        return iter(self.remaining)

    @property
    def _moment(self) -> _Moment:
        reached = (moment for moment in reversed(self._moments) if moment.depth <= self.depth)
        return next(reached, _Moment(self.depth, 0, 0))

    def _settle(self, state: State | None) -> "LessonRun":
        """Tick off the steps that are met now; without a state, those that need none."""
        moment = self._moment
        met = moment.met
        while met < len(self.lesson.steps) and self._is_met(self.lesson.steps[met], state):
            met += 1
        if met == moment.met:
            return self
        return self._at_this_depth(met, 0)

    def _at_this_depth(self, met: int, shown: int) -> "LessonRun":
        if self._moments and (self._moment.met, self._moment.shown) == (met, shown):
            return self
        others = (moment for moment in self._moments if moment.depth != self.depth)
        moments = sorted((*others, _Moment(self.depth, met, shown)), key=lambda moment: moment.depth)
        return replace(self, _moments=tuple(moments))

    def _is_met(self, step: Step, state: State | None) -> bool:
        if step.checks:
            return state is not None and all(check.expression.is_true(state) for check in step.checks)
        return step.id in self._passed or (bool(step.questions) and not self.open_questions(step))

    def _words_for(self, last: Last, state: State) -> Words | None:
        mistake = matching_mistake(self.lesson, self.step, state, last)
        if mistake:
            return Words(mistake.say, mistake.id)
        general = explain_call(last)
        return Words(general) if general else None


def matching_mistake(lesson: Lesson, step: Step | None, state: State, last: Last) -> Mistake | None:
    """The mistake that the last call made: the step's own first, then those of the whole lesson, in their order."""
    context = {"last": last, "state": state}
    mistakes = (*(step.mistakes if step else ()), *lesson.mistakes)
    return next((mistake for mistake in mistakes if mistake.when.holds(context)), None)


def outcome_of(question: Predict, state: State, last: Last | None) -> Choice | None:
    """The choice of a prediction that came true: the first whose `when` holds."""
    context = {"last": last, "state": state}
    return next((choice for choice in question.choices if choice.when and choice.when.holds(context)), None)
