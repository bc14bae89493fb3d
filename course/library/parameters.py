"""`{{name}}` and `{{name is value}}` in a lesson: what its scenario's parameters are in this attempt."""

from collections.abc import Mapping
from pathlib import Path

from course.lesson.error import LessonError
from sim.scenario import ScenarioError, parameters
from sim.scenario.nodes import read
from sim.scenario.parameters import NeverSoError, UnknownParameterError, check_conditions, filled, names_in


def mentions(text: str) -> bool:
    """Whether a lesson's text says a parameter at all."""
    return bool(names_in(text))


def fill(text: str, path: Path, values: Mapping[str, str]) -> str:
    """The lesson's text with its parameters filled in; its lines stay where they are. Raises LessonError."""
    try:
        return filled(text, values)
    except UnknownParameterError as error:
        line = text.count("\n", 0, error.start) + 1
        column = error.start - text.rfind("\n", 0, error.start)
        message = f"the scenario of this lesson has no parameter {error.name!r}"
        raise LessonError(path, message, error.remedy.rstrip("."), line, column) from None


def check(text: str, path: Path, scenario_text: str) -> None:
    """Refuse `{{name is value}}` in a lesson where no seed draws that value for its scenario. Raises LessonError."""
    try:
        check_conditions(text, read(scenario_text, "scenario"))
    except NeverSoError as error:
        line = text.count("\n", 0, error.start) + 1
        column = error.start - text.rfind("\n", 0, error.start)
        raise LessonError(path, error.message, error.remedy, line, column) from None


def values_of(scenario_text: str, path: Path, seed: int | None) -> dict[str, str]:
    """The values that a seed draws for a scenario's parameters. Raises LessonError, which names the scenario's file."""
    try:
        return parameters(scenario_text, path.name, seed)
    except ScenarioError as error:
        raise LessonError(path, error.message.rstrip("."), "Mend the scenario", error.line, error.column) from None
