"""The forms in which a command is written, read from the usage that its declaration gives.

A form is words: a literal, `a|b`, a PLACEHOLDER, each maybe in [brackets]; blanks in pairs set what it does apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

_TOKEN = re.compile(r'"[^"]*"|\S+')
_PLACEHOLDER = re.compile(r'"?[A-Z][A-Z_]*(=[A-Z]+)?"?')


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a command: its words after the name, and what that does.

    `optional` are the places of tokens in brackets, `inner` those of them that are not the first in theirs.
    """

    text: str
    does: str
    tokens: tuple[str, ...]
    optional: frozenset[int]
    inner: frozenset[int]

    def expected(self, words: Sequence[str]) -> list[int] | None:
        """The places of the tokens that may come after `words`; None where the words are not of this form."""
        at, used, last = 0, set[int](), -1
        for word in words:
            fitting = [place for place in self._open(at, used, last) if self._takes(place, word)]
            place = next(
                (place for place in fitting if word in self.tokens[place].split("|")), next(iter(fitting), None)
            )
            if place is None:
                return None
            used.add(place)
            at, last = max(at, place + 1), place
        return list(self._open(at, used, last))

    def options(self, words: Sequence[str]) -> list[str]:
        """The options that may come after `words`, each with its value; none where a word other than them must come."""
        places = self.expected(words) or []
        if not any(self.tokens[place].startswith("--") for place in places):
            return []
        return [
            " ".join(self.tokens[place : place + 2] if self._is_value(place + 1) else self.tokens[place : place + 1])
            for place in places
        ]

    def _open(self, at: int, used: set[int], last: int) -> Iterator[int]:
        """The next tokens: up to the first that must come; options may come in any order, their values right behind."""
        if last >= 0 and self._is_value(last + 1) and last + 1 not in used:
            yield last + 1
            return
        for place, token in enumerate(self.tokens):
            if token == "…":
                if place - 1 in used:
                    yield place
            elif place in used or self._is_value(place):
                continue
            elif token.startswith("--") or place >= at:
                yield place
                if place not in self.optional and not token.startswith("--"):
                    return

    def _is_value(self, place: int) -> bool:
        """Whether a token belongs to the one before it: an option's value, or the second word of a bracket."""
        if not 0 < place < len(self.tokens) or self.tokens[place] == "…":
            return False
        return place in self.inner or (self.tokens[place - 1].startswith("--") and is_placeholder(self.tokens[place]))

    def _takes(self, place: int, word: str) -> bool:
        token = self.tokens[place]
        if token == "…":
            return self._takes(place - 1, word)
        if is_placeholder(token):
            return token == "TEXT" or not word.startswith("--")
        return word in token.split("|") or (any(map(is_placeholder, token.split("|"))) and not word.startswith("--"))


def is_placeholder(token: str) -> bool:
    """Whether a token stands for what is to be put in its place."""
    return _PLACEHOLDER.fullmatch(token) is not None


@lru_cache(maxsize=256)
def forms(name: str, usage: str) -> tuple[Form, ...]:
    """The forms of a command; lines that only go on with an explanation belong to the form before them."""
    found: list[Form] = []
    for line in usage.splitlines():
        if not re.match(rf"{re.escape(name)}\b", line):
            if found and not found[-1].does and line.startswith(" "):
                found[-1] = replace(found[-1], does=line.strip())
            continue
        text, _, does = line.partition("  ")
        found.append(_form(name, text.strip(), does.strip()))
    return tuple(found)


def _form(name: str, text: str, does: str) -> Form:
    tokens: list[str] = []
    optional, inner = set[int](), set[int]()
    depth = 0
    for match in _TOKEN.finditer(text.removeprefix(name).replace(" | ", "|")):
        token = match[0]
        if depth:
            inner.add(len(tokens))
        depth += token.count("[")
        if depth:
            optional.add(len(tokens))
        tokens.append(token.strip("[]"))
        depth -= token.count("]")
    return Form(text, does, tuple(tokens), frozenset(optional), frozenset(inner))
