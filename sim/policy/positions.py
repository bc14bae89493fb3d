"""Where a document's statements stand in its text, as policy simulation reports it.

From published results: a statement begins where the one before it ended (the first right after the list opens) and
ends right after its brace; lines and columns count from 1.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]')


class Position(NamedTuple):
    """A place in a text, line and column from 1."""

    line: int
    column: int


@lru_cache(maxsize=256)
def statement_positions(text: str) -> tuple[tuple[Position, Position], ...]:
    """Start and end of each statement of a document that has been read."""
    tokens = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]
    depth = 0
    for index, (token, _, _) in enumerate(tokens):
        if token in ("{", "["):
            depth += 1
        elif token in ("}", "]"):
            depth -= 1
        elif depth == 1 and token == '"Statement"' and tokens[index + 1][0] == ":":
            return tuple((_at(text, start), _at(text, end)) for start, end in _spans(tokens[index + 1 :]))
    return ()


def _spans(tokens: list[tuple[str, int, int]]) -> list[tuple[int, int]]:
    """Offsets of the objects after a colon: one, or those of a list."""
    many = tokens[1][0] == "["
    begin = tokens[1][2] if many else tokens[0][2]
    found, depth = [], 0
    for token, _, end in tokens[2 if many else 1 :]:
        if token in ("{", "["):
            depth += 1
        elif token in ("}", "]"):
            depth -= 1
            if depth < 0:
                break
            if depth == 0:
                found.append((begin, end))
                begin = end
                if not many:
                    break
    return found


def _at(text: str, offset: int) -> Position:
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
