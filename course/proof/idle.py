"""Proofs that nothing is idle: each line of a solution and each check of a step is there for something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from course.lesson.model import NARRATION, Check
from course.proof.finding import Finding
from course.proof.judge import Judge
from course.proof.mistaken import mistaken
from course.proof.steps import StepProofs
from course.proof.worlds import Place, Variant, Way


def idle_line(of: StepProofs, number: int, ways: Iterable[tuple[Variant, int]]) -> Finding | None:
    """Without line `number` (from 0) of the solution a check stays unmet, at some phase of some variant."""
    tried: StepProofs | None = None
    phase = 0
    for variant, phase in ways:
        proofs = StepProofs(of.source, variant, of.index)
        if not proofs.is_reached(Way(phase)) or not proofs.is_met_by_solution(Way(phase)):
            continue
        tried = proofs
        if _is_needed(proofs, number, Way(phase)):
            return None
    if tried is None:
        return None
    act = tried.variant.leg(Way(phase), of.index).acts[number]
    return Judge(of.source, of.step, None, tried.variant.seed).finding(
        "idle-line",
        of.place_of(act.line),
        "a line of the solution is idle: the step is met without it"
        if of.step.checks
        else "a line of the solution is idle: the step has no check that needs it",
        "a check that stays unmet when the line is left out",
        f"all checks are met without: {act.command}",
        f"Check what the line does, take it out, or end it in `{NARRATION}` if it only tells",
        _without(tried, number, Way(phase)),
    )


def narration(of: StepProofs, number: int, ways: Iterable[tuple[Variant, int]]) -> Finding | None:
    """Without line `number` (from 0), which says that it may be left out, the step is met all the same."""
    for variant, phase in ways:
        proofs, way = StepProofs(of.source, variant, of.index), Way(phase)
        if proofs.is_reached(way) and proofs.is_met_by_solution(way) and _is_needed(proofs, number, way):
            act = variant.leg(way, of.index).acts[number]
            return proofs.judge(phase).finding(
                "idle-line",
                of.place_of(act.line),
                f"a line marked `{NARRATION}` is needed",
                "all checks are met without it",
                f"a check stays unmet without: {act.command}",
                f"Take `{NARRATION}` off the line, or let another line do what this one does",
                _without(proofs, number, way),
            )
    return None


def idle_check(of: StepProofs, check: Check, phase: int) -> Finding | None:
    """In some world that was reached this check alone of its step's is unmet."""
    way = Way(phase)
    if not of.is_reached(way) or not of.is_met_by_solution(way):
        return None
    others = [other for other in of.step.checks if other is not check]
    tried = 0
    for place in _wrong_worlds(of, way):
        tried += 1
        state = place.state
        if not check.expression.is_true(state) and all(other.expression.is_true(state) for other in others):
            return None
    expected = f"a world in which the other checks are met and {check.id} is not"
    found = f"none among the {tried} that solutions, parts of them, and mistakes lead to"
    remedy = "Add a mistake whose `try` leads to the world that it is for, join it to another by &&, or take it out"
    return of.judge(None).finding(
        "idle-check",
        of.source.expression(check.line),
        f"the check {check.id} adds nothing to the others of its step",
        expected,
        found,
        remedy,
        of.variant.leg(way, of.index).end,
        check.expression,
    )


def _without(of: StepProofs, number: int, way: Way) -> Place:
    """Where the solution leads with line `number` left out."""
    leg = of.variant.leg(way, of.index)
    before = leg.acts[number - 1].place if number else leg.begin
    after = [act.command for act in leg.acts[number + 1 :]]
    place: Place = of.variant.once((of.index, way, number), lambda: before.acts(after))
    return place


def _partial(of: StepProofs, way: Way) -> Iterator[Place]:
    """The worlds before the solution, along it, and with each of its lines left out."""
    leg = of.variant.leg(way, of.index)
    yield leg.begin
    for act in leg.acts:
        yield act.place
    for number in range(len(leg.acts)):
        yield _without(of, number, way)


def _is_needed(of: StepProofs, number: int, way: Way) -> bool:
    return bool(of.step.checks) and not _without(of, number, way).meets(of.step)


def _wrong_worlds(of: StepProofs, way: Way) -> Iterator[Place]:
    yield from _partial(of, way)
    for mistake in (*of.step.mistakes, *(of.variant.lesson.mistakes if of.index == 0 else ())):
        place = mistaken(of.variant, way, of.index, mistake).place
        yield place
        for act in of.variant.leg(way, of.index).acts:
            place, _ = place.act(act.command)
            yield place
    for index in range(len(of.variant.lesson.steps)):
        yield of.variant.leg(way, index).end
    for earlier in range(of.index):
        yield from _partial(StepProofs(of.source, of.variant, earlier), way)
