"""Proofs of a scenario: it makes a world under every seed and at every phase."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from course.proof.finding import Finding
from course.proof.judge import Judge, Source
from course.proof.proof import Proof
from course.proof.worlds import NOON, PHASES
from sim.scenario import ScenarioError, load
from sim.view import state


def scenario_proofs(text: str, path: Path, seeds: int) -> Sequence[Proof]:
    """The proofs of a scenario's text. Raises ScenarioError when its own variant cannot be made."""
    load(text, path.name, NOON)
    source = Source(path, text.split("\n"))
    return [
        Proof(
            f"load@{phase}s{'' if seed is None else f'#seed{seed}'}",
            "scenario",
            None,
            1,
            partial(_loads, source, text, phase, seed),
        )
        for seed in (None, *range(1, seeds))
        for phase in PHASES
    ]


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
