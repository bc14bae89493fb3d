"""Parameters held against their declaration; a refusal reads as AWS's own does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from sim.errors import invalid
from sim.services.declare import Operation, Parameter, Shape


def check(operation: Operation, given: Mapping[str, Any]) -> None:
    """Raise ServiceError (ValidationError, 400) naming every constraint that the given parameters break."""
    check_parameters(operation.parameters, given)


def check_parameters(parameters: Iterable[Parameter], given: Mapping[str, Any]) -> None:
    """The same for parameters that belong to no operation."""
    problems: list[str] = []
    for parameter in parameters:
        value = given.get(parameter.name)
        where = parameter.name[0].lower() + parameter.name[1:]
        if value is None:
            if parameter.required:
                problems.append(_failed(None, where, "Member must not be null"))
        else:
            problems += _problems(parameter.shape, value, where)
    if problems:
        count = len(problems)
        raise invalid(f"{count} validation error{'s' * (count > 1)} detected: {'; '.join(problems)}")


def _problems(shape: Shape, value: Any, where: str) -> Iterator[str]:
    if shape.kind == "string":
        yield from _string_problems(shape, str(value), where)
    elif shape.kind == "integer":
        if shape.minimum is not None and value < shape.minimum:
            yield _failed(value, where, f"Member must have value greater than or equal to {shape.minimum}")
        if shape.maximum is not None and value > shape.maximum:
            yield _failed(value, where, f"Member must have value less than or equal to {shape.maximum}")
    elif shape.kind == "list" and shape.member:
        if shape.maximum is not None and len(value) > shape.maximum:
            yield _failed(value, where, f"Member must have length less than or equal to {shape.maximum}")
        for number, member in enumerate(value, 1):
            yield from _problems(shape.member, member, f"{where}.{number}.member")
    elif shape.kind == "structure":
        for name, member in shape.members.items():
            inner = f"{where}.{name[0].lower() + name[1:]}"
            if name in value:
                yield from _problems(member, value[name], inner)
            elif name in shape.required:
                yield _failed(None, inner, "Member must not be null")


def _string_problems(shape: Shape, value: str, where: str) -> Iterator[str]:
    if shape.words is not None:
        if not _fits(shape, value):
            yield shape.words.format(name=where)
        return
    if shape.minimum is not None and len(value) < shape.minimum:
        yield _failed(value, where, f"Member must have length greater than or equal to {shape.minimum}")
    if shape.maximum is not None and len(value) > shape.maximum:
        yield _failed(value, where, f"Member must have length less than or equal to {shape.maximum}")
    if shape.pattern is not None and not _compiled(shape.pattern).fullmatch(value):
        yield _failed(value, where, f"Member must satisfy regular expression pattern: {shape.pattern}")
    if shape.enum and value not in shape.enum:
        yield _failed(value, where, f"Member must satisfy enum value set: [{', '.join(shape.enum)}]")


def _fits(shape: Shape, value: str) -> bool:
    long_enough = shape.minimum is None or len(value) >= shape.minimum
    short_enough = shape.maximum is None or len(value) <= shape.maximum
    return long_enough and short_enough and bool(shape.pattern and _compiled(shape.pattern).fullmatch(value))


def _failed(value: Any, where: str, constraint: str) -> str:
    shown = "null" if value is None else f"'{value}'"
    return f"Value {shown} at '{where}' failed to satisfy constraint: {constraint}"


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    if r"\p{" in pattern:
        return re.compile(pattern.replace(r"\p{L}\p{Z}\p{N}_", r"\w\s"))
    return re.compile(pattern, re.ASCII)
