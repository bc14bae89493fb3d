"""What the policy simulator answered, step by step, as the console's page of it has it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from course.phrases import plural
from course.plain.answered import document
from course.plain.width import wrapped
from course.reading.simulation import ACCESS_KEY, absent
from course.reading.simulation import told as decision_told
from course.tutor.driving import Outcome
from sim.account import ROOT
from sim.people import YOU
from sim.services.context import Context, Principal
from sim.services.iam.simulate import simulation
from sim.world import Call, World

OPERATIONS = ("SimulatePrincipalPolicy", "SimulateCustomPolicy")

TOLD = 5
"""Results of an answer that are told."""


def told(outcome: Outcome, world: World) -> list[str]:
    """Each result of an answer in JSON, with the steps to it; nothing of other lines."""
    call = outcome.call
    if outcome.status or not isinstance(call, Call) or call.operation not in OPERATIONS:
        return []
    try:
        results = document(outcome.output)["EvaluationResults"]
        asked = [_asked(each) for each in results[:TOLD]]
    except (json.JSONDecodeError, TypeError, KeyError):
        return []  # asked for as text or as a table, or only a part of it
    if not asked:
        return []
    lines = [line for each in asked for line in _told_of(each, call.parameters, world)]
    more = [f"and {plural(len(results) - TOLD, 'more result')}"] if len(results) > TOLD else []
    return ["In words:", *lines, *more]


class _Asked(NamedTuple):
    action: str
    resource: str
    missing: Sequence[str]


def _asked(result: Mapping[str, Any]) -> _Asked:
    """What a result is about; raises TypeError or KeyError where --query made something else of it."""
    asked = _Asked(result["EvalActionName"], result["EvalResourceName"], result["MissingContextValues"])
    if not all(isinstance(word, str) for word in (asked.action, asked.resource, *asked.missing)):
        raise TypeError("names are expected")
    return asked


def _told_of(asked: _Asked, parameters: Mapping[str, Any], world: World) -> list[str]:
    action, resource, missing = asked
    context = Context(world, Principal(ROOT, ""), YOU)
    decision = simulation(context, parameters).decide(action, resource)
    notes = [absent(key, ACCESS_KEY, "in --context-entries") for key in missing]
    lines = "\n".join("".join(parts) for parts in decision_told(decision, notes)).splitlines()
    return [wrapped(f"{action} on {resource}:"), *(_set_in(line) for line in lines if line)]


def _set_in(line: str) -> str:
    text = line.lstrip()
    indent = " " * (2 + len(line) - len(text))
    return wrapped(text, indent, indent + "  ")
