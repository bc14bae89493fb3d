"""What an expression read: the parts of a document that it touches, as short JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sim.expression import MAX_DEPTH, MAX_RESULT, MAX_STEPS, ExpressionError
from sim.expression.evaluate import program
from sim.expression.syntax import Node, parse

LONGEST = 220
"""Characters of one part that are shown."""

MOST_PARTS = 4

_PATHS = (
    "field", "subexpression", "index_expression", "projection", "value_projection", "filter_projection", "flatten",
    "pipe",
)  # fmt: skip
_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


def read(expression: str, document: Any) -> str:
    """The parts of `document` that an expression reads, one a line as `path: JSON`.

    A part that gives nothing is followed by the nearest part of its path that gives something.
    """
    parts: dict[str, str] = {}
    for node in _paths(parse(expression, MAX_DEPTH)):
        for part in (node, *_towards(node)):
            value = _value(part, document)
            parts.setdefault(written(part), _short(value))
            if value not in (None, [], {}, "", [[]]):
                break
        if len(parts) >= MOST_PARTS:
            break
    return "\n".join(f"{path}: {value}" for path, value in list(parts.items())[:MOST_PARTS])


def literals(expression: str) -> Iterator[str]:
    """The texts that an expression compares with."""
    waiting = [parse(expression, MAX_DEPTH)]
    while waiting:
        node = waiting.pop()
        if node["type"] == "literal" and isinstance(node["value"], str):
            yield node["value"]
        waiting += _children(node)


def fields(expression: str) -> Iterator[str]:
    """The names of fields that an expression reads."""
    waiting = [parse(expression, MAX_DEPTH)]
    while waiting:
        node = waiting.pop()
        if node["type"] == "field":
            yield node["value"]
        waiting += _children(node)


def _children(node: Node) -> list[Node]:
    return [child for child in node["children"] if isinstance(child, dict)]


def _paths(node: Node) -> Iterator[Node]:
    """The outermost paths that begin at the document itself."""
    if node["type"] in _PATHS and _begins_at_field(node):
        yield node
    elif node["type"] == "pipe":
        yield from _paths(node["children"][0])
    else:
        for child in _children(node):
            yield from _paths(child)


def _begins_at_field(node: Node) -> bool:
    if node["type"] == "pipe" and node["children"][1]["type"] not in (*_PATHS, "index"):
        return False
    while node["type"] != "field":
        if node["type"] not in _PATHS or not _children(node):
            return False
        node = node["children"][0]
    return True


def _towards(node: Node) -> Iterator[Node]:
    """Ever shorter paths towards the beginning of one; of a filter, first what it looks at in each element."""
    while node["type"] != "field":
        if node["type"] == "filter_projection":
            base, _, condition = node["children"]
            names = sorted({part["value"] for part in _fields(condition)})
            if names:
                chosen = [{"type": "field", "value": name, "children": []} for name in names]
                each: Node = {"type": "multi_select_list", "children": chosen}
                yield {"type": "projection", "children": [base, each]}
        node = node["children"][0]
        if node["type"] not in ("identity", "current"):
            yield node


def _fields(node: Node) -> Iterator[Node]:
    if node["type"] == "field":
        yield node
    elif node["type"] == "subexpression":
        yield from _fields(node["children"][0])
    else:
        for child in _children(node):
            yield from _fields(child)


def _value(node: Node, document: Any) -> Any:
    try:
        return program(node)(document, MAX_STEPS, MAX_RESULT)
    except ExpressionError as error:
        return error.message


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else text[: LONGEST - 2] + " …"


def written(node: Node) -> str:
    """A syntax tree as JMESPath."""
    kind, children = node["type"], node["children"]
    if kind == "field":
        name: str = node["value"]
        return name if name.isidentifier() and name.isascii() else json.dumps(name)
    if kind == "literal":
        value = node["value"]
        return f"'{value}'" if isinstance(value, str) else f"`{json.dumps(value)}`"
    if kind in ("current", "identity"):
        return "@" if kind == "current" else ""
    if kind == "index":
        return f"[{node['value']}]"
    if kind == "slice":
        return "[" + ":".join("" if part is None else str(part) for part in children) + "]"
    if kind == "comparator":
        return f" {_SIGNS[node['value']]} ".join(map(written, children))
    if kind in ("or_expression", "and_expression"):
        same = [written(child) if child["type"] in (kind, "comparator") else _inner(child) for child in children]
        return (" || " if kind == "or_expression" else " && ").join(same)
    if kind == "not_expression":
        return f"!{_inner(children[0])}"
    if kind == "function_expression":
        return f"{node['value']}({', '.join(map(written, children))})"
    if kind == "expref":
        return f"&{written(children[0])}"
    if kind == "multi_select_list":
        return f"[{', '.join(map(written, children))}]"
    if kind == "multi_select_dict":
        return "{" + ", ".join(f"{pair['value']}: {written(pair['children'][0])}" for pair in children) + "}"
    return _chain(kind, children)


def _chain(kind: str, children: list[Node]) -> str:
    first = written(children[0])
    if kind == "pipe":
        return f"{first} | {written(children[1])}"
    if kind == "flatten":
        return f"{first}[]"
    if kind in ("subexpression", "index_expression"):
        text = first
        for child in children[1:]:
            text = _joined(text, written(child))
        return text
    if kind == "projection":
        if children[0]["type"] == "index_expression" and children[0]["children"][-1]["type"] == "slice":
            return _joined(first, written(children[1]))
        star = "" if children[0]["type"] == "flatten" else "[*]"
        return _joined(first + star, written(children[1]))
    if kind == "filter_projection":
        return _joined(f"{first}[?{written(children[2])}]", written(children[1]))
    return _joined(_joined(first, "*"), written(children[1]))


def _joined(left: str, right: str) -> str:
    """Two parts of a path: a bracket that picks elements follows at once, all else after a point."""
    picks = right.startswith("[") and (right[1:2] in "*?:]-" or right[1:2].isdigit())
    return f"{left}{right}" if picks or not left or not right else f"{left}.{right}"


def _inner(node: Node) -> str:
    text = written(node)
    return f"({text})" if node["type"] in ("or_expression", "and_expression", "comparator", "pipe") else text
