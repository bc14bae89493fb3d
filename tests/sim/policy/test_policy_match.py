import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.policy.match import Variable, Wild, actions, arn_like, glob, resolve, resources, tokens

ALPHABET = "ab:/*?"


def oracle(pattern: str, text: str) -> bool:
    parts = {"*": ".*", "?": "."}
    return re.fullmatch("".join(parts.get(c, re.escape(c)) for c in pattern), text, re.DOTALL) is not None


def segments_oracle(pattern: str, text: str) -> bool:
    """One character after the other; a wildcard before the fifth colon meets no colon, unless it is a * that ends."""
    pattern = re.sub(r"\*+", "*", pattern)

    def matches(i: int, j: int) -> bool:
        if i == len(pattern):
            return j == len(text)
        free = pattern.count(":", 0, i) >= 5
        if pattern[i] == "*":
            ends = i + 1 == len(pattern) or pattern[i + 1] == ":"
            if matches(i + 1, j):
                return True
            return j < len(text) and (free or ends or text[j] != ":") and matches(i, j + 1)
        if j == len(text):
            return False
        if pattern[i] == "?":
            return (free or text[j] != ":") and matches(i + 1, j + 1)
        return pattern[i] == text[j] and matches(i + 1, j + 1)

    return matches(0, 0)


@given(st.text(ALPHABET, max_size=9), st.text("ab:/", max_size=10))
@example("ab*ba", "aba")
@example("a*b*b", "ab")
def test_glob_is_the_plain_meaning_of_wildcards(pattern: str, text: str) -> None:
    assert glob(tokens(pattern, False), text) == oracle(pattern, text)


@given(st.text("a:*?", max_size=12), st.text("a:", max_size=14))
def test_segments_hold_wildcards_in(pattern: str, text: str) -> None:
    assert glob(tokens(pattern, False), text, segments=True) == segments_oracle(pattern, text)


@given(st.text("a:*?", min_size=1, max_size=12), st.text("a:", max_size=14))
def test_compiled_resources_match_as_their_pattern_does(pattern: str, text: str) -> None:
    assert resources([pattern], True).match(text, {}) == segments_oracle(pattern, text)


@given(st.lists(st.text(ALPHABET, max_size=6), max_size=4), st.text("abAB:/", max_size=8))
def test_a_list_of_actions_matches_as_any_of_them_without_case(patterns: list[str], text: str) -> None:
    expected = any(oracle(pattern.lower(), text.lower()) for pattern in patterns)
    assert actions(patterns).match(text.lower(), {}) is expected


@given(st.text("$ab:*?"))
def test_a_value_is_put_in_literally(value: str) -> None:
    pattern = resolve(tokens("x/${aws:username}/y", True), {"aws:username": (value,)})
    assert pattern is not None
    assert glob(pattern, f"x/{value}/y")
    assert not glob(pattern, f"x/{value}z/y")


@pytest.mark.parametrize("pattern", ["*a" * 3000 + "b", "?*" * 3000 + "b", "a" * 500 + "*" + "a?" * 1000 + "b"])
def test_no_pattern_takes_long(pattern: str) -> None:
    assert not glob(tokens(pattern, False), "a" * 2048)
    assert not glob(tokens(f"arn:aws:x:{pattern}:1:y", False), "arn:aws:x:" + "a" * 2048 + ":1:1:y", segments=True)


def test_tokens() -> None:
    assert tokens("a*?${aws:UserName}", True) == ("a", Wild.STAR, Wild.ANY, Variable("aws:username", None))
    assert tokens("${aws:userid, 'anonymous'}", True) == (Variable("aws:userid", "anonymous"),)
    assert tokens("${*}${?}${$}", True) == ("*", "?", "$")
    assert tokens("${*}", False) == ("${", Wild.STAR, "}")
    assert tokens("a${aws:username", True) == ("a${aws:username",)
    assert tokens("*?", True, wildcards=False) == ("*?",)


def test_many_unclosed_variables_are_read_once() -> None:
    assert tokens("${" * 60_000, True) == ("${" * 60_000,)


def test_a_variable_must_have_one_value() -> None:
    pattern = tokens("${aws:tagkeys}", True)
    assert resolve(pattern, {"aws:tagkeys": ("a",)}) == ("a",)
    assert resolve(pattern, {"aws:tagkeys": ("a", "b")}) is None
    assert resolve(pattern, {}) is None


def test_a_variable_before_the_fifth_colon_never_matches() -> None:
    pattern = ["arn:aws:iam::${aws:PrincipalAccount}:user/x"]
    assert (
        resources(pattern, True).match("arn:aws:iam::123456789012:user/x", {"aws:principalaccount": ("123456789012",)})
        is False
    )


def test_an_unresolved_variable_is_told_only_where_it_could_have_matched() -> None:
    names = resources(["arn:aws:s3:::b/${aws:username}"], True)
    assert names.match("arn:aws:s3:::b/x", {}) is None
    assert names.match("arn:aws:s3:::c/x", {}) is False
    assert resources(["*", "arn:aws:s3:::b/${aws:username}"], True).match("arn:aws:s3:::b/x", {}) is True


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        ("arn:aws:iam::*:role/*", "arn:aws:iam::123456789012:role/a/b", True),
        ("arn:aws:iam::*:role/*", "arn:aws:iam::1:2:role/a", False),
        ("arn:aws:sns:*:1:t*", "arn:aws:sns:us-east-1:1:topic:sub", True),
        ("arn:aws:s3*", "arn:aws:s3:::b", False),
        ("*", "anything", True),
        ("arn:aws:iam::?:x", "arn:aws:iam::1:x", True),
    ],
)
def test_arn_like(pattern: str, value: str, expected: bool) -> None:
    assert arn_like(tokens(pattern, True), value) is expected
