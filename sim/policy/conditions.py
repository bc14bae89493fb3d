"""The Condition element: every operator, with …IfExists, ForAnyValue: and ForAllValues:.

Sources in the IAM User Guide: "Condition operators", "Conditions with multiple context keys or values", "Single-valued
vs. multivalued context keys". Chosen where they are silent or disagree:
- a request value that an operator cannot read (a word for a number) is not equal to anything;
- a value with a variable that the request has no value for matches nothing, and under a negated operator the condition
  is false, so that the statement does not apply;
- variables are replaced in String, Arn and Bool conditions (the pages disagree on Bool);
- a key with several values, under an operator without ForAnyValue or ForAllValues, is held to any of them.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sim.policy.match import Keys, Tokens, Variable, arn_like, glob, resolve, tokens

if TYPE_CHECKING:
    from decimal import Decimal
    from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Quantifier: TypeAlias = Literal["ForAnyValue", "ForAllValues"]

Test: TypeAlias = Callable[[Any, str, Keys], bool | None]
"""Whether a request's value matches one of the policy's: (what `Prepare` made of them, value, context). None where a
variable was missing."""

Prepare: TypeAlias = Callable[[Sequence[str], bool], Any]
"""Makes a test's operand from the policy's values, and whether variables are known."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator with one key and its values, as written, and compiled."""

    operator: str
    key: str
    values: tuple[str, ...]
    quantifier: Quantifier | None
    if_exists: bool
    negated: bool
    lookup: str = field(repr=False, compare=False)
    variables: tuple[str, ...] = field(repr=False, compare=False)
    test: Test = field(repr=False, compare=False)
    operand: Any = field(repr=False, compare=False)

    def holds(self, keys: Keys) -> bool:
        """Whether the condition is met in a request's context."""
        values = keys.get(self.lookup, ())
        if self.test is _null:
            return (not values) in self.operand
        if self.quantifier is not None:
            # "If the key values in the request resolve to an empty data set (for example, an empty string)"
            values = tuple(filter(None, values))
        if not values:
            return self.if_exists or (self.negated if self.quantifier is None else self.quantifier == "ForAllValues")
        matches = [self.test(self.operand, value, keys) for value in values]
        if None in matches and (self.negated or self.quantifier == "ForAllValues"):
            return False
        if self.quantifier is None:
            return (True in matches) is not self.negated
        wanted = not self.negated
        return wanted in matches if self.quantifier == "ForAnyValue" else all(match is wanted for match in matches)


@lru_cache(maxsize=256)
def split(name: str) -> tuple[Quantifier | None, str, bool] | None:
    """Take an operator's name apart: set operator, base, IfExists. None when there is no such operator."""
    quantifier: Quantifier | None = None
    base = name
    for prefix in ("ForAnyValue", "ForAllValues"):
        if name.startswith(f"{prefix}:"):
            quantifier, base = ("ForAnyValue" if prefix == "ForAnyValue" else "ForAllValues"), name[len(prefix) + 1 :]
            break
    if_exists = base.endswith("IfExists")
    base = base.removesuffix("IfExists")
    return (quantifier, base, if_exists) if base in OPERATORS and not (base == "Null" and if_exists) else None


def condition(name: str, key: str, values: Sequence[str], variables: bool) -> Condition:
    """Compile a condition; `variables` when the document's Version knows them. ValueError for an unknown operator."""
    parts = split(name)
    if parts is None:
        raise ValueError(f"{name} is not a condition operator")
    quantifier, base, if_exists = parts
    negated, test, prepare = OPERATORS[base]
    used = [token.key for value in values for token in tokens(value, variables) if isinstance(token, Variable)]
    return Condition(
        name,
        key,
        tuple(values),
        quantifier,
        if_exists,
        negated,
        key.lower(),
        tuple(used) if prepare in _WITH_VARIABLES else (),
        test,
        prepare(values, variables),
    )


def date_base(name: str) -> bool:
    """Whether an operator compares dates, whose values IAM checks when a policy is saved."""
    parts = split(name)
    return parts is not None and parts[1].startswith("Date")


# Text: (the values without variables, the patterns with them).


def _texts(values: Sequence[str], variables: bool) -> tuple[frozenset[str], tuple[Tokens, ...]]:
    plain, dynamic = [], []
    for value in values:
        pattern = tokens(value, variables, wildcards=False)
        if any(isinstance(token, Variable) for token in pattern):
            dynamic.append(pattern)
        else:
            plain.append("".join(token for token in pattern if isinstance(token, str)))
    return frozenset(plain), tuple(dynamic)


def _folded(values: Sequence[str], variables: bool) -> tuple[frozenset[str], tuple[Tokens, ...]]:
    plain, dynamic = _texts(values, variables)
    return frozenset(value.casefold() for value in plain), dynamic


def _equals(operand: tuple[frozenset[str], tuple[Tokens, ...]], value: str, keys: Keys) -> bool | None:
    return value in operand[0] or _dynamic(operand[1], value, keys, glob)


def _equals_folded(operand: tuple[frozenset[str], tuple[Tokens, ...]], value: str, keys: Keys) -> bool | None:
    return value.casefold() in operand[0] or _dynamic(operand[1], value, keys, _same_folded)


def _same_folded(pattern: Tokens, value: str) -> bool:
    return "".join(token for token in pattern if isinstance(token, str)).casefold() == value.casefold()


def _patterns(values: Sequence[str], variables: bool) -> tuple[Tokens, ...]:
    return tuple(tokens(value, variables) for value in values)


def _like(operand: tuple[Tokens, ...], value: str, keys: Keys) -> bool | None:
    return _dynamic(operand, value, keys, glob)


def _arn(operand: tuple[Tokens, ...], value: str, keys: Keys) -> bool | None:
    return _dynamic(operand, value, keys, arn_like)


def _dynamic(patterns: tuple[Tokens, ...], value: str, keys: Keys, same: Callable[[Tokens, str], bool]) -> bool | None:
    missing = False
    for pattern in patterns:
        resolved = resolve(pattern, keys)
        if resolved is None:
            missing = True
        elif same(resolved, value):
            return True
    return None if missing else False


# Numbers, dates, addresses, bytes, existence.

_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"


def _number(text: str) -> Decimal | None:
    from decimal import Decimal

    return Decimal(text) if re.fullmatch(_NUMBER, text) else None


def _numbers(values: Sequence[str], _variables: bool) -> tuple[Decimal, ...]:
    return tuple(number for number in map(_number, values) if number is not None)


def _moment(text: str) -> int | None:
    from sim.policy.moment import moment

    return moment(text)


def _moments(values: Sequence[str], _variables: bool) -> tuple[int, ...]:
    return tuple(found for found in map(_moment, values) if found is not None)


def _compares(read: Callable[[str], Any], compare: Callable[[Any, Any], bool]) -> Test:
    def test(operand: tuple[Any, ...], value: str, _keys: Keys) -> bool:
        found = read(value)
        return found is not None and any(compare(found, bound) for bound in operand)

    return test


def _networks(values: Sequence[str], _variables: bool) -> tuple[IPv4Network | IPv6Network, ...]:
    from ipaddress import ip_network

    found = []
    for value in values:
        try:
            found.append(ip_network(value, strict=False))
        except ValueError:
            continue
    return tuple(found)


@lru_cache(maxsize=256)
def _address(text: str) -> IPv4Address | IPv6Address | None:
    from ipaddress import ip_address

    try:
        return ip_address(text)
    except ValueError:
        return None


def _within(operand: tuple[IPv4Network | IPv6Network, ...], value: str, _keys: Keys) -> bool:
    address = _address(value)
    return address is not None and any(address in network for network in operand)


def _bytes(values: Sequence[str], _variables: bool) -> frozenset[bytes]:
    return frozenset(map(_decoded, values))


def _decoded(text: str) -> bytes:
    from base64 import b64decode

    try:
        return b64decode(text, validate=True)
    except ValueError:
        return text.encode(errors="surrogatepass")


def _same_bytes(operand: frozenset[bytes], value: str, _keys: Keys) -> bool:
    return _decoded(value) in operand


def _booleans(values: Sequence[str], _variables: bool) -> frozenset[bool]:
    return frozenset(value.lower() == "true" for value in values if value.lower() in ("true", "false"))


def _null(_operand: frozenset[bool], _value: str, _keys: Keys) -> bool:
    raise AssertionError("Null looks at the key, not at its values")


_WITH_VARIABLES: frozenset[Prepare] = frozenset({_texts, _folded, _patterns})

OPERATORS: dict[str, tuple[bool, Test, Prepare]] = {
    "StringEquals": (False, _equals, _texts),
    "StringNotEquals": (True, _equals, _texts),
    "StringEqualsIgnoreCase": (False, _equals_folded, _folded),
    "StringNotEqualsIgnoreCase": (True, _equals_folded, _folded),
    "StringLike": (False, _like, _patterns),
    "StringNotLike": (True, _like, _patterns),
    "Bool": (False, _equals_folded, _folded),
    "BinaryEquals": (False, _same_bytes, _bytes),
    "IpAddress": (False, _within, _networks),
    "NotIpAddress": (True, _within, _networks),
    "ArnEquals": (False, _arn, _patterns),
    "ArnLike": (False, _arn, _patterns),
    "ArnNotEquals": (True, _arn, _patterns),
    "ArnNotLike": (True, _arn, _patterns),
    "Null": (False, _null, _booleans),
}
"""Each operator's base name: whether it is negated, its test, and what prepares its values."""

for _base, _read, _prepare in (("Numeric", _number, _numbers), ("Date", _moment, _moments)):
    for _suffix, _compare in (
        ("LessThan", operator.lt),
        ("LessThanEquals", operator.le),
        ("GreaterThan", operator.gt),
        ("GreaterThanEquals", operator.ge),
        ("Equals", operator.eq),
    ):
        OPERATORS[_base + _suffix] = (False, _compares(_read, _compare), _prepare)
    OPERATORS[f"{_base}NotEquals"] = (True, _compares(_read, operator.eq), _prepare)
