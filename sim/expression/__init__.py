"""JMESPath, the language of `aws --query`, held within bounds.

An expression may come from anybody's lesson or command line. JMESPath alone gives no protection: the parser of the
`jmespath` package recurses as deep as the text says, and an expression of a few hundred characters can double a list
at every bar. So its length, nesting and depth are bounded when it is read, and its work and the size of what it gives
when it is worked out. Grammar and functions are those of https://jmespath.org/specification.html as the `jmespath`
package implements them, which is what the AWS CLI uses.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sim.expression.error import ExpressionError

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "MAX_RESULT", "MAX_STEPS", "Expression", "ExpressionError", "compile"]

MAX_LENGTH = 4_000
"""Characters in one expression."""

MAX_DEPTH = 60
"""Levels of one expression, as nested brackets, as operators in a row, or as names in a row."""

MAX_STEPS = 1_000_000
"""Work one search may do: about one unit for each part of the expression applied to each element, for each character
of a string that is made, and for each node of two structures that are compared. A filter of a `Growing` list is not
counted by its elements, for it looks at each of them once in all."""

MAX_RESULT = 250_000
"""Nodes (scalars, lists and objects) in what one search gives."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A JMESPath expression that has been read and found sound; make one with `compile`."""

    text: str
    _program: Callable[[Any, int, int], Any] = field(repr=False, compare=False)

    def search(self, value: Any) -> Any:
        """Apply the expression to `value`, made of dict, list, str, int, float, bool and None.

        The result may share parts with `value`. Raises ExpressionError, without a column, when a function is given
        something it does not take or the work goes beyond MAX_STEPS or MAX_RESULT.
        """
        return self._program(value, MAX_STEPS, MAX_RESULT)

    def is_true(self, value: Any) -> bool:
        """Whether the search gives exactly `true`: the rule for a check. A search that fails is not true."""
        try:
            return self.search(value) is True
        except ExpressionError:
            return False

    def holds(self, value: Any) -> bool:
        """Whether the search gives what JMESPath counts as true: anything but false, null, '', [] and {}.

        A search that fails does not hold.
        """
        try:
            found = self.search(value)
        except ExpressionError:
            return False
        return found is not None and found is not False and found != "" and found != [] and found != {}


@lru_cache(maxsize=512)
def compile(text: str) -> Expression:  # noqa: A001 - as re and jmespath name it
    """Read a JMESPath expression. Raises ExpressionError with the column of the first thing that is wrong."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"the expression is longer than {MAX_LENGTH:,} characters", MAX_LENGTH + 1)
    if not text.strip():
        raise ExpressionError("the expression is empty", 1)
    from sim.expression.evaluate import program
    from sim.expression.syntax import parse

    return Expression(text, program(parse(text, MAX_DEPTH)))
