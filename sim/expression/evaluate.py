"""A syntax tree made into a program: nested functions that share one budget.

Everything outside loops costs at most the size of the tree, which the parser bounds. So only what repeats or grows is
charged, before it is done: a projection by its elements, a flattened list by its length, a function by its arguments,
a comparison of two structures by their nodes.
"""

from collections.abc import Callable, Sequence
from operator import ge, gt, le, lt
from typing import Any

from jmespath.exceptions import JMESPathTypeError
from jmespath.functions import Functions

from sim.expression.budget import NOT_A_VALUE, Budget, _Expression, cost_of_call, equal, nodes
from sim.expression.error import ExpressionError
from sim.expression.growing import Growing, Look, plain, plain_all
from sim.expression.syntax import Node

_ORDER = {"lt": lt, "gt": gt, "lte": le, "gte": ge}
_FUNCTIONS = Functions()


Run = Callable[[Any, Budget], Any]


def program(tree: Node) -> Callable[[Any, int, int], Any]:
    """Give a function of (value, steps, result nodes) that applies the tree, within both bounds, or raises."""
    run = _build(tree)

    def search(value: Any, max_steps: int, max_result: int) -> Any:
        try:
            result = plain(run(value, Budget(max_steps)))
        except JMESPathTypeError as error:
            takes = " or ".join(error.expected_types)
            message = f"{error.function_name}() takes {takes}, not {error.actual_type}"
            raise ExpressionError(message) from None
        except (TypeError, ValueError, OverflowError) as error:
            if isinstance(error, ExpressionError):
                raise
            raise ExpressionError(f"the expression cannot be worked out: {error}") from None
        if isinstance(result, list | dict) and nodes(result, max_result) > max_result:
            raise ExpressionError(f"the result holds more than {max_result:,} values")
        if isinstance(result, _Expression):
            raise ExpressionError(NOT_A_VALUE)
        return result

    return search


def _weight(node: Node) -> int:
    return 1 + sum(_weight(child) for child in node["children"] if isinstance(child, dict))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _false(value: Any) -> bool:
    return value is None or value is False or value == "" or value == {} or _empty(value)


def _empty(value: Any) -> bool:
    return isinstance(value, list | Growing) and not len(value)


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

    def run(value: Any, budget: Budget) -> Any:
        for part in runs:
            value = part(value, budget)
        return value

    return run


_build_pipe = _build_index_expression = _build_subexpression


def _build_index(node: Node) -> Run:
    index = node["value"]

    def run(value: Any, _budget: Budget) -> Any:
        if not isinstance(value, list | Growing):
            return None
        try:
            return value[index]
        except IndexError:
            return None

    return run


def _build_slice(node: Node) -> Run:
    part = slice(*node["children"])

    def run(value: Any, budget: Budget) -> Any:
        if not isinstance(value, list | Growing):
            return None
        budget.spend(len(value))
        return value[part]

    return run


def _build_comparator(node: Node) -> Run:
    left, right = map(_build, node["children"])
    operator = node["value"]
    if operator == "eq":
        return lambda value, budget: equal(plain(left(value, budget)), plain(right(value, budget)), budget)
    if operator == "ne":
        return lambda value, budget: not equal(plain(left(value, budget)), plain(right(value, budget)), budget)
    order = _ORDER[operator]

    def run(value: Any, budget: Budget) -> Any:
        one, other = left(value, budget), right(value, budget)
        alike = (_is_number(one) and _is_number(other)) or (isinstance(one, str) and isinstance(other, str))
        return order(one, other) if alike else None

    return run


def _build_or_expression(node: Node) -> Run:
    left, right = map(_build, node["children"])

    def run(value: Any, budget: Budget) -> Any:
        found = left(value, budget)
        return right(value, budget) if _false(found) else found

    return run


def _build_and_expression(node: Node) -> Run:
    left, right = map(_build, node["children"])

    def run(value: Any, budget: Budget) -> Any:
        found = left(value, budget)
        return found if _false(found) else right(value, budget)

    return run


def _build_not_expression(node: Node) -> Run:
    inner = _build(node["children"][0])
    return lambda value, budget: _false(inner(value, budget))


def _build_multi_select_list(node: Node) -> Run:
    runs = tuple(map(_build, node["children"]))
    return lambda value, budget: None if value is None else plain_all(run(value, budget) for run in runs)


def _build_multi_select_dict(node: Node) -> Run:
    runs = tuple((pair["value"], _build(pair["children"][0])) for pair in node["children"])
    return lambda value, budget: None if value is None else {name: plain(run(value, budget)) for name, run in runs}


def _build_flatten(node: Node) -> Run:
    base = _build(node["children"][0])

    def run(value: Any, budget: Budget) -> Any:
        elements = base(value, budget)
        if not isinstance(elements, list | Growing):
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

    def run(value: Any, budget: Budget) -> Any:
        elements = base(value, budget)
        if not isinstance(elements, list | Growing):
            return None
        budget.spend(len(elements) * weight)
        return [found for item in elements if (found := each(item, budget)) is not None]

    return run


def _build_value_projection(node: Node) -> Run:
    base, each = map(_build, node["children"])
    weight = _weight(node["children"][1])

    def run(value: Any, budget: Budget) -> Any:
        mapping = base(value, budget)
        if not isinstance(mapping, dict):
            return None
        budget.spend(len(mapping) * weight)
        return [found for item in mapping.values() if (found := each(item, budget)) is not None]

    return run


def _build_filter_projection(node: Node) -> Run:
    base, each, condition = map(_build, node["children"])
    weight_of_each = _weight(node["children"][1])
    weight = weight_of_each + _weight(node["children"][2])

    def passing(elements: Growing, budget: Budget) -> Sequence[Any]:
        """The elements that pass; those that were looked at before are not looked at again, but cost the same."""
        count, passed, spent = elements.look(run)
        before = budget.left
        budget.spend(spent)
        if count < len(elements):
            new = [item for item in elements.since(count) if not _false(condition(item, budget))]
            passed = [*passed, *new] if new else passed
            elements.looked(run, Look(len(elements), passed, before - budget.left))
        return passed

    def run(value: Any, budget: Budget) -> Any:
        elements = base(value, budget)
        if not isinstance(elements, list | Growing):
            return None
        if isinstance(elements, Growing):
            passed = passing(elements, budget)
            budget.spend(len(passed) * weight_of_each)
            return [found for item in passed if (found := each(item, budget)) is not None]
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

    def run(value: Any, budget: Budget) -> Any:
        given = plain_all(argument(value, budget) for argument in arguments)  # jmespath asks for the class
        budget.spend(cost_of_call(name, given, budget.left))
        return call(name, given)

    def length(value: Any, budget: Budget) -> Any:
        of = arguments[0](value, budget)
        return len(of) if isinstance(of, list | Growing | str | dict) else call(name, [of])

    return length if name == "length" else run
