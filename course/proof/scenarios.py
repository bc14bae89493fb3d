"""Proofs of a scenario: it makes a world under every seed and at every phase."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from course.proof.finding import Finding
from course.proof.judge import Judge, Source
from course.proof.names import KINDS, Known, of_line
from course.proof.proof import Proof
from course.proof.worlds import NOON, PHASES
from sim.scenario import ScenarioError, load
from sim.view import state


def scenario_proofs(text: str, path: Path, seeds: int) -> Sequence[Proof]:
    """The proofs of a scenario's text. Raises ScenarioError when its own variant cannot be made."""
    load(text, path.name, NOON)
    source = Source(path, text.split("\n"))
    found = []
    for seed in (None, *range(1, seeds)):
        variant = "" if seed is None else f"#seed{seed}"
        for phase in PHASES:
            attempt = partial(_loads, source, text, phase, seed)
            found.append(Proof(f"load@{phase}s{variant}", "scenario", None, 1, attempt))
        found.append(Proof(f"happenings{variant}", "happening", None, 1, partial(happenings, source, text, seed)))
    return found


def happenings(source: Source, text: str, seed: int | None) -> Sequence[Finding]:
    """What the happenings of a scenario name and is not there: people, commands, operations, options."""
    try:
        world = load(text, source.path.name, NOON, seed)
    except ScenarioError as error:
        return [broken(source, error, None, seed)]
    known = Known({"people": frozenset(world.people)})
    start, _ = source.find("happenings:", 1)
    found = []
    for line in (line for happening in world.coming for line in happening.lines):
        misnomer = of_line(line, known)
        if misnomer is None or (misnomer.what in KINDS and misnomer.what != "person"):
            continue
        at = source.find(line, start)
        if at[1] is None:
            at = source.find(line.split()[0], start)
        nobody = misnomer.what == "person"
        found.append(
            Judge(source, None, None, seed).finding(
                "scenario" if nobody else "happening",
                at,
                f"a happening names {misnomer.word!r}, and there is no such {misnomer.what}",
                f"one of {', '.join(misnomer.known[:8])}",
                line,
                f"Did you mean {misnomer.nearest}?" if misnomer.nearest else f"Name a {misnomer.what} that exists",
            )
        )
    return found


def _loads(source: Source, text: str, phase: int, seed: int | None) -> Sequence[Finding]:
    try:
        state(load(text, source.path.name, NOON + phase * 1_000, seed))
    except ScenarioError as error:
        return [broken(source, error, phase, seed)]
    return []


def broken(source: Source, error: ScenarioError, phase: int | None, seed: int | None) -> Finding:
    """The finding that a scenario cannot be loaded in a variant."""
    return Judge(source, None, phase, seed).finding(
        "scenario",
        (error.line, error.column),
        "the scenario cannot be loaded in every variant",
        "a world",
        error.message,
        "Mend the scenario, or take the value out of its parameter",
    )
