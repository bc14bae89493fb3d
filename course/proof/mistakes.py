"""Proofs of mistakes: each brings up its own words and no other's, and leaves no dead end."""

from __future__ import annotations

from course.lesson.model import Mistake, Step
from course.proof.finding import Finding
from course.proof.judge import gives
from course.proof.marks import is_marked_refused, stands
from course.proof.mistaken import Mistaken, mistaken
from course.proof.steps import StepProofs
from course.proof.worlds import Place, Way, numbered, said


class MistakeProofs:
    """The proofs of one mistake where a step begins; `position` is its place among the step's, then the lesson's."""

    def __init__(self, step: StepProofs, position: int) -> None:
        self._of, self._position = step, position

    def own_words(self, phase: int) -> Finding | None:
        """The mistake's `try` brings up its words and no other's, and does not meet the step."""
        if not self._of.begins_soundly(Way(phase)):
            return None
        mistake, judge = self._mistake, self._of.judge(phase)
        made = mistaken(self._of.variant, Way(phase), self._of.index, mistake)
        if same := self._same_words(phase):
            return same
        if made.place.run.step is not self._of.step:
            line = (self._of.step.checks or (self._of.step,))[0].line
            return judge.finding(
                "mistake",
                self._of.source.expression(line),
                f"the mistake {mistake.id} meets the step",
                "a step that stays unmet",
                "every check of the step is met after `try`",
                "Let the checks ask for more, or let `try` do less",
                made.place,
                self._of.step.checks[0].expression if self._of.step.checks else None,
            )
        if made.others:
            return self._other_words(made, phase)
        words = made.place.run.words
        if made.came_up is None or words is None or words.text != mistake.say:
            when = "never come up" if made.came_up is None else "are gone again at the end"
            return judge.finding(
                "mistake",
                self._when,
                f"the words of the mistake {mistake.id} {when}",
                "`when` holds after the last line of `try`",
                f"`when` gives {gives(mistake.when, made.place.context)}",
                "Let `when` say what the call in `try` shows, or let `try` end in the call that is wrong",
                made.place,
                mistake.when,
                made.place.context,
            )
        return None

    def no_dead_end(self, phase: int) -> Finding | None:
        """After the mistake the solution still meets the step; lines are passed over whose effect stands already."""
        if not self._of.begins_soundly(Way(phase)):
            return None
        place = mistaken(self._of.variant, Way(phase), self._of.index, self._mistake).place
        after = f"after the mistake {self._mistake.id}"
        return dead_end(self._of, place, phase, (self._mistake.line, 1), after)

    @property
    def _mistake(self) -> Mistake:
        return (*self._of.step.mistakes, *self._of.variant.lesson.mistakes)[self._position]

    @property
    def _when(self) -> tuple[int, int | None]:
        return self._of.source.expression(self._mistake.line, "when")

    def _same_words(self, phase: int) -> Finding | None:
        """What is wrong where another mistake that may be made in the step says the same."""
        mistake, say = self._mistake, " ".join(self._mistake.say.split()).casefold()
        for other in (*self._of.step.mistakes, *self._of.variant.lesson.mistakes):
            if other is not mistake and " ".join(other.say.split()).casefold() == say:
                return self._of.judge(phase).finding(
                    "mistake",
                    self._of.source.expression(mistake.line, "say"),
                    f"the mistake {mistake.id} says the same as {other.id}",
                    "words of its own for each mistake",
                    " ".join(other.say.split()),
                    "Say what is wrong here, or make one mistake of the two",
                )
        return None

    def _other_words(self, made: Mistaken, phase: int) -> Finding:
        name, text, place = made.others[0]
        mistakes = (*self._of.step.mistakes, *self._of.variant.lesson.mistakes)
        other = next((mistake for mistake in mistakes if mistake.id == name), None)
        whose = f"those of the mistake {name}" if name else "the tutor's general words"
        return self._of.judge(phase).finding(
            "mistake",
            self._when,
            f"the mistake {self._mistake.id} brings up {whose}",
            f"only its own words: {' '.join(self._mistake.say.split())[:60]}…",
            " ".join(text.split()),
            f"Narrow `when` of {name}, or put the narrower mistake first" if name else "Widen `when` to that call",
            place,
            other.when if other else self._mistake.when,
            place.context,
        )


def dead_end(of: StepProofs, place: Place, phase: int, at: tuple[int, int | None], after: str) -> Finding | None:
    """Finish a step by its solution from a place that something else led to; gives the finding if that fails."""
    step: Step = of.step
    if not of.holds_by_itself():
        return None
    refused: str | None = None
    for number, command in numbered(step.solution.script) if step.solution else ():
        place, outcome = place.act(command)
        if not stands(outcome) and refused is None and not is_marked_refused(command):
            refused = f"line {number} is refused: {said(outcome)}"
    end = place.pass_by(step)
    unmet = next((check for check in step.checks if not check.expression.is_true(end.state)), None)
    if unmet is None and refused is None and end.run.is_met(step):
        return None
    found = refused or (f"the check {unmet.id} is not met" if unmet else "the step is not met")
    return of.judge(phase).finding(
        "dead-end",
        at,
        f"the step cannot be finished {after}",
        "the solution, run on from there, meets the step",
        found,
        "Let the solution begin where the mistake leaves off, as with codes of its own, or let `try` do less harm, "
        "as under another name",
        end,
        unmet.expression if unmet else None,
    )
