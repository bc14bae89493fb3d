"""Event patterns of Amazon EventBridge: what they may say, and which events they match.

Source: Amazon EventBridge User Guide, "Amazon EventBridge event patterns" and "Comparison operators for use in event
patterns". AWS does not publish the words of its refusals; those of arrays are as observed, others this module's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

DEEPEST = 50
"""How deep a pattern's objects may be nested here."""

_NUMERIC = ("=", "<", "<=", ">", ">=")


class PatternError(ValueError):
    """A text that is no event pattern; the message says why."""


def read(text: str) -> dict[str, Any]:
    """An event pattern from its JSON text.

    Raises PatternError.
    """
    try:
        pattern = json.loads(text)
    except (ValueError, RecursionError):
        raise PatternError("it is not JSON") from None
    if not isinstance(pattern, dict) or not pattern:
        raise PatternError("Filter is not an object")
    _check(pattern, 1)
    return pattern


def matches(pattern: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Whether an event matches a pattern that `read` gave: each field that the pattern names has to."""
    for name, wanted in pattern.items():
        if name == "$or" and _is_or(wanted):
            if not any(matches(each, event) for each in wanted):
                return False
        elif isinstance(wanted, dict):
            inner = event.get(name)
            objects = [each for each in (inner if isinstance(inner, list) else [inner]) if isinstance(each, dict)]
            if not any(matches(wanted, each) for each in objects or [{}]):
                return False
        elif not _leaf_matches(wanted, event, name):
            return False
    return True


def _check(pattern: Mapping[str, Any], depth: int) -> None:
    if depth > DEEPEST:
        raise PatternError(f"its objects are nested deeper than {DEEPEST}")
    for name, wanted in pattern.items():
        if isinstance(wanted, dict):
            if not wanted:
                raise PatternError("Empty objects are not allowed")
            _check(wanted, depth + 1)
        elif not isinstance(wanted, list):
            raise PatternError(f'"{name}" must be an object or an array')
        elif not wanted:
            raise PatternError("Empty arrays are not allowed")
        elif name == "$or" and _is_or(wanted):
            for each in wanted:
                _check(each, depth + 1)
        else:
            for each in wanted:
                _check_choice(each)


def _is_or(wanted: Any) -> bool:
    """Whether `$or` stands for EventBridge's: an array of two objects or more."""
    return isinstance(wanted, list) and len(wanted) > 1 and all(isinstance(each, dict) and each for each in wanted)


def _check_choice(choice: Any) -> None:
    if isinstance(choice, list):
        raise PatternError("an array in an array is not allowed")
    if not isinstance(choice, dict):
        return
    if len(choice) != 1:
        raise PatternError("Only one key allowed in match expression")
    ((kind, value),) = choice.items()
    if kind not in _KINDS:
        raise PatternError(f"Unrecognized match type {kind}")
    if not _KINDS[kind](value):
        raise PatternError(f"the value of {kind} is not one that it takes")


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_range(value: Any) -> bool:
    if not isinstance(value, list) or len(value) not in (2, 4):
        return False
    return all(sign in _NUMERIC and _is_number(bound) for sign, bound in zip(value[::2], value[1::2], strict=True))


def _is_network(value: Any) -> bool:
    from ipaddress import ip_network

    if not isinstance(value, str):
        return False
    try:
        ip_network(value, strict=False)
    except ValueError:
        return False
    return True


def _is_exclusion(value: Any) -> bool:
    if isinstance(value, dict):
        return len(value) == 1 and all(k in ("prefix", "suffix") and isinstance(v, str) for k, v in value.items())
    values = value if isinstance(value, list) else [value]
    return bool(values) and all(_is_text(each) or _is_number(each) for each in values)


_KINDS = {
    "prefix": _is_text,
    "suffix": _is_text,
    "equals-ignore-case": _is_text,
    "wildcard": _is_text,
    "exists": _is_flag,
    "numeric": _is_range,
    "cidr": _is_network,
    "anything-but": _is_exclusion,
}


def _leaf_matches(wanted: list[Any], event: Mapping[str, Any], name: str) -> bool:
    """Whether one of the choices holds for a field; `exists` asks for values alone, not for objects."""
    value = event.get(name)
    values = value if isinstance(value, list) else [value] if name in event else []
    there = bool(values) and not any(isinstance(each, dict) for each in values)
    for choice in wanted:
        if isinstance(choice, dict) and "exists" in choice:
            if choice["exists"] == there:
                return True
        elif any(_choice_matches(choice, each) for each in values):
            return True
    return False


def _choice_matches(choice: Any, value: Any) -> bool:
    if not isinstance(choice, dict):
        return _same(choice, value)
    ((kind, wanted),) = choice.items()
    if kind == "anything-but":
        if isinstance(value, dict):
            return False
        if isinstance(wanted, dict):
            return not _choice_matches(wanted, value)
        return not any(_same(each, value) for each in (wanted if isinstance(wanted, list) else [wanted]))
    if kind == "numeric":
        bounds = zip(wanted[::2], wanted[1::2], strict=True)
        return _is_number(value) and all(_compared(value, sign, bound) for sign, bound in bounds)
    if not isinstance(value, str):
        return False
    match kind:
        case "prefix":
            return value.startswith(wanted)
        case "suffix":
            return value.endswith(wanted)
        case "equals-ignore-case":
            return value.casefold() == str(wanted).casefold()
        case "wildcard":
            return _wildcard(wanted).fullmatch(value) is not None
        case _:
            return _in_network(value, wanted)


def _same(wanted: Any, value: Any) -> bool:
    """Equal and of the same JSON type: 1 is neither true nor "1"."""
    return isinstance(wanted, bool) == isinstance(value, bool) and bool(wanted == value)


def _compared(value: float, sign: str, bound: float) -> bool:
    return {
        "=": value == bound,
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
    }[sign]


def _wildcard(text: str) -> re.Pattern[str]:
    """A pattern in which each run of `*` stands for any characters; possessive parts keep it from backtracking."""
    parts = [re.escape(part) for part in re.split(r"\*+", text)]
    if len(parts) == 1:
        return re.compile(parts[0], re.DOTALL)
    first, *middle, last = parts
    return re.compile(first + "".join(f"(?>.*?{part})" for part in middle) + ".*" + last, re.DOTALL)


def _in_network(value: str, network: str) -> bool:
    from ipaddress import ip_address, ip_network

    try:
        return ip_address(value) in ip_network(network, strict=False)
    except ValueError:
        return False
