"""A learner's answer to a question, and whether it is right."""

from dataclasses import dataclass

from course.lesson.model import Choice, Predict, Question
from course.tutor.matching import Last, State, outcome_of


@dataclass(frozen=True, slots=True)
class Answer:
    """A learner's answer: the choice, whether it is right, and where that is known the choice that came true.

    A prediction knows it, and a quiz of an examination, which is answered once.
    """

    question: str
    choice: Choice
    right: bool
    came_true: Choice | None = None


def judged(question: Question, number: int, state: State, last: Last | None, *, once: bool) -> Answer:
    """The answer `number`, from 1; of a prediction once its lines were run, with what they led to.

    `once` says that a quiz is answered once, as in an examination. Raises IndexError when there is no such choice.
    """
    if not 1 <= number <= len(question.choices):
        raise IndexError(number)
    choice = question.choices[number - 1]
    if isinstance(question, Predict):
        came_true = outcome_of(question, state, last)
        return Answer(question.id, choice, choice is came_true, came_true)
    right = next((other for other in question.choices if other.right), None)
    return Answer(question.id, choice, choice.right, right if once else None)
