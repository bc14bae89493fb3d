"""A syntax tree made into a program: nested functions that share one budget.

Everything outside loops costs at most the size of the tree, which the parser bounds. So only what repeats or grows is
charged, before it is done: a projection by its elements, a flattened list by its length, a function by its arguments,
a comparison of two structures by their nodes.
"""

from collections.abc import Callable
from operator import ge, gt, le, lt
from typing import Any

from jmespath.exceptions import JMESPathTypeError
from jmespath.functions import Functions

from sim.expression.error import ExpressionError
from sim.expression.syntax import Node

_ORDER = {"lt": lt, "gt": gt, "lte": le, "gte": ge}
_FUNCTIONS = Functions()
_NOT_A_VALUE = "an expression (&) stands where a value is needed"


class _Budget:
    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise ExpressionError("the expression takes too much work for this value")


Run = Callable[[Any, _Budget], Any]


def program(tree: Node) -> Callable[[Any, int, int], Any]:
    """Give a function of (value, steps, result nodes) that applies the tree, within both bounds, or raises."""
    run = _build(tree)

    def search(value: Any, max_steps: int, max_result: int) -> Any:
        try:
            result = run(value, _Budget(max_steps))
        except JMESPathTypeError as error:
            takes = " or ".join(error.expected_types)
            message = f"{error.function_name}() takes {takes}, not {error.actual_type}"
            raise ExpressionError(message) from None
        except (TypeError, ValueError, OverflowError) as error:
            if isinstance(error, ExpressionError):
                raise
            raise ExpressionError(f"the expression cannot be worked out: {error}") from None
        if isinstance(result, list | dict) and _nodes(result, max_result) > max_result:
            raise ExpressionError(f"the result holds more than {max_result:,} values")
        if isinstance(result, _Expression):
            raise ExpressionError(_NOT_A_VALUE)
        return result

    return search


class _Expression:
    """An `&expression` handed to a function; jmespath's functions know it by this class name."""

    __slots__ = ("budget", "expression", "weight")

    def __init__(self, expression: Run, weight: int, budget: _Budget) -> None:
        self.expression = expression
        self.weight = weight
        self.budget = budget

    def visit(self, expression: Run, value: Any) -> Any:
        return expression(value, self.budget)


def _weight(node: Node) -> int:
    return 1 + sum(_weight(child) for child in node["children"] if isinstance(child, dict))


def _nodes(value: Any, limit: int) -> int:
    """Count the values in `value` as printing it would, until the count passes `limit`."""
    count = 0
    waiting = [value]
    while waiting and count <= limit:
        value = waiting.pop()
        count += 1
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, _Expression):
            raise ExpressionError(_NOT_A_VALUE)
    return count


def _characters(value: Any, limit: int) -> int:
    """Count the characters in `value` as writing it would, roughly, until the count passes `limit`."""
    count = 0
    waiting = [value]
    while waiting and count <= limit:
        value = waiting.pop()
        count += len(value) if isinstance(value, str) else 4
        if isinstance(value, dict):
            waiting.extend(value.values())
            count += sum(map(len, value))
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, _Expression):
            raise ExpressionError(_NOT_A_VALUE)
    return count


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _equal(left: Any, right: Any, budget: _Budget) -> bool:
    if isinstance(left, list | dict) and isinstance(right, list | dict):
        budget.spend(_nodes(left, budget.left))
    elif isinstance(left, bool) is not isinstance(right, bool):
        return False
    return bool(left == right)


def _false(value: Any) -> bool:
    return value is None or value is False or value == "" or value == [] or value == {}


def _build(node: Node) -> Run:
    builder: Callable[[Node], Run] = globals()[f"_build_{node['type']}"]
    return builder(node)


def _build_field(node: Node) -> Run:
    name = node["value"]
    return lambda value, _budget: value.get(name) if isinstance(value, dict) else None


def _build_current(_node: Node) -> Run:
    return lambda value, _budget: value


_build_identity = _build_current


def _build_literal(node: Node) -> Run:
    literal = node["value"]
    return lambda _value, _budget: literal


def _build_subexpression(node: Node) -> Run:
    runs = tuple(map(_build, node["children"]))

    def run(value: Any, budget: _Budget) -> Any:
        for part in runs:
            value = part(value, budget)
        return value

    return run


_build_pipe = _build_index_expression = _build_subexpression


def _build_index(node: Node) -> Run:
    index = node["value"]

    def run(value: Any, _budget: _Budget) -> Any:
        if not isinstance(value, list):
            return None
        try:
            return value[index]
        except IndexError:
            return None

    return run


def _build_slice(node: Node) -> Run:
    part = slice(*node["children"])

    def run(value: Any, budget: _Budget) -> Any:
        if not isinstance(value, list):
            return None
        budget.spend(len(value))
        return value[part]

    return run


def _build_comparator(node: Node) -> Run:
    left, right = map(_build, node["children"])
    operator = node["value"]
    if operator == "eq":
        return lambda value, budget: _equal(left(value, budget), right(value, budget), budget)
    if operator == "ne":
        return lambda value, budget: not _equal(left(value, budget), right(value, budget), budget)
    order = _ORDER[operator]

    def run(value: Any, budget: _Budget) -> Any:
        one, other = left(value, budget), right(value, budget)
        alike = (_is_number(one) and _is_number(other)) or (isinstance(one, str) and isinstance(other, str))
        return order(one, other) if alike else None

    return run


def _build_or_expression(node: Node) -> Run:
    left, right = map(_build, node["children"])

    def run(value: Any, budget: _Budget) -> Any:
        found = left(value, budget)
        return right(value, budget) if _false(found) else found

    return run


def _build_and_expression(node: Node) -> Run:
    left, right = map(_build, node["children"])

    def run(value: Any, budget: _Budget) -> Any:
        found = left(value, budget)
        return found if _false(found) else right(value, budget)

    return run


def _build_not_expression(node: Node) -> Run:
    inner = _build(node["children"][0])
    return lambda value, budget: _false(inner(value, budget))


def _build_multi_select_list(node: Node) -> Run:
    runs = tuple(map(_build, node["children"]))
    return lambda value, budget: None if value is None else [run(value, budget) for run in runs]


def _build_multi_select_dict(node: Node) -> Run:
    runs = tuple((pair["value"], _build(pair["children"][0])) for pair in node["children"])
    return lambda value, budget: None if value is None else {name: run(value, budget) for name, run in runs}


def _build_flatten(node: Node) -> Run:
    base = _build(node["children"][0])

    def run(value: Any, budget: _Budget) -> Any:
        elements = base(value, budget)
        if not isinstance(elements, list):
            return None
        budget.spend(sum(len(item) if isinstance(item, list) else 1 for item in elements))
        flat: list[Any] = []
        for item in elements:
            if isinstance(item, list):
                flat.extend(item)
            else:
                flat.append(item)
        return flat

    return run


def _build_projection(node: Node) -> Run:
    base, each = map(_build, node["children"])
    weight = _weight(node["children"][1])

    def run(value: Any, budget: _Budget) -> Any:
        elements = base(value, budget)
        if not isinstance(elements, list):
            return None
        budget.spend(len(elements) * weight)
        return [found for item in elements if (found := each(item, budget)) is not None]

    return run


def _build_value_projection(node: Node) -> Run:
    base, each = map(_build, node["children"])
    weight = _weight(node["children"][1])

    def run(value: Any, budget: _Budget) -> Any:
        mapping = base(value, budget)
        if not isinstance(mapping, dict):
            return None
        budget.spend(len(mapping) * weight)
        return [found for item in mapping.values() if (found := each(item, budget)) is not None]

    return run


def _build_filter_projection(node: Node) -> Run:
    base, each, condition = map(_build, node["children"])
    weight = _weight(node["children"][1]) + _weight(node["children"][2])

    def run(value: Any, budget: _Budget) -> Any:
        elements = base(value, budget)
        if not isinstance(elements, list):
            return None
        budget.spend(len(elements) * weight)
        return [
            found
            for item in elements
            if not _false(condition(item, budget)) and (found := each(item, budget)) is not None
        ]

    return run


def _build_expref(node: Node) -> Run:
    inner, weight = _build(node["children"][0]), _weight(node["children"][0])
    return lambda _value, budget: _Expression(inner, weight, budget)


def _build_function_expression(node: Node) -> Run:
    name = node["value"]
    arguments = tuple(map(_build, node["children"]))
    call = _FUNCTIONS.call_function

    def run(value: Any, budget: _Budget) -> Any:
        given = [argument(value, budget) for argument in arguments]
        budget.spend(_cost(name, given, budget.left))
        return call(name, given)

    def length(value: Any, budget: _Budget) -> Any:
        of = arguments[0](value, budget)
        return len(of) if isinstance(of, list | str | dict) else call(name, [of])

    return length if name == "length" else run


def _cost(name: str, given: list[Any], limit: int) -> int:
    """What a call costs at most, by the size of its arguments and of what it makes."""
    cost = sum(len(argument) for argument in given if isinstance(argument, list | str | dict))
    if name == "to_string" or (name == "contains" and isinstance(given[1], list | dict)):
        return cost + _characters(given[0], limit)
    if name == "join" and isinstance(given[1], list):
        separator = len(given[0]) if isinstance(given[0], str) else 0
        return cost + sum(separator + len(item) for item in given[1] if isinstance(item, str))
    weights = [argument.weight for argument in given if isinstance(argument, _Expression)]
    return cost * (1 + sum(weights)) + 1
