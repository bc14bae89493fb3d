"""The tutor: where a learner stands in a lesson, as a value.

A run follows the history of the world by its depth (how many acts can be undone) and, from branch to branch, by the
numbers of its acts. Steps tick off in order, each from the state reached, and stay ticked while the history goes on;
undo un-ticks what it takes back, redo ticks it again, and on another branch they stand as they stood there. A step may
be left for later: it ticks off whenever it is met after all, and leaving it belongs to the history as ticking does. In
an examination help waits for its end, and mistakes stay counted when they are undone.
Nothing here runs a command: whoever drives the world tells the run what came of it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from course.lesson.model import Aside, Check, Lesson, Predict, Question, Quiz, Step
from course.tutor.answers import Answer, judged
from course.tutor.matching import Last, State
from course.tutor.moments import Moments
from course.tutor.remarks import Words, words_for, words_of
from course.tutor.standing import Standing
from course.tutor.way import STRAIGHT, Way
from sim.shell.run import control

How = Literal["met", "left", "open"]
"""How a step stands: met, left for later, or neither."""


@dataclass(frozen=True, slots=True)
class LessonRun:
    """A learner's way through a lesson; begin one with `LessonRun.start`."""

    lesson: Lesson
    depth: int
    words: Words | None
    _moments: Moments
    _hints: tuple[int, ...]
    _answers: tuple[Answer, ...] = ()
    _passed: frozenset[str] = frozenset()
    handed_in: bool = False
    """Whether the learner ended the examination; from then on no step ticks off."""
    way: Way = STRAIGHT
    """What went otherwise than meant, undone or not."""
    act: int = 0
    """The number of the act that the history stands behind."""
    _asked: str | None = None
    """The step whose open questions the learner was told of when about to pass them by."""

    @classmethod
    def start(cls, lesson: Lesson, state: State, depth: int = 0, act: int = 0) -> "LessonRun":
        """Begin a lesson in a world whose state document is `state`."""
        count = len(lesson.steps)
        moments = Moments().standing(depth, act, Standing.begin(count))
        return cls(lesson, depth, None, moments, (0,) * count, act=act)._settle(state)

    @property
    def met(self) -> int:
        """How many steps are met; they are the first ones of the lesson unless some were left."""
        return len(self._standing.met)

    @property
    def finished(self) -> bool:
        """Whether every step is met."""
        return self.met == len(self.lesson.steps)

    @property
    def over(self) -> bool:
        """Whether there is nothing to do any more: every step is met, or the examination was ended."""
        return self.finished or self.handed_in

    @property
    def closed_book(self) -> bool:
        """Whether help is held back: in an examination, before its end."""
        return self.lesson.front.examination and not self.over

    @property
    def heard(self) -> Words | None:
        """The words about the last call that the learner gets to hear."""
        return None if self.closed_book else self.words

    @property
    def step(self) -> Step | None:
        """The step to do now, a left one only when no other is to be done; None when the lesson is finished."""
        here = self._standing.here
        return None if here is None else self.lesson.steps[here]

    @property
    def number(self) -> int | None:
        """The number of the step to do now, from 1."""
        here = self._standing.here
        return None if here is None else here + 1

    @property
    def left(self) -> tuple[int, ...]:
        """The numbers of the steps that were left for later, the one to do now aside."""
        return tuple(place + 1 for place in self._standing.waiting)

    @property
    def left_before(self) -> tuple[int, ...]:
        """The numbers of those that come before the step to do now, which may rest on them."""
        return tuple(number for number in self.left if self.number is not None and number < self.number)

    def how(self, step: Step) -> How:
        """How a step stands."""
        place, standing = self.lesson.steps.index(step), self._standing
        return "met" if place in standing.met else "left" if place in standing.waiting else "open"

    def is_met(self, step: Step) -> bool:
        """Whether a step is met."""
        return self.how(step) == "met"

    def newly_met(self, before: "LessonRun") -> tuple[Step, ...]:
        """The steps that are met now and were not `before`."""
        return tuple(self.lesson.steps[place] for place in sorted(self._standing.met - before._standing.met))

    def after(self, line: str, state: State, last: Last | None, depth: int, act: int = 0) -> "LessonRun":
        """Go on after `line` was run as a new act.

        `state` is the state document that it led to, `last` the call that it made or None, `depth` the history's and
        `act` the number of the act that it stands behind.
        The words about an earlier call stay until another call is made, or a mistake is made without one.
        """
        standing, remaining = self._standing, self.remaining
        refused_last = len(remaining) == 1 and last is not None and bool(last.get("error"))
        if line.strip() in remaining[:1] and not refused_last:  # who may not do it wants it shown by one who may
            standing = standing.with_line_shown()
        if last is None:
            words = words_of(self.lesson, self.step, state, self.words)
        else:
            words = words_for(self.lesson, self.step, state, last, self.left_before)
        new = words is not None and (last is not None or words is not self.words)
        moments = self._moments if depth == self.depth else self._moments.leaving(depth)
        run = replace(self, depth=depth, act=act, words=words, _moments=moments)._stand(standing)._settle(state)
        if words is None or not new or (words.mistake is None and run.newly_met(self)):
            return run  # a refusal that meets a step is what the step was after
        return replace(run, way=self._way_after(line, last, words))

    def moved_to(self, depth: int, act: int, branch: Collection[int], state: State) -> "LessonRun":
        """Go where the history now stands after an undo, a redo or a goto.

        `act` is the number of the act there, `branch` are those of all acts of its branch.
        """
        way = self.way.with_undo() if depth < self.depth else self.way
        moments = self._moments.along(branch)
        return replace(self, depth=depth, act=act, words=None, way=way, _moments=moments)._settle(state)

    def restarted(self, state: State, depth: int, act: int = 0) -> "LessonRun":
        """Go back to the first step after a reset, which is an act of the history like others."""
        run = replace(self, depth=depth, act=act, words=None, _moments=self._moments.leaving(depth))
        return run._stand(Standing.begin(len(self.lesson.steps)))._settle(state)

    def leave(self, state: State) -> "LessonRun":
        """Leave the step to do now for later and go on with the next; the last one to do cannot be left.

        Where all others to do were left before, the next of those is taken up again.
        """
        return self._turned(self._standing.leaving(), state)

    def return_to(self, step: Step, state: State) -> "LessonRun":
        """Go back to a step that was left; those to do before it are then left. For any other step nothing changes."""
        return self._turned(self._standing.returning_to(self.lesson.steps.index(step)), state)

    def hand_in(self) -> "LessonRun":
        """End an examination as things stand; any other lesson goes on."""
        return replace(self, handed_in=True, words=None) if self.closed_book else self

    def _turned(self, standing: Standing, state: State) -> "LessonRun":
        return self if standing == self._standing else replace(self, words=None)._stand(standing)._settle(state)

    def meets_more(self, state: State) -> bool:
        """Whether this state meets a step that is not ticked off yet."""
        return self._settle(state) is not self

    def checks(self, state: State) -> tuple[tuple[Check, bool], ...]:
        """The checks of the step to do now, each with whether it holds."""
        return tuple((check, check.expression.is_true(state)) for check in self.step.checks) if self.step else ()

    def hint(self) -> tuple["LessonRun", Aside | None]:
        """Take the next hint of the step to do now; None when there is none left."""
        place, step = self._standing.here, self.step
        if place is None or step is None or self.closed_book or self._hints[place] == len(step.hints):
            return self, None
        taken = self._hints[place]
        hints = (*self._hints[:place], taken + 1, *self._hints[place + 1 :])
        return replace(self, _hints=hints), step.hints[taken]

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
        open, but for an examination, where the first answer counts. Raises IndexError when there is no such choice.
        """
        answer = judged(question, number, state, last, once=self.lesson.front.examination)
        run = self if answer.right or self.answer_to(question) else self._with_missed(question)
        if isinstance(question, Predict):  # its own lines have taken that back, not the learner
            own = sum(control(line)[:1] == ("undo",) for line in question.run.commands())
            run = replace(run, way=run.way.without_undos(own))
        if isinstance(question, Quiz) and answer.came_true is None and not answer.right:
            return run, answer
        answers = self._answers if self.answer_to(question) else (*self._answers, answer)
        return replace(run, words=None, _answers=answers)._settle(state), answer

    def ask_twice(self, step: Step) -> tuple["LessonRun", bool]:
        """Whether to ask the learner, who is about to go on, once more: a question of the step is open. Ask once."""
        if not self.open_questions(step) or self._asked == step.id:
            return self, False
        return replace(self, _asked=step.id), True

    def pass_by(self, step: Step, state: State) -> "LessonRun":
        """Go on without answering the step's questions. A step that has checks is still met by them alone."""
        return replace(self, words=None, _passed=self._passed | {step.id})._settle(state)

    @property
    def passed_by(self) -> tuple[Question, ...]:
        """The questions that the learner went past without an answer."""
        steps = [step for step in self.lesson.steps if step.id in self._passed]
        return tuple(question for step in steps for question in step.questions if self.answer_to(question) is None)

    @property
    def remaining(self) -> tuple[str, ...]:
        """The command lines of the step's solution that have not been run since the step began."""
        place, step = self._standing.here, self.step
        if place is None or step is None or step.solution is None:
            return ()
        return step.solution.lines()[self._standing.shown[place] :]

    @property
    def needed(self) -> tuple[str, ...]:
        """Those of the remaining lines that are not optional."""
        place, step = self._standing.here, self.step
        if place is None or step is None or step.solution is None:
            return ()
        return step.solution.needed(self._standing.shown[place])

    def show_me(self) -> Iterator[str]:
        """Give the remaining lines one by one, for as long as they are wanted; none where help is held back."""
        return iter(() if self.closed_book else self.remaining)

    @property
    def _standing(self) -> Standing:
        return self._moments.at(self.depth) or Standing.begin(len(self.lesson.steps))

    def _settle(self, state: State) -> "LessonRun":
        """Tick off the steps that are met now, left ones too."""
        if self.handed_in:
            return self
        standing = self._standing
        for place in sorted(standing.left):
            if self._reached(self.lesson.steps[place], state):
                standing = standing.with_met(place)
        while (here := standing.here) is not None and self._reached(self.lesson.steps[here], state):
            standing = standing.with_met(here)
        return self._stand(standing)

    def _stand(self, standing: Standing) -> "LessonRun":
        """The run with the steps standing so from its depth on."""
        if self._standing == standing:
            return self
        return replace(self, _moments=self._moments.standing(self.depth, self.act, standing))

    def _reached(self, step: Step, state: State) -> bool:
        if step.checks:
            return all(check.expression.is_true(state) for check in step.checks)
        return step.id in self._passed or (bool(step.questions) and not self.open_questions(step))

    def _way_after(self, line: str, last: Last | None, words: Words) -> Way:
        """The way once an act was met with `words`; what the lesson itself asked to run is nobody's slip."""
        step = self.step
        if step is None or self.handed_in:
            return self.way
        questions = (question for each in self.lesson.steps for question in each.questions)
        asked = {line for question in questions if isinstance(question, Predict) for line in question.run.commands()}
        if line.strip() in asked:
            return self.way
        if words.mistake:
            return self.way.with_mistake(step.id, words.mistake)
        if last is None or not last.get("error") or line.strip() in self.remaining[:1]:
            return self.way
        return self.way.with_refusal(step.id, words.text)

    def _with_missed(self, question: Question) -> "LessonRun":
        step = next(step for step in self.lesson.steps if question in step.questions)
        return replace(self, way=self.way.with_missed(step.id, question.id))
