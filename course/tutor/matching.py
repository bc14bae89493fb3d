"""What of a lesson an act brings about: the mistake that it was, the answer that came true."""

from collections.abc import Mapping
from typing import Any

from course.lesson.model import Choice, Lesson, Mistake, Predict, Step

State = Mapping[str, Any]
Last = Mapping[str, Any]


def matching_mistake(lesson: Lesson, step: Step | None, state: State, last: Last | None) -> Mistake | None:
    """The mistake that the last act made: the step's own first, then those of the whole lesson, in their order.

    Of an act without a call `last` is None, and a mistake has to be seen by the state.
    """
    context = {"last": last, "state": state}
    mistakes = (*(step.mistakes if step else ()), *lesson.mistakes)
    return next((mistake for mistake in mistakes if mistake.when.holds(context)), None)


def outcome_of(question: Predict, state: State, last: Last | None) -> Choice | None:
    """The choice of a prediction that came true: the first whose `when` holds."""
    context = {"last": last, "state": state}
    return next((choice for choice in question.choices if choice.when and choice.when.holds(context)), None)
