"""Read JSON strictly and remember lines: one value per key, no NaN, no deep nesting, numbers as they are written.

RFC 8259, with AWS's rule that an element may not hold the same key twice ("Grammar of the IAM JSON policy language").
"""

from __future__ import annotations

import json
import re
from typing import TypeAlias

MAX_DEPTH = 16
"""Containers inside one another; a policy needs five."""

_TOKEN = re.compile(
    r"""[ \t\r\n]*(?:
        (?P<mark>[{}\[\]:,])
      | (?P<string>"(?:[^"\\\x00-\x1f]|\\.)*")
      | (?P<plain>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false)
      | (?P<null>null)
      | (?P<end>\Z)
    )""",
    re.VERBOSE,
)


class Plain(str):
    """A number or a boolean, as it is written."""

    __slots__ = ()


class Object(dict[str, "Value"]):
    """A JSON object; `line` is where it begins, `lines` where each key stands (from 1)."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Array(list["Value"]):
    """A JSON array; `line` is where it begins."""

    __slots__ = ("line",)

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


Value: TypeAlias = Object | Array | str | None


class JSONTextError(ValueError):
    """The text is not the JSON expected here: what is wrong, and the line (from 1)."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message, self.line = message, line


def read(text: str) -> Value:
    """The value that `text` holds; raises JSONTextError."""
    reader = _Reader(text)
    value = reader.value(reader.next(), 0)
    if reader.next() != "end":
        raise reader.error("something follows the end of the document")
    return value


class _Reader:
    """One pass over a text: the token last read is `token`, and `line` is where it stands."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line, self.token = text, 0, 1, ""
        self._counted = 0

    def error(self, message: str) -> JSONTextError:
        return JSONTextError(message, self.line)

    def next(self) -> str:
        found = _TOKEN.match(self.text, self.at)
        if found is None or found.lastgroup is None:
            rest = len(self.text) - len(self.text[self.at :].lstrip(" \t\r\n"))
            self._count(rest)
            shown = self.text[rest : rest + 12].split("\n")[0]
            raise self.error(f"this is not JSON: {shown!r}")
        self.token, self.at = found[found.lastgroup], found.end()
        self._count(found.start(found.lastgroup))
        return found.lastgroup

    def _count(self, upto: int) -> None:
        self.line += self.text.count("\n", self._counted, upto)
        self._counted = max(self._counted, upto)

    def value(self, kind: str, depth: int) -> Value:
        if kind == "string":
            return self.string()
        if kind == "plain":
            return Plain(self.token)
        if kind == "null":
            return None
        if kind == "mark" and self.token in "{[":
            if depth >= MAX_DEPTH:
                raise self.error(f"values are nested more than {MAX_DEPTH} deep")
            return self.object(depth + 1) if self.token == "{" else self.array(depth + 1)
        raise self.error(
            "the document ends too early" if kind == "end" else f"a value was expected, not {self.token!r}"
        )

    def string(self) -> str:
        if "\\" not in self.token:
            return self.token[1:-1]
        try:
            return str(json.loads(self.token))
        except ValueError:
            raise self.error(f"this is not a JSON string: {self.token[:24]}") from None

    def object(self, depth: int) -> Object:
        found = Object(self.line)
        kind = self.next()
        if self.token == "}" and kind == "mark":
            return found
        while True:
            if kind != "string":
                raise self.error('a key in "quotation marks" was expected')
            key, line = self.string(), self.line
            if key in found:
                raise self.error(f'"{key}" is given twice')
            if self.next() != "mark" or self.token != ":":
                raise self.error(f'a colon was expected after "{key}"')
            found[key] = self.value(self.next(), depth)
            found.lines[key] = line
            kind = self.next()
            if kind == "mark" and self.token == "}":
                return found
            if kind != "mark" or self.token != ",":
                raise self.error("a comma or a closing brace was expected")
            kind = self.next()

    def array(self, depth: int) -> Array:
        found = Array(self.line)
        kind = self.next()
        if self.token == "]" and kind == "mark":
            return found
        while True:
            found.append(self.value(kind, depth))
            kind = self.next()
            if kind == "mark" and self.token == "]":
                return found
            if kind != "mark" or self.token != ",":
                raise self.error("a comma or a closing bracket was expected")
            kind = self.next()
