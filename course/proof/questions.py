"""Proofs of questions: exactly one choice of a prediction comes true; a quiz has right and wrong, and reasons."""

from __future__ import annotations

from typing import Any

from course.lesson.model import Choice, Predict, Question, Quiz
from course.proof.finding import Finding
from course.proof.judge import gives
from course.proof.mistakes import dead_end
from course.proof.steps import StepProofs
from course.proof.worlds import Place, Way

_NOTHING: tuple[dict[str, Any], ...] = (
    {"last": None, "state": {}},
    {"last": {"error": {"Code": "", "Message": ""}, "cause": "", "operation": "", "person": ""}, "state": {}},
)
"""What a condition reads where nothing was done, and where something unknown was refused."""


class QuestionProofs:
    """The proofs of one question of a step, its `position` counted from 0."""

    def __init__(self, step: StepProofs, position: int) -> None:
        self._of, self._position = step, position

    def one_comes_true(self, phase: int, *, solved: bool) -> Finding | None:
        """Exactly one choice holds once the lines of the prediction were run, before or after the step was done."""
        question = self._question
        if not isinstance(question, Predict) or not self._of.begins_soundly(Way(phase)):
            return None
        variant, way, index = self._of.variant, Way(phase), self._of.index
        begin = variant.leg(way, index).end if solved else variant.begin(way, index)
        place = self._ran(begin, question, (way, solved))
        context = place.context
        true = [choice for choice in question.choices if choice.when and choice.when.holds(context)]
        if len(true) == 1:
            return self._always(true[0], begin, phase)
        when = "after the step was done" if solved else "before the step is done"
        shown = true[1] if true else question.choices[0]
        values = [f"{choice.text} ({gives(choice.when, context)})" for choice in question.choices if choice.when]
        some = f"{len(true)} choices of the prediction {question.id} come"
        count = some if true else f"no choice of the prediction {question.id} comes"
        return self._of.judge(phase).finding(
            "predict",
            self._of.source.expression(shown.line, "when"),
            f"{count} true when it is run {when}",
            "exactly one choice whose `when` holds",
            "\n".join(choice.text for choice in true) if true else "none: " + "; ".join(values),
            "Let the conditions of the choices part what can happen, each from every other",
            place,
            shown.when,
            context,
        )

    def no_dead_end(self, phase: int) -> Finding | None:
        """After the prediction was run the step can still be finished by its solution."""
        question = self._question
        if not isinstance(question, Predict) or not self._of.begins_soundly(Way(phase)):
            return None
        way = Way(phase)
        place = self._ran(self._of.variant.begin(way, self._of.index), question, (way, False))
        return dead_end(self._of, place, phase, (question.line, 1), f"after the prediction {question.id} was run")

    def has_reasons(self) -> Finding | None:
        """A quiz has a right and a wrong choice, and every choice has feedback of its own."""
        question, judge = self._question, self._of.judge(None)
        if isinstance(question, Quiz) and all(choice.right for choice in question.choices):
            expected, found = "a right choice and a wrong one", "every choice is right"
            remedy = "Take `right: true` from the choice that is wrong, or add a wrong one"
            message = f"the quiz {question.id} has no wrong choice"
            return judge.finding("quiz", (question.line, 1), message, expected, found, remedy)
        seen: dict[str, str] = {}
        for choice in question.choices:
            say = " ".join(choice.say.split()).casefold()
            if say in seen or say == " ".join(choice.text.split()).casefold():
                same = f"the choice {seen[say]!r}" if say in seen else "the choice itself"
                return judge.finding(
                    "quiz",
                    self._of.source.expression(choice.line, "say"),
                    f"a choice of {question.id} has no feedback of its own",
                    "a reason for each choice, which no other has",
                    f"the words of {same}: {' '.join(choice.say.split())}",
                    f"Say of {choice.text!r} why it is right or wrong",
                )
            seen[say] = choice.text
        return None

    def _always(self, choice: Choice, begin: Place, phase: int) -> Finding | None:
        """What is wrong with a choice that comes true whatever is run, or nothing at all."""
        variant, way = self._of.variant, Way(phase)
        places = [variant.start(phase), begin, *(variant.leg(way, i).end for i in range(len(variant.lesson.steps)))]
        if choice.when is None or not all(choice.when.holds(each) for each in _NOTHING):
            return None
        if not all(choice.when.holds(place.context) for place in places):
            return None
        return self._of.judge(phase).finding(
            "predict",
            self._of.source.expression(choice.line, "when"),
            f"a choice of the prediction {self._question.id} comes true whatever happens",
            "a condition that the lines of `run` decide",
            f"it holds in every world of the lesson, and in none: {choice.text}",
            "Let `when` ask for what the lines lead to",
            begin,
            choice.when,
            begin.context,
        )

    @property
    def _question(self) -> Question:
        return self._of.step.questions[self._position]

    def _ran(self, begin: Place, question: Predict, key: object) -> Place:
        place: Place = self._of.variant.once((question.id, key), lambda: begin.acts(question.run.commands()))
        return place
