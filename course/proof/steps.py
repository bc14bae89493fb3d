"""Proofs of a step: its checks are unmet before its solution and met after, and no line of it is refused or scolded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from course.lesson.model import REFUSED, Check, Mistake, Predict, Step
from course.proof.finding import Finding
from course.proof.judge import Judge, Source, gives
from course.proof.marks import is_marked_refused
from course.proof.reading import fields, literals
from course.proof.words import names_in, remedy_of_unmet
from course.proof.worlds import PACES, PHASES, Leg, Place, Variant, Way, said

_WORD = re.compile(r"[A-Za-z-]{4,}")


@dataclass(frozen=True, slots=True)
class StepProofs:
    """The proofs of step `index` of a lesson in one variant."""

    source: Source
    variant: Variant
    index: int

    @property
    def step(self) -> Step:
        """The step."""
        return self.variant.lesson.steps[self.index]

    def judge(self, phase: int | None) -> Judge:
        """Who makes findings about this step at a phase."""
        return Judge(self.source, self.step, phase, self.variant.seed)

    def not_before(self, phase: int) -> Finding | None:
        """No check is met when the step begins, and at no earlier step's end are all of them."""
        way = Way(phase)
        if not self.step.checks or not self.is_reached(way):
            return None
        begin = self.variant.begin(way, self.index)
        for check in self.step.checks:
            if check.expression.is_true(begin.state):
                return self._too_early(phase, check, begin, f"the check {check.id} is met before the step begins")
        for earlier in range(self.index - 1, -1, -1):
            place = self.variant.begin(way, earlier)
            if place.meets(self.step):
                when = f"at the end of step {self.variant.lesson.steps[earlier - 1].id}" if earlier else "at the start"
                message = f"the checks of step {self.step.id} are met {when} already"
                return self._too_early(phase, self.step.checks[0], place, message)
        return self._met_by_predictions(phase)

    def _met_by_predictions(self, phase: int) -> Finding | None:
        """A check that is met when the step begins, once the predictions before it were run."""
        way = Way(phase, answered=True)
        earlier = self.variant.lesson.steps[: self.index]
        predictions = (question for step in earlier for question in step.questions if isinstance(question, Predict))
        if not any(predictions) or not self.is_reached(way):
            return None
        begin = self.variant.begin(way, self.index)
        for check in self.step.checks:
            if check.expression.is_true(begin.state):
                message = f"the check {check.id} is met before the step begins, once the predictions were run"
                return self._too_early(phase, check, begin, message)
        return None

    def holds_by_itself(self) -> bool:
        """Whether the solution meets the step in every phase and at every pace: what fails later is not its doing."""
        ways = (*map(Way, PHASES), *(Way(0, pace=pace) for pace in PACES))
        holds: bool = self.variant.once(("holds", self.index), lambda: all(self.after(way) is None for way in ways))
        return holds

    def begins_soundly(self, way: Way) -> bool:
        """Whether what the proofs of the step find is its own: all was well before it, and its checks are not early."""
        return self.variant.is_sound(way, self.index) and not self.is_early(way.phase)

    def is_early(self, phase: int) -> bool:
        """Whether the step's checks are met too early, so that what else its proofs find would follow from that."""
        early: bool = self.variant.once(("early", phase, self.index), lambda: self.not_before(phase) is not None)
        return early

    def after(self, way: Way) -> Finding | None:
        """Each line of the solution runs without refusal and scolding, and in the end the step is met.

        A line marked as refused is refused, with no words of a mistake.
        """
        if not self.is_reached(way) or not self.begins_soundly(way):
            return None
        plain = Way(way.phase)
        if way != plain and self.after(plain) is not None:
            return None
        leg, judge = self.variant.leg(way, self.index), self.judge(way.phase)
        if self.step.solution is None:
            return self._no_solution(judge, leg) if self.step.checks else None
        before = leg.begin.run.words
        for act in leg.acts:
            at = self.place_of(act.line)
            words = None if act.place.run.words is before else act.place.run.words
            before = act.place.run.words
            if is_marked_refused(act.command):
                if not act.outcome.status:
                    remedy = f"Take `{REFUSED}` away, or mend the line so that it fails{_pace(way)}"
                    return judge.finding(
                        "after", at, "a line marked as refused goes well", "a refusal", "none", remedy, act.place
                    )
                words = words if words is not None and words.mistake else None
            elif act.outcome.status or act.outcome.error:
                found = said(act.outcome)
                remedy = f"Mend the line, or what comes before it{_pace(way)}"
                return judge.finding(
                    "after", at, "a line of the solution is refused", "no refusal", found, remedy, act.place
                )
            if words is not None:
                whose = f"the mistake {words.mistake}" if words.mistake else "the tutor's general words"
                mistake = next((m for m in self._mistakes if m.id == words.mistake), None)
                return judge.finding(
                    "after",
                    at,
                    f"the tutor scolds a line of the solution, with {whose}",
                    "no words of the tutor",
                    words.text,
                    "Narrow `when` of the mistake, so that it says what is wrong about the call" if mistake else "Mend",
                    act.place,
                    mistake.when if mistake else None,
                    act.place.context,
                )
        return self._unmet(way, judge, leg)

    @property
    def _mistakes(self) -> Sequence[Mistake]:
        return (*self.step.mistakes, *self.variant.lesson.mistakes)

    def is_reached(self, way: Way) -> bool:
        """Whether every earlier step is met by its solution; if not, that is said there."""
        return self.index == 0 or not self.variant.begin(way, self.index).run.met < self.index

    def is_met_by_solution(self, way: Way) -> bool:
        """Whether the solution meets the step in that way, and nothing else does before."""
        return (
            self.begins_soundly(way)
            and self.after(way) is None
            and self.variant.leg(way, self.index).end.meets(self.step)
        )

    def place_of(self, line: int) -> tuple[int, int | None]:
        """The line of the file, and the column at which what stands there begins."""
        text = self.source.line(line)
        return line, len(text) - len(text.lstrip()) + 1

    def _too_early(self, phase: int, check: Check, place: Place, message: str) -> Finding:
        return self.judge(phase).finding(
            "not-before",
            self.source.expression(check.line),
            message,
            "not true until the solution has been run",
            "true",
            "Let the expression ask for what only this step brings about",
            place,
            check.expression,
        )

    def _no_solution(self, judge: Judge, leg: Leg) -> Finding:
        expected, found = "a solution, command lines that meet them", "none"
        remedy = "Add a ```{solution} block to the step"
        return judge.finding(
            "after", (self.step.line, 1), "the step has checks and no solution", expected, found, remedy, leg.begin
        )

    def _unmet(self, way: Way, judge: Judge, leg: Leg) -> Finding | None:
        for check in self.step.checks:
            if not check.expression.is_true(leg.end.state):
                return judge.finding(
                    "after",
                    self.source.expression(check.line),
                    f"the check {check.id} is not met after the solution{_pace(way)}",
                    "true",
                    gives(check.expression, leg.end.state),
                    remedy_of_unmet(leg, check),
                    leg.end,
                    check.expression,
                )
        return self._misspelt(judge, leg)

    def _misspelt(self, judge: Judge, leg: Leg) -> Finding | None:
        """A name in a part of a check that the solution does not need, so near to a known one that it is meant."""
        found: tuple[Check, str, str] | None = self.variant.once(("misspelt", self.index), self._near_miss)
        if found is None:
            return None
        check, word, near = found
        return judge.finding(
            "after",
            self.source.expression(check.line),
            f"the check {check.id} asks for {word!r}, which no world of the lesson has",
            near,
            word,
            f"Did you mean {near}?",
            leg.end,
            check.expression,
        )

    def _near_miss(self) -> tuple[Check, str, str] | None:
        known: frozenset[str] = self.variant.once("names", lambda: names_in(self.variant))
        for check in self.step.checks:
            for word in (*fields(check.expression.text), *literals(check.expression.text)):
                near = get_close_matches(word, known, 1, 0.78) if _WORD.fullmatch(word) and word not in known else ()
                if near and near[0][:1].casefold() == word[:1].casefold():
                    return check, word, near[0]
        return None


def _pace(way: Way) -> str:
    return f", {way.pace} s between its lines" if way.pace else ""
