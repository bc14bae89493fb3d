import json
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

import jmespath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jmespath.exceptions import JMESPathError

from sim.expression import MAX_DEPTH, ExpressionError
from sim.expression import compile as read
from sim.expression.growing import Growing
from sim.packed import Packed

STATE = {
    "users": [
        {"UserName": "Alan", "MFADevices": [{"SerialNumber": "one", "SkewSteps": 0}]},
        {"UserName": "Alice", "MFADevices": [{"SerialNumber": "two", "SkewSteps": -3}]},
    ],
    "groups": [],
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("users[?UserName=='Alice'].MFADevices[] | length(@) == `1`", True),
        ("users[].UserName", ["Alan", "Alice"]),
        ("users[0:1].{name: UserName, of: length(MFADevices)}", [{"name": "Alan", "of": 1}]),
        ("users[?MFADevices[?SkewSteps < `0`]] | [0].UserName", "Alice"),
        ("users[?UserName==`Alice`] | length(@)", 1),
        ("sort_by(users, &UserName)[-1].UserName", "Alice"),
        ("nobody.at.all", None),
        ("groups || 'none'", "none"),
        ("!groups && length(users) == `2`", True),
        ("`1` == `true`", False),
        ("'a' < `1`", None),
    ],
)
def test_an_expression_gives_what_jmespath_says(text: str, found: Any) -> None:
    assert read(text).search(STATE) == found


def test_a_check_is_met_by_true_alone_while_a_condition_holds_by_jmespaths_truth() -> None:
    names = read("users[].UserName")
    assert names.holds(STATE)
    assert not names.is_true(STATE)
    assert not read("groups").holds(STATE)
    assert read("`0`").holds(STATE)
    assert read("length(users) == `2`").is_true(STATE)


def test_an_expression_that_fails_is_not_true_and_does_not_hold() -> None:
    failing = read("length(nobody)")
    with pytest.raises(ExpressionError, match=r"length\(\) takes .*, not null"):
        failing.search(STATE)
    assert not failing.is_true(STATE)
    assert not failing.holds(STATE)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 3_000,
        "(" * 1_500 + "a" + ")" * 1_500,
        "!" * 3_000 + "a",
        "a" + " && a" * 700,
        "a" + " || a" * 700,
        "a" + ".a" * 1_500,
        "a" + "[0]" * 1_000,
        "a" + "[*]" * 1_000,
        "a" + ".*" * 1_000,
        "a" + "[?a]" * 900,
        "@" + ".[@]" * 900,
        "{a: " * 900,
        "length(" * 500,
        "`" + "[" * 3_000 + "]" * 900 + "`",
        "a" * 4_001,
        "9" * 4_000,
    ],
)
def test_a_text_that_is_too_long_or_too_deep_is_refused_when_it_is_read(text: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        read(text)
    assert refused.value.column is not None
    assert len(refused.value.message) < 100


@pytest.mark.parametrize(
    "text",
    [
        " | ".join(["[@, @][]"] * 40),
        " | ".join(["[@, @]"] * 50),
        "a".join(["join(',', [@, @])|"] * 20).replace("a", "") + "@",
        "|".join(["to_string([@, @])"] * 40),
        "|".join(["[@, @]"] * 50) + " | to_string(@)",
        "[{0}, {0}] | [0] == [1]".format("|".join(["[@, @]"] * 45)),
        "|".join(["[@, @][]"] * 16) + " | map(&contains([@, @], @), @)" * 3 + " | [@, @][] | [@, @][] | [@, @][]",
    ],
)
def test_work_and_result_that_grow_without_end_are_stopped(text: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        read(text).search("abc")
    assert refused.value.column is None


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 1, "empty"),
        ("  \n ", 1, "empty"),
        ("users[?", 8, "ends too early"),
        ("users.", 7, "ends too early"),
        ("users ] x", 7, "']' is not expected"),
        ("users.$", 7, "Unknown token"),
        ("a == 'b", 6, "Unclosed"),
        ("users | lenght(@)", 9, "the nearest is length()"),
        ("length(@, @)", 1, "takes 1 argument, not 2"),
        ("a || not_null()", 6, "at least 1"),
        ('a || `{x}y"`', 6, "not JSON"),
        ('"a"(b)', 1, "takes no quotes"),
    ],
)
def test_what_is_wrong_is_said_with_its_column(text: str, column: int, words: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        read(text)
    assert (refused.value.column, words in refused.value.message) == (column, True)


@pytest.mark.parametrize(
    "text", ["[::0]", "max_by(@, &@)", "ceil(`1e999`)", "contains('a', `1`)", "to_number(&a)", "[&a]", "to_string(&a)"]
)
def test_what_cannot_be_worked_out_is_an_expression_error(text: str) -> None:
    with pytest.raises(ExpressionError):
        read(text).search([1, "a"])


def test_a_chain_up_to_the_bound_is_taken() -> None:
    assert read(" && ".join(["a"] * (MAX_DEPTH - 1))).search({"a": 1}) == 1


def test_reading_is_cached() -> None:
    assert read("users[].UserName") is read("users[].UserName")


def test_jmespath_is_not_imported_before_an_expression_is_read() -> None:
    program = "import sys, sim.expression; sys.exit('jmespath' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


NAMES = st.sampled_from(["a", "b", "c"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "a", "b"]) | st.just(1.5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


def texts(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    unary = [
        "{}[]", "{}[*].a", "{}.*", "{}[0]", "{}[-1:]", "{}[?a].b", "!{}", "({})", "[{}]", "{{a: {}}}", "{}.b",
        "length({})", "keys({})", "to_string({})", "to_array({})", "type({})", "reverse({})", "to_number({})",
        "sort({})", "max({})", "sum({})", "map(&a, {})", "sort_by({}, &a)", "max_by({}, &b)", "values({})",
    ]  # fmt: skip
    binary = ["{} | {}", "{} == {}", "{} < {}", "{} && {}", "{} || {}", "[{}, {}]", "{} != {}", "contains({}, {})"]
    return st.builds(str.format, st.sampled_from(unary), inner) | st.builds(
        str.format, st.sampled_from(binary), inner, inner
    )


TEXTS = st.recursive(st.sampled_from(["a", "b", "@", "'a'", "`0`", "`true`", "`[1, 2]`"]), texts, max_leaves=8)


@settings(deadline=None)
@given(TEXTS, VALUES)
def test_within_the_bounds_it_agrees_with_the_jmespath_package(text: str, value: Any) -> None:
    try:
        theirs = jmespath.search(text, value)
    except (JMESPathError, TypeError, ValueError) as error:
        if "'<' not supported" in str(error):
            return  # the specification gives null where the package lets a TypeError through
        with pytest.raises(ExpressionError):
            read(text).search(value)
    else:
        assert json.dumps(read(text).search(value)) == json.dumps(theirs)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab.[]?*|&!=<>(){},:@'`\"0 -")), VALUES)
def test_no_text_raises_anything_but_an_expression_error(text: str, value: Any) -> None:
    try:
        read(text).search(value)
    except ExpressionError as error:
        assert error.message


EVENTS = st.fixed_dictionaries(
    {
        "name": st.sampled_from("ab"),
        "error": st.sampled_from((None, "no")),
        "of": st.lists(st.integers(0, 3), max_size=3),
    }
)
FILTERS = (
    "trail[?name=='a']",
    "trail[?name=='a' && !error] | [-1].of",
    "length(trail[?of[?@ > `1`]]) >= `2`",
    "trail[?!error].of[]",
    "[trail[?error].name, length(trail), trail[-1]]",
    "sort_by(trail, &name)[0]",
    "trail[?starts_with(of, 'a')]",
    "trail",
    "trail[-2:].of | []",
    "trail[*].name",
    "trail[].of",
    "[trail, trail == `[]`, {all: trail || name}]",
)


def growing(elements: Iterable[Any]) -> Growing:
    return Growing(Packed.of(elements), lambda element: element)


def found(text: str, trail: list[Any] | Growing) -> Any:
    try:
        return read(text).search({"trail": trail})
    except ExpressionError as error:
        return str(error)


@given(
    growths=st.lists(st.tuples(st.integers(0, 9), st.lists(EVENTS, max_size=4)), max_size=5),
    texts=st.lists(st.sampled_from(FILTERS), min_size=1, max_size=3),
)
def test_a_list_that_grows_is_filtered_like_any_other(growths: list[tuple[int, list[Any]]], texts: list[str]) -> None:
    trail = growing([])
    for back, new in growths:
        kept = max(0, len(trail) - back)
        trail = trail.grown(kept, Packed.of([*trail[:kept], *new]))
        for text in texts:
            assert found(text, trail) == found(text, list(trail)), text


def test_a_filter_looks_once_at_what_a_list_held_before() -> None:
    event = {"name": "a", "of": [1] * 1_000}
    read_all = read("length(trail[?length(of[?@ == `1`]) == `1000`])")
    trail = growing([event] * 100)
    assert read_all.search({"trail": trail}) == 100
    longer = trail.grown(100, Packed.of([event] * 150))
    assert read_all.search({"trail": longer}) == 150
    assert [[look.seen for look in looks] for looks in longer.looks.values()] == [[100, 150]]
    shorter = longer.grown(120, Packed.of([event] * 130))
    assert read_all.search({"trail": shorter}) == 130
    assert [[look.seen for look in looks] for looks in shorter.looks.values()] == [[100, 130]]
    with pytest.raises(ExpressionError):
        read_all.search({"trail": longer.grown(150, Packed.of([event] * 1_150))})


def test_a_trail_of_any_length_can_be_looked_through() -> None:
    trail = growing([{"name": "a"}] * 20_000)
    assert read("length(trail[?name == 'a' && name != 'b' && !error]) == `20000`").is_true({"trail": trail})
