"""What evaluating an expression may cost, and what its parts cost: counted before they are done."""

from collections.abc import Callable
from typing import Any

from sim.expression.error import ExpressionError

NOT_A_VALUE = "an expression (&) stands where a value is needed"


class Budget:
    """The steps that one search may still take."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, steps: int) -> None:
        """Take `steps` away. Raises ExpressionError when there are not so many left."""
        self.left -= steps
        if self.left < 0:
            raise ExpressionError("the expression takes too much work for this value")


class _Expression:
    """An `&expression` handed to a function; jmespath's functions know it by this class name."""

    __slots__ = ("budget", "expression", "weight")

    def __init__(self, expression: Callable[[Any, Budget], Any], weight: int, budget: Budget) -> None:
        self.expression = expression
        self.weight = weight
        self.budget = budget

    def visit(self, expression: Callable[[Any, Budget], Any], value: Any) -> Any:
        return expression(value, self.budget)


def nodes(value: Any, limit: int) -> int:
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
            raise ExpressionError(NOT_A_VALUE)
    return count


def characters(value: Any, limit: int) -> int:
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
            raise ExpressionError(NOT_A_VALUE)
    return count


def equal(left: Any, right: Any, budget: Budget) -> bool:
    """Compare as JMESPath does: `1` is not `true`. Two structures are charged by their nodes."""
    if isinstance(left, list | dict) and isinstance(right, list | dict):
        budget.spend(nodes(left, budget.left))
    elif isinstance(left, bool) is not isinstance(right, bool):
        return False
    return bool(left == right)


def cost_of_call(name: str, given: list[Any], limit: int) -> int:
    """What a call costs at most, by the size of its arguments and of what it makes."""
    cost = sum(len(argument) for argument in given if isinstance(argument, list | str | dict))
    if name == "to_string" or (name == "contains" and isinstance(given[1], list | dict)):
        return cost + characters(given[0], limit)
    if name == "join" and isinstance(given[1], list):
        separator = len(given[0]) if isinstance(given[0], str) else 0
        return cost + sum(separator + len(item) for item in given[1] if isinstance(item, str))
    weights = [argument.weight for argument in given if isinstance(argument, _Expression)]
    return cost * (1 + sum(weights)) + 1
