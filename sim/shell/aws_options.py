"""The words after `aws SERVICE OPERATION`, read into parameters as the AWS CLI reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.clock import LATEST, Timestamp, parse_iso, within
from sim.services.declare import Operation, Parameter, Shape
from sim.shell.command import did_you_mean
from sim.shell.files import content
from sim.world import File

GLOBAL_OPTIONS = ("--query", "--output", "--profile", "--region", "--endpoint-url", "--color", "--cli-read-timeout")
NOT_HERE = ("--generate-cli-skeleton", "--cli-input-json", "--cli-input-yaml", "--cli-auto-prompt")
"""Options that every operation of AWS's CLI takes, and none here."""

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
        elif name in NOT_HERE:
            raise UsageError(f"{name} is not part of this aws: aws SERVICE OPERATION help lists the options.")
        elif words[at] in GLOBAL_FLAGS:
            settings[words[at]] = ""
        else:
            rest.append(words[at])
        at += 1
    output = settings.get("--output", "json")
    if output in ("yaml", "yaml-stream"):
        raise UsageError(f"argument --output: {output} is not part of this aws: json, text and table are.")
    if output not in ("json", "text", "table", "off"):
        raise UsageError(
            f"argument --output: Found invalid choice '{output}'\n\nMaybe you meant:\n\n  * json\n  * text\n  * table\n"
        )
    return rest, settings


def read_options(
    operation: Operation,
    words: Sequence[str],
    extra: Sequence[str],
    files: Mapping[str, File],
    optional: Sequence[str] = (),
) -> Options:
    """The parameters that `words` give; `extra` names what only the CLI has and requires: options, or a word that
    stands alone; `optional` names options that the CLI adds, and has before those of the operation. `files` are this
    world's.

    Raises UsageError or ParameterError.
    """
    by_option = {each.option: each for each in operation.parameters if each.option not in optional}
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
        if option not in by_option and option not in extra and option not in optional:
            alone = next((name for name in extra if not name.startswith("--") and name not in options.extra), None)
            if alone is None or words[at - 1].startswith("--"):
                unknown.append(words[at - 1])
            else:
                options.extra[alone] = words[at - 1]
            continue
        parameter = by_option.get(option)
        if parameter is not None and parameter.shape.kind == "boolean":
            options.parameters[parameter.name] = True
            continue
        values = [inline] if equals else []
        many = parameter is not None and parameter.shape.kind in ("list", "structure", "map")
        while at < len(words) and not words[at].startswith("--") and (many or not values):
            values.append(words[at])
            at += 1
        if not values:
            raise UsageError(f"argument {option}: expected {'at least one argument' if many else 'one argument'}")
        if parameter is None:
            options.extra[option] = values[0]
        else:
            options.parameters[parameter.name] = _value(parameter, values, files)
    _demand(operation, options, extra)
    if unknown:
        hint = (
            did_you_mean(unknown[0].partition("=")[0], [*by_option, *extra, *optional, *GLOBAL_OPTIONS])
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


def _value(parameter: Parameter, values: list[str], files: Mapping[str, File]) -> Any:
    shape = parameter.shape
    if shape.kind == "blob":
        if values[0] not in files:
            raise UsageError(f"Error parsing parameter '{parameter.option}': Blob values must be a path to a file.")
        return content(files[values[0]])
    if len(values) == 1 and values[0].startswith(("file://", "fileb://")):
        path = values[0].partition("://")[2]
        if path not in files:
            raise UsageError(
                f"Error parsing parameter '{parameter.option}': Unable to load paramfile {values[0]}: "
                "there is no such file here"
            )
        values = [files[path].text]
    if shape.kind == "integer":
        try:
            return int(values[0], 10) if len(values[0]) < 20 else _no_integer(parameter, values[0])
        except ValueError:
            return _no_integer(parameter, values[0])
    if shape.kind in ("list", "structure", "map"):
        return _compound(parameter, shape, values)
    return _timestamp(parameter, values[0]) if shape.kind == "timestamp" else values[0]


def _timestamp(parameter: Parameter, value: str) -> Timestamp:
    """A time in ISO 8601 or in seconds since 1970."""
    try:
        seconds = float(value) if value.replace(".", "", 1).isdigit() else None
        return Timestamp(parse_iso(value) if seconds is None else within(int(min(seconds, LATEST) * 1_000)))
    except (ValueError, OverflowError):
        raise UsageError(
            f'argument {parameter.option}: Invalid timestamp "{value}": write 2027-03-01T12:00:00Z'
        ) from None


def _no_integer(parameter: Parameter, value: str) -> Any:
    raise UsageError(f"argument {parameter.option}: invalid int value: '{value}'")


def _compound(parameter: Parameter, shape: Shape, values: list[str]) -> Any:
    """A list or structure, from JSON or from the CLI's shorthand: Key=a,Value=b."""
    of_texts = shape.member is not None and shape.member.kind == "string"
    if values[0].lstrip().startswith("[" if of_texts else ("[", "{")):
        try:
            parsed = json.loads(" ".join(values))
        except (ValueError, RecursionError):
            raise UsageError(f"Error parsing parameter '{parameter.option}': Invalid JSON") from None
        parsed = [parsed] if shape.kind == "list" and isinstance(parsed, dict) else parsed
        if not isinstance(parsed, list if shape.kind == "list" else dict):
            raise UsageError(f"Error parsing parameter '{parameter.option}': not the {shape.kind} that is expected")
        return parsed
    if shape.kind in ("structure", "map"):
        return _shorthand(parameter, shape, values[0])
    if shape.member is not None and shape.member.kind == "structure":
        return [_shorthand(parameter, shape.member, value) for value in values]
    return values


_GROUPED = re.compile(r"\[[^\]]*\]|'[^']*'|\"[^\"]*\"")


def _shorthand(parameter: Parameter, shape: Shape, text: str) -> dict[str, Any]:
    """One structure or map in the CLI's shorthand: Name=tag:Name,Values=a,b gives a list of two to Values."""
    pairs: dict[str, Any] = {}
    last = ""
    for piece in _pieces(text):
        key, equals, value = piece.partition("=")
        known = shape.members.get(last)
        if not equals and known is not None and known.kind == "list":
            pairs[last].append(_bare(piece))
            continue
        if not equals:
            raise UsageError(
                f"Error parsing parameter '{parameter.option}': Expected: '=', received: 'EOF' for input:\n {text}"
            )
        last = key
        known = shape.members.get(key)
        if known is not None and known.kind == "list":
            listed = value[1:-1].split(",") if value.startswith("[") and value.endswith("]") else [value]
            pairs[key] = [_bare(each) for each in listed if each]
        else:
            pairs[key] = _bare(value)
    return pairs


def _pieces(text: str) -> list[str]:
    """The text at its commas, but for those inside brackets and quotes."""
    pieces, begin, at = list[str](), 0, 0
    while at < len(text):
        if text[at] == ",":
            pieces.append(text[begin:at])
            begin = at = at + 1
            continue
        match = _GROUPED.match(text, at)
        at = match.end() if match else at + 1
    return [*pieces, text[begin:]]


def _bare(text: str) -> str:
    """A value without the quotes around it."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text


_BUCKET = re.compile(r"[a-zA-Z0-9.\-_]{1,255}")


def _short(operation: Operation, parameters: dict[str, Any]) -> list[str]:
    """What botocore finds wrong before it sends anything: lengths and values below the minimum, wrong types."""
    problems = []
    bucket = parameters.get("Bucket", "-")
    if operation.service == "s3" and not _BUCKET.fullmatch(bucket):
        problems.append(f'Invalid bucket name "{bucket}": Bucket name must match the regex "^{_BUCKET.pattern}$"')
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


_TYPES = {"list": "<class 'list'>, <class 'tuple'>", "string": "<class 'str'>"}


def _lists(shape: Shape, name: str) -> bool:
    return name in shape.members and shape.members[name].kind == "list"


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
                f"valid types: {_TYPES['list' if _lists(member, key) else 'string']}"
                for key, inner in value.items()
                if not isinstance(inner, list if _lists(member, key) else str)
            ]
        elif not isinstance(value, str):
            problems.append(f"Invalid type for parameter {where}, value: {value}, type: {type(value)}")
    return problems
