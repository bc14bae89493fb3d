"""What the tutor says of an act: the lesson's own words for a mistake, else general ones for a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass

from course.lesson.model import Lesson, Step
from course.phrases import steps_in_words
from course.tutor.causes import explain_call
from course.tutor.matching import Last, State, matching_mistake


@dataclass(frozen=True, slots=True)
class Words:
    """A remark on the last call: a mistake's own words, or general ones (`mistake` is None).

    `of_state` are those about a mistake that was made without a call.
    """

    text: str
    mistake: str | None = None
    of_state: bool = False


def words_for(lesson: Lesson, step: Step | None, state: State, last: Last, left_before: Sequence[int]) -> Words | None:
    """The words for a call; `left_before` are the numbers of the steps left that it may rest on."""
    mistake = matching_mistake(lesson, step, state, last)
    if mistake:
        return Words(mistake.say, mistake.id)
    general = explain_call(last)
    if general is None and last.get("error") and left_before:
        general = f"{steps_in_words(left_before)} left undone. This may rest on what was to be done there."
    return Words(general) if general else None


def words_of(lesson: Lesson, step: Step | None, state: State, before: Words | None) -> Words | None:
    """The words after an act without a call: about a mistake that the state alone shows, else those from before."""
    mistake = matching_mistake(lesson, step, state, None)
    if mistake is None:
        return None if before is not None and before.of_state else before
    return before if before is not None and before.mistake == mistake.id else Words(mistake.say, mistake.id, True)
