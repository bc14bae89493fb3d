"""The words after `aws SERVICE OPERATION`, read into parameters as the AWS CLI reads them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.services.declare import Operation, Parameter, Shape
from sim.shell.command import did_you_mean

GLOBAL_OPTIONS = ("--query", "--output", "--profile", "--region", "--endpoint-url", "--color", "--cli-read-timeout")
GLOBAL_FLAGS = ("--no-cli-pager", "--no-paginate", "--debug", "--no-verify-ssl", "--no-sign-request")


class UsageError(Exception):
    """A command line that the AWS CLI cannot parse (exit status 252); the text is what stands after `aws: error: `."""


class ParameterError(Exception):
    """Parameters that botocore refuses before anything is sent (exit status 252)."""

    def __init__(self, problems: Sequence[str], parameters: dict[str, Any]) -> None:
        super().__init__("Parameter validation failed:\n" + "\n".join(problems))
        self.parameters = parameters


@dataclass(slots=True)
class Options:
    """What a command line asked for: the operation's parameters, and the options of the CLI itself."""

    parameters: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)


def split_globals(words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The words without the CLI's own options, and those options by name.

    Raises UsageError where such an option lacks its value.
    """
    rest: list[str] = []
    settings: dict[str, str] = {}
    at = 0
    while at < len(words):
        name, equals, value = words[at].partition("=")
        if name in GLOBAL_OPTIONS:
            if not equals:
                at += 1
                if at == len(words):
                    raise UsageError(f"argument {name}: expected one argument")
                value = words[at]
            settings[name] = value
        elif words[at] in GLOBAL_FLAGS:
            settings[words[at]] = ""
        else:
            rest.append(words[at])
        at += 1
    output = settings.get("--output", "json")
    if output not in ("json", "text", "table", "yaml", "yaml-stream", "off"):
        raise UsageError(
            f"argument --output: Found invalid choice '{output}'\n\nMaybe you meant:\n\n  * json\n  * text\n  * table\n"
        )
    return rest, settings


def read_options(
    operation: Operation, words: Sequence[str], extra: Sequence[str], read_file: Callable[[str], str]
) -> Options:
    """The parameters that `words` give; `extra` names required options that only the CLI has.

    Raises UsageError or ParameterError.
    """
    by_option = {parameter.option: parameter for parameter in operation.parameters}
    options = Options()
    unknown: list[str] = []
    at = 0
    while at < len(words):
        option, equals, inline = words[at].partition("=")
        at += 1
        flag = by_option.get("--" + option[5:]) if option.startswith("--no-") else None
        if flag is not None and flag.shape.kind == "boolean":
            options.parameters[flag.name] = False
            continue
        if option not in by_option and option not in extra:
            unknown.append(words[at - 1])
            continue
        parameter = by_option.get(option)
        if parameter is not None and parameter.shape.kind == "boolean":
            options.parameters[parameter.name] = True
            continue
        values = [inline] if equals else []
        many = parameter is not None and parameter.shape.kind in ("list", "structure")
        while at < len(words) and not words[at].startswith("--") and (many or not values):
            values.append(words[at])
            at += 1
        if not values:
            raise UsageError(f"argument {option}: expected {'at least one argument' if many else 'one argument'}")
        if parameter is None:
            options.extra[option] = values[0]
        else:
            options.parameters[parameter.name] = _value(parameter, values, read_file)
    _demand(operation, options, extra)
    if unknown:
        hint = (
            did_you_mean(unknown[0].partition("=")[0], [*by_option, *extra, *GLOBAL_OPTIONS])
            if unknown[0].startswith("--")
            else ""
        )
        raise UsageError(f"Unknown options: {', '.join(unknown)}{hint and '.' + hint}")
    problems = list(_short(operation, options.parameters))
    if problems:
        raise ParameterError(problems, options.parameters)
    return options


def _demand(operation: Operation, options: Options, extra: Sequence[str]) -> None:
    missing = [p.option for p in operation.parameters if p.required and p.name not in options.parameters]
    missing += [option for option in extra if option not in options.extra]
    if missing:
        raise UsageError(f"the following arguments are required: {', '.join(missing)}")


def _value(parameter: Parameter, values: list[str], read_file: Callable[[str], str]) -> Any:
    shape = parameter.shape
    if len(values) == 1 and values[0].startswith(("file://", "fileb://")):
        values = [read_file(values[0].partition("://")[2])]
    if shape.kind == "integer":
        try:
            return int(values[0], 10) if len(values[0]) < 20 else _no_integer(parameter, values[0])
        except ValueError:
            return _no_integer(parameter, values[0])
    if shape.kind in ("list", "structure"):
        return _compound(parameter, shape, values)
    return values[0]


def _no_integer(parameter: Parameter, value: str) -> Any:
    raise UsageError(f"argument {parameter.option}: invalid int value: '{value}'")


def _compound(parameter: Parameter, shape: Shape, values: list[str]) -> Any:
    """A list or structure, from JSON or from the CLI's shorthand: Key=a,Value=b."""
    if values[0].lstrip().startswith(("[", "{")):
        try:
            parsed = json.loads(" ".join(values))
        except (ValueError, RecursionError):
            raise UsageError(f"Error parsing parameter '{parameter.option}': Invalid JSON") from None
        parsed = [parsed] if shape.kind == "list" and isinstance(parsed, dict) else parsed
        if not isinstance(parsed, list if shape.kind == "list" else dict):
            raise UsageError(f"Error parsing parameter '{parameter.option}': not the {shape.kind} that is expected")
        return parsed
    if shape.kind == "structure":
        return _shorthand(parameter, values[0])
    if shape.member is not None and shape.member.kind == "structure":
        return [_shorthand(parameter, value) for value in values]
    return values


def _shorthand(parameter: Parameter, text: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for piece in text.split(","):
        key, equals, value = piece.partition("=")
        if not equals:
            raise UsageError(
                f"Error parsing parameter '{parameter.option}': Expected: '=', received: 'EOF' for input:\n {text}"
            )
        pairs[key] = value
    return pairs


def _short(operation: Operation, parameters: dict[str, Any]) -> list[str]:
    """What botocore finds wrong before it sends anything: lengths and values below the minimum, wrong types."""
    problems = []
    for parameter in operation.parameters:
        value, shape = parameters.get(parameter.name), parameter.shape
        if isinstance(value, str) and shape.minimum is not None and len(value) < shape.minimum:
            problems.append(
                f"Invalid length for parameter {parameter.name}, value: {len(value)}, valid min length: {shape.minimum}"
            )
        elif shape.kind == "integer" and value is not None and shape.minimum is not None and value < shape.minimum:
            problems.append(
                f"Invalid value for parameter {parameter.name}, value: {value}, valid min value: {shape.minimum}"
            )
        elif isinstance(value, list) and shape.member is not None:
            problems += _member_problems(parameter, shape.member, value)
    return problems


def _member_problems(parameter: Parameter, member: Shape, values: list[Any]) -> list[str]:
    problems = []
    for number, value in enumerate(values):
        where = f"{parameter.name}[{number}]"
        if member.kind == "structure":
            if not isinstance(value, dict):
                problems.append(f"Invalid type for parameter {where}, value: {value}, type: {type(value)}")
                continue
            problems += [
                f'Missing required parameter in {where}: "{key}"' for key in member.required if key not in value
            ]
            problems += [
                f'Unknown parameter in {where}: "{key}", must be one of: {", ".join(member.members)}'
                for key in value
                if key not in member.members
            ]
            problems += [
                f"Invalid type for parameter {where}.{key}, value: {inner}, type: {type(inner)}, "
                "valid types: <class 'str'>"
                for key, inner in value.items()
                if not isinstance(inner, str)
            ]
        elif not isinstance(value, str):
            problems.append(f"Invalid type for parameter {where}, value: {value}, type: {type(value)}")
    return problems
