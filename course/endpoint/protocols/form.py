"""Form-encoded parameters, as the AWS Query and EC2 protocols send them, put together by their declaration.

`Tags.member.1.Key=team` is the Key of the first of Tags. The refusals are services' own words where those are known
("Unexpected list element termination" and the like); which code a mistyped number gets, nobody could confirm.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from sim.clock import Timestamp, parse_iso
from sim.errors import ServiceError
from sim.services.declare import Operation, Shape

MOST = 4_000
"""Pairs of a request at most."""

DEEPEST = 12
"""Dots in a name at most."""

Node = str | dict[str, Any]

_INTEGER = re.compile(r"[+-]?[0-9]{1,10}")
_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def pairs(text: bytes) -> dict[str, str]:
    """The names and values of form-encoded text.

    Raises ServiceError (MalformedInput, 400) for what is not UTF-8, a name that stands twice, or too many of them.
    """
    found: dict[str, str] = {}
    plain = b"%" not in text and b"+" not in text
    for piece in _decoded(text).split("&") if plain else text.split(b"&"):
        if isinstance(piece, str):
            key, _, value = piece.partition("=")
        else:
            raw_key, _, raw_value = piece.partition(b"=")
            key, value = _decoded(raw_key), _decoded(raw_value)
        if not key and not value:
            continue
        if key in found:
            raise malformed(f"Duplicate parameter: {key[:128]}")
        found[key] = value
        if len(found) > MOST:
            raise malformed(f"A request may have {MOST} parameters at most")
    return found


def _decoded(text: bytes) -> str:
    if b"+" in text:
        text = text.replace(b"+", b" ")
    if b"%" in text:
        text = unquote_to_bytes(text)
    try:
        return text.decode()
    except UnicodeDecodeError:
        raise malformed("Request is not valid UTF-8") from None


def parameters(operation: Operation, given: Mapping[str, str], item: str | None = "member") -> dict[str, Any]:
    """An operation's parameters; lists stand as `Name.item.N`, or as `Name.N` without an `item`.

    Raises ServiceError (MalformedInput, 400).
    """
    tree: dict[str, Any] | None = None
    found: dict[str, Any] = {}
    for parameter in operation.parameters:
        name, kind = parameter.name, parameter.shape.kind
        node: Node | None = given.get(name)
        if node is None or kind in ("list", "structure", "map"):
            if tree is None:
                tree = _tree(given)
            node = tree.get(name, node)
        if node is not None:
            found[name] = read(parameter.shape, node, item)
    return found


def _tree(given: Mapping[str, str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for name, value in given.items():
        *path, last = name.split(".", DEEPEST)
        at = tree
        for part in path:
            inner = at.setdefault(part, {})
            if not isinstance(inner, dict):
                raise malformed("Unexpected complex element termination")
            at = inner
        if last in at:
            raise malformed("Unexpected complex element termination")
        at[last] = value
    return tree


def read(shape: Shape, node: Node, item: str | None) -> Any:
    """A value of a shape.

    Raises ServiceError (MalformedInput, 400).
    """
    kind: str = shape.kind
    if kind == "list":
        return _list(shape, node, item)
    if kind == "map":
        return _map(shape, node)
    if kind == "structure":
        if not isinstance(node, dict):
            raise malformed("Unexpected complex element termination")
        return {name: read(member, node[name], item) for name, member in shape.members.items() if name in node}
    if not isinstance(node, str):
        raise malformed("Unexpected list element termination")
    if kind == "string":
        return node
    if kind == "integer":
        if not _INTEGER.fullmatch(node):
            raise malformed("number must follow xsd1.1 definition")
        return int(node)
    if kind == "boolean":
        if node not in _BOOLEANS:
            raise malformed("boolean must follow xsd1.1 definition")
        return _BOOLEANS[node]
    if kind == "timestamp":
        try:
            return Timestamp(parse_iso(node))
        except (ValueError, OverflowError):
            raise malformed("timestamp must follow ISO8601") from None
    try:
        return base64.b64decode(node, validate=True)
    except (binascii.Error, ValueError):
        raise malformed("blob must follow base64") from None


def _list(shape: Shape, node: Node, item: str | None) -> list[Any]:
    if node == "":
        return []
    members = node.get(item) if item is not None and isinstance(node, dict) else node
    if not isinstance(members, dict) or not all(_NUMBER.fullmatch(number) for number in members):
        raise malformed("Unexpected list element termination")
    member = shape.member or Shape()
    return [read(member, members[number], item) for number in sorted(members, key=int)]


def _map(shape: Shape, node: Node) -> dict[str, Any]:
    if node == "":
        return {}
    entries = node.get("entry", node) if isinstance(node, dict) else None
    if not isinstance(entries, dict):
        raise malformed("Unexpected complex element termination")
    found: dict[str, Any] = {}
    for entry in entries.values():
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str) or "value" not in entry:
            raise malformed("Unexpected complex element termination")
        found[entry["key"]] = read(shape.member or Shape(), entry["value"], "member")
    return found


def malformed(message: str) -> ServiceError:
    """MalformedInput, 400: a request that cannot be read."""
    return ServiceError("MalformedInput", 400, message, cause="invalid-parameter")
