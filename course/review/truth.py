"""Which choice of a prediction comes true, found by running it."""

from __future__ import annotations

from collections.abc import Iterable

from course.lesson.model import Choice, Lesson, Predict
from sim.history import History
from sim.view import last, state
from sim.world import Outcome, World


def truth(lesson: Lesson, question: Predict, start: World) -> Choice | None:
    """The one choice that comes true at the end of the question's step, every step so far done by its solution.

    A question whose step has changed what it asks about is taken as it stood before the step's own solution. None where
    neither way exactly one choice comes true.
    """
    here = History.begin(start)
    for step in lesson.steps:
        before = here
        if step.solution:
            here, _ = _run(here, step.solution.lines())
        if question in step.questions:
            return _outcome(question, here) or _outcome(question, before)
    return None


def _outcome(question: Predict, history: History) -> Choice | None:
    after, outcome = _run(history, question.run.commands())
    call = outcome.call if outcome else None
    context = {"last": last(call) if call else None, "state": state(after.world)}
    true = [choice for choice in question.choices if choice.when and choice.when.holds(context)]
    return true[0] if len(true) == 1 else None


def _run(history: History, lines: Iterable[str]) -> tuple[History, Outcome | None]:
    outcome = None
    for line in lines:
        history, outcome = history.run(line)
    return history, outcome
