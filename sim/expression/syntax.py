"""Text to syntax tree, by the parser of the `jmespath` package, with its recursion bounded."""

from collections.abc import Callable
from difflib import get_close_matches
from json import loads
from textwrap import shorten
from typing import Any

from jmespath import exceptions
from jmespath.functions import Functions
from jmespath.lexer import Lexer
from jmespath.parser import Parser

from sim.expression.error import ExpressionError

Node = dict[str, Any]
"""A node of jmespath's tree: `type`, `children` (nodes; for a slice, numbers or None), for some types `value`."""

_CHAINS = ("subexpression", "index_expression")


def parse(text: str, max_depth: int) -> Node:
    """Give the syntax tree of `text`, no level of it deeper than `max_depth`. Raises ExpressionError."""
    try:
        tree = _BoundedParser(max_depth).tree(text)
    except exceptions.IncompleteExpressionError:
        raise ExpressionError("the expression ends too early", len(text) + 1) from None
    except exceptions.LexerError as error:
        raise ExpressionError(str(error.message), error.lexer_position + 1) from None
    except exceptions.ParseError as error:
        if error.msg.startswith("Quoted identifier"):
            raise ExpressionError("a function's name takes no quotes", text.index('"') + 1) from None
        if error.token_type == "EOF":
            raise ExpressionError("the expression ends too early", len(text) + 1) from None
        found = shorten(str(error.token_value), 30)
        raise ExpressionError(f"{found!r} is not expected here", error.lex_position + 1) from None
    if _depth(tree) > max_depth:
        raise ExpressionError(f"the expression has more than {max_depth} operators or names in a row", 1)
    return tree


class _BoundedLexer(Lexer):
    """The lexer, without its warning for `text` that is not JSON, which the AWS CLI takes as a string."""

    _position: int
    _consume_until: Callable[[str], str]

    def _consume_literal(self) -> dict[str, Any]:
        start = self._position
        lexeme = self._consume_until("`").replace("\\`", "`")
        if _brackets(lexeme) > 20:
            raise exceptions.LexerError(start, lexeme, "the literal is nested more than 20 levels deep")
        try:
            value = loads(lexeme)
        except ValueError:
            try:
                value = loads(f'"{lexeme.lstrip()}"')
            except ValueError:
                raise exceptions.LexerError(start, lexeme, "the literal is not JSON") from None
        return {"type": "literal", "value": value, "start": start, "end": self._position}


class _BoundedParser(Parser):
    """The parser, counting the levels of `_expression`, through which all of its recursion goes."""

    _index: int

    def __init__(self, max_depth: int) -> None:
        super().__init__()
        self._levels_left = max_depth

    def tree(self, text: str) -> Node:
        self._tokens = list(_BoundedLexer().tokenize(text))
        self._index = 0
        tree: Node = self._expression(binding_power=0)
        left = self._tokens[self._index]
        if left["type"] != "eof":
            raise exceptions.ParseError(left["start"], left["value"], left["type"])
        return tree

    def _expression(self, binding_power: int = 0) -> Any:
        if not self._levels_left:
            raise ExpressionError("the expression is nested too deep", self._tokens[self._index]["start"] + 1)
        self._levels_left -= 1
        tree = super()._expression(binding_power)  # type: ignore[misc]
        self._levels_left += 1
        return tree

    def _token_led_lparen(self, left: Any) -> Any:
        column = self._tokens[self._index - 2]["start"] + 1
        call: Node = super()._token_led_lparen(left)  # type: ignore[misc]
        _check_call(call["value"], len(call["children"]), column)
        return call


def _check_call(name: str, given: int, column: int) -> None:
    known: dict[str, Any] = Functions.FUNCTION_TABLE
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"; the nearest is {near[0]}()" if near else ""
        raise ExpressionError(f"JMESPath has no function {name}(){hint}", column)
    signature = known[name]["signature"]
    least = len(signature)
    if signature[-1].get("variadic"):
        if given < least:
            raise ExpressionError(f"{name}() takes at least {least} arguments, not {given}", column)
    elif given != least:
        raise ExpressionError(f"{name}() takes {least} argument{'s'[: least != 1]}, not {given}", column)


def _brackets(text: str) -> int:
    deepest = level = 0
    for sign in text:
        if sign in "[{":
            level += 1
            deepest = max(deepest, level)
        elif sign in "]}":
            level -= 1
    return deepest


def _depth(tree: Node) -> int:
    deepest = 0
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        children = [child for child in node["children"] if isinstance(child, dict)]
        if node["type"] in _CHAINS:
            depth += len(children)
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in children)
    return deepest
