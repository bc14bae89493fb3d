"""Match names against policy patterns: wildcards, policy variables, actions, resource ARNs.

Sources in the IAM User Guide: "IAM JSON policy elements: Action", "… Resource" (wildcards stay inside a segment of the
ARN, but "if the * wildcard is the last character of a resource ARN segment, it can expand to match beyond the colon
boundaries"; the resource part, after the fifth colon, is one segment) and "IAM policy elements: Variables and tags".
Chosen where they are silent: what a variable is replaced with is taken literally, wildcards in it included; a pattern
with a variable before the fifth colon of a resource never matches.
No regular expression is made from what people write: patterns without `?` are found piece by piece, the others by a
bit-parallel automaton, so no pattern takes longer than about its length times the name's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache
from typing import NamedTuple, TypeAlias

Keys: TypeAlias = Mapping[str, tuple[str, ...]]
"""A request's context: key names in lower case, each with its values."""


class Wild(Enum):
    """The two wildcards."""

    ANY = "?"
    STAR = "*"


class Variable(NamedTuple):
    """A policy variable: the context key it stands for (lower case) and its default, if one is given."""

    key: str
    default: str | None


Token: TypeAlias = str | Wild | Variable
Tokens: TypeAlias = tuple[Token, ...]

_SPECIAL = re.compile(r"[*?]|\$\{")


def tokens(text: str, variables: bool, wildcards: bool = True) -> Tokens:
    """Split a pattern into literals, wildcards and variables; a `${` that nothing closes is a literal."""
    found: list[Token] = []
    at = begin = 0
    while special := _SPECIAL.search(text, at):
        stop, at = special.span()
        if special[0] != "${":
            if not wildcards:
                continue
            token: Token = Wild(special[0])
        else:
            end = text.find("}", stop) if variables else -1
            if end < 0:
                variables = False
                continue
            token, at = _variable(text[stop + 2 : end]), end + 1
        if stop > begin:
            found.append(text[begin:stop])
        found.append(token)
        begin = at
    if begin < len(text):
        found.append(text[begin:])
    return tuple(found)


def _variable(inner: str) -> str | Variable:
    if inner in ("*", "?", "$"):
        return inner
    key, comma, rest = inner.partition(",")
    rest = rest.strip()
    quoted = bool(comma) and len(rest) >= 2 and rest[0] == rest[-1] == "'"
    return Variable(key.strip().lower() if quoted or not comma else inner.lower(), rest[1:-1] if quoted else None)


def resolve(pattern: Tokens, keys: Keys) -> Tokens | None:
    """Put the request's values in place of variables; None when one has no single value and no default."""
    found: list[Token] = []
    for token in pattern:
        if isinstance(token, Variable):
            values = keys.get(token.key, ())
            if len(values) == 1:
                found.append(values[0])
            elif token.default is not None:
                found.append(token.default)
            else:
                return None
        else:
            found.append(token)
    return tuple(found)


def glob(pattern: Tokens, text: str, segments: bool = False) -> bool:
    """Whether a pattern without variables matches all of `text`; `segments` keeps wildcards inside ARN segments."""
    parts = pieces(pattern)
    if parts is None:
        return _automaton(pattern, segments).accepts(text)
    if not in_pieces(parts, text):
        return False
    # With as many colons on both sides, no wildcard can have met one.
    if not segments or text.count(":") == sum(part.count(":") for part in parts):
        return True
    return _automaton(pattern, True).accepts(text)


def pieces(pattern: Tokens) -> tuple[str, ...] | None:
    """The literals between the stars, or None when the pattern has a `?`."""
    found, last = [], ""
    for token in pattern:
        if token is Wild.STAR:
            found.append(last)
            last = ""
        elif isinstance(token, str):
            last += token
        else:
            return None
    found.append(last)
    return tuple(found)


def in_pieces(parts: tuple[str, ...], text: str) -> bool:
    """Whether `text` is the parts in order with anything between them; a single part is the whole text."""
    head, tail = parts[0], parts[-1]
    if len(parts) == 1:
        return text == head
    at, end = len(head), len(text) - len(tail)
    if at > end or not text.startswith(head) or not text.endswith(tail):
        return False
    for part in parts[1:-1]:
        at = text.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True


class _Automaton(NamedTuple):
    """Bit i of a state set: the first i items are matched. Masks tell which items a character may pass."""

    literal: Mapping[str, int]
    any: int
    any_colon: int
    stars: int
    stars_colon: int
    final: int

    def accepts(self, text: str) -> bool:
        state = 1 | (1 & self.stars) << 1
        for character in text:
            colon = character == ":"
            passing = state & (self.literal.get(character, 0) | (self.any_colon if colon else self.any))
            state = passing << 1 | (state & (self.stars_colon if colon else self.stars))
            state |= (state & self.stars) << 1
            if not state:
                return False
        return bool(state & self.final)


@lru_cache(maxsize=1024)
def _automaton(pattern: Tokens, segments: bool) -> _Automaton:
    items: list[tuple[str, bool]] = []  # a character, whether it is a wildcard
    for token in pattern:
        if isinstance(token, str):
            items.extend((character, False) for character in token)
        elif isinstance(token, Wild) and not (token is Wild.STAR and items and items[-1] == ("*", True)):
            items.append((token.value, True))
    places: dict[str, list[int]] = {}
    anything, any_colon, stars, stars_colon = [], [], [], []
    colons = 0
    for place, (character, wild) in enumerate(items):
        free = not segments or colons >= 5
        if not wild:
            places.setdefault(character, []).append(place)
            colons += character == ":"
        elif character == "?":
            anything.append(place)
            any_colon += [place] if free else []
        else:
            stars.append(place)
            ends = place + 1 == len(items) or items[place + 1] == (":", False)
            stars_colon += [place] if free or ends else []
    literal = {character: _mask(found) for character, found in places.items()}
    return _Automaton(literal, _mask(anything), _mask(any_colon), _mask(stars), _mask(stars_colon), 1 << len(items))


def _mask(places: list[int]) -> int:
    """The number with these bits, which rise."""
    found = bytearray(places[-1] // 8 + 1 if places else 0)
    for place in places:
        found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


class Names(NamedTuple):
    """A list of patterns, sorted by how they can be matched fastest. Made by `actions` and `resources`."""

    every: bool
    exact: frozenset[str]
    prefixes: tuple[str, ...]
    patterns: tuple[Tokens, ...]
    dynamic: tuple[Tokens, ...]
    segments: bool

    def match(self, text: str, keys: Keys) -> bool | None:
        """Whether one pattern matches; None when none does and one could not be told for want of a variable."""
        if self.every or text in self.exact or text.startswith(self.prefixes):
            return True
        for pattern in self.patterns:
            if glob(pattern, text, self.segments):
                return True
        unresolved = False
        for pattern in self.dynamic:
            head = pattern[0]
            if isinstance(head, str) and not text.startswith(head):
                continue
            resolved = resolve(pattern, keys)
            if resolved is None:
                unresolved = True
            elif glob(resolved, text, self.segments):
                return True
        return None if unresolved else False


def actions(patterns: Iterable[str]) -> Names:
    """Compile Action or NotAction: names without regard to case; match them against an action in lower case."""
    return _names([tokens(pattern.lower(), variables=False) for pattern in patterns], segments=False)


def resources(patterns: Iterable[str], variables: bool) -> Names:
    """Compile Resource or NotResource; `variables` when the document's Version knows them."""
    compiled = [tokens(pattern, variables) for pattern in patterns]
    return _names([pattern for pattern in compiled if _variables_late(pattern)], segments=True)


def _names(patterns: Iterable[Tokens], segments: bool) -> Names:
    every, exact, prefixes, others, dynamic = False, set(), [], [], []
    for pattern in patterns:
        parts = None if any(isinstance(token, Variable) for token in pattern) else pieces(pattern)
        if any(isinstance(token, Variable) for token in pattern):
            dynamic.append(pattern)
        elif pattern == (Wild.STAR,):
            every = True
        elif parts is not None and len(parts) == 1:
            exact.add(parts[0])
        elif parts is not None and len(parts) == 2 and not parts[1]:
            prefixes.append(parts[0])
        else:
            others.append(pattern)
    return Names(every, frozenset(exact), tuple(prefixes), tuple(others), tuple(dynamic), segments)


def _variables_late(pattern: Tokens) -> bool:
    """Whether every variable of a resource pattern stands after the fifth colon, where AWS allows it."""
    colons = 0
    for token in pattern:
        if isinstance(token, str):
            colons += token.count(":")
        elif isinstance(token, Variable) and colons < 5:
            return False
    return True


@lru_cache(maxsize=1024)
def arn_segments(pattern: Tokens) -> tuple[Tokens, ...]:
    """The six colon-delimited components of an ARN pattern without variables, the last one whole."""
    found: list[list[Token]] = [[]]
    for token in pattern:
        if not isinstance(token, str):
            found[-1].append(token)
            continue
        parts = token.split(":", 6 - len(found)) if len(found) < 6 else [token]
        found[-1].append(parts[0])
        found.extend([part] for part in parts[1:])
    return tuple(tuple(part) for part in found)


def arn_like(pattern: Tokens, text: str) -> bool:
    """ArnLike and ArnEquals: "each of the six colon-delimited components … is checked separately"; `*` alone is any."""
    if pattern == (Wild.STAR,):
        return True
    mine, theirs = arn_segments(pattern), text.split(":", 5)
    return len(mine) == len(theirs) and all(map(glob, mine, theirs))
