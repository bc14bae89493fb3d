"""Parameters of a scenario: what they are drawn from, where they stand, and how wrong ones are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simroom import ROOT_FOLDER, START

from sim.scenario import ScenarioError, load, parameters
from sim.scenario.parameters import UnknownParameterError, filled, names_in
from sim.view import state

STOLEN_PHONE = (ROOT_FOLDER / "lessons" / "scenarios" / "the-stolen-phone.yaml").read_text(encoding="utf-8")
HEAD = 'title: T\naccount: {id: "123456789012"}\npeople: {}\n'
names = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)


def with_parameters(*lines: str) -> str:
    return HEAD + "parameters:\n" + "".join(f"  {line}\n" for line in lines)


def test_values_stand_in_texts_names_blocks_and_numbers() -> None:
    text = with_parameters("who: {one-of: [Zoe]}", "keys: {from: 2, to: 2}", "off: {one-of: [+95s]}") + (
        'users: {"{{who}}": {password: "a-{{ who }}-b", keys: "{{keys}}"}}\n'
        'buckets: {abc: {objects: {"{{who}}.txt": "hello {{who}}"}}}\n'
    )
    text = text.replace("people: {}", 'people: {a: {user: "{{who}}", phone: {offset: "{{off}}"}}}')
    document = state(load(text, "s", START))
    (user,) = document["users"]
    assert (user["UserName"], len(user["AccessKeys"])) == ("Zoe", 2)
    assert document["buckets"][0]["Objects"][0]["Key"] == "Zoe.txt"
    assert document["people"][0]["Phones"][0]["OffsetSeconds"] == 95
    password = load(text, "s", START).account.users["Zoe"].password
    assert password is not None and password.text == "a-Zoe-b"


def test_the_files_own_seed_draws_where_none_is_given() -> None:
    assert parameters(STOLEN_PHONE, "s") == parameters(STOLEN_PHONE, "s", 20270301)
    assert len({parameters(STOLEN_PHONE, "s", seed)["minutes"] for seed in range(200)}) == 11
    assert {parameters(STOLEN_PHONE, "s", seed)["victim"] for seed in range(20)} == {"Alan", "Alice"}
    assert parameters(HEAD, "s") == {}


@given(names, names, st.integers(0, 2**53), st.integers(-50, 50), st.integers(0, 90))
def test_a_value_depends_on_the_seed_and_its_name_alone(name: str, other: str, seed: int, low: int, width: int) -> None:
    one = f"{name!r}: {{from: {low}, to: {low + width}, in: lessons}}"
    alone = parameters(with_parameters(one), "s", seed)
    assert low <= int(alone[name]) <= low + width
    if other != name:
        beside = f"{other!r}: {{one-of: [a, b], in: lessons}}"
        assert parameters(with_parameters(beside, one), "t", seed)[name] == alone[name]


@given(st.integers(0, 2**53))
def test_every_seed_gives_a_world(seed: int) -> None:
    values = parameters(STOLEN_PHONE, "s", seed)
    world = load(STOLEN_PHONE, "s", START, seed)
    assert [leak.name for leak in world.leaks] == [values["victim"]]
    assert world.coming[0].after == int(values["minutes"]) * 60_000
    assert world.people["alan"].phones[0].clock.drift_ppm == int(values["drift"])


@pytest.mark.parametrize(
    ("lines", "line", "column", "words"),
    [
        (["a: {one-of: [], in: lessons}"], 5, 15, "1 to 1,000 values"),
        (["a: {one-of: , in: lessons}"], 5, 15, "1 to 1,000 values"),
        (["a: {one-of: x, in: lessons}"], 5, 15, "should be a list"),
        (["a: {one-of: [x, [y]], in: lessons}"], 5, 19, "should be a text"),
        (["a: {from: 5, to: 4, in: lessons}"], 5, 13, "5 is larger than 4"),
        (["a: {from: 5, in: lessons}"], 5, 6, "either"),
        (["a: {from: 1, to: 2, one-of: [x], in: lessons}"], 5, 6, "either"),
        (["a: {from: 1, to: 2000000000, in: lessons}"], 5, 20, "between"),
        (["a: {form: 1, to: 2}"], 5, 13, "Did you mean from?"),
        (["a: 5"], 5, 6, "mapping"),
        (["a: {one-of: [x], in: lesson}"], 5, 24, "lessons"),
        (["a b: {one-of: [x], in: lessons}"], 5, 8, "letters, digits"),
        (["a: {one-of: [x]}"], 5, 6, "Nothing in this scenario says {{a}}"),
        ([r'a: {one-of: ["x\ny"], in: lessons}'], 5, 16, "command lines"),
        (["a: {one-of: [it's], in: lessons}"], 5, 16, "command lines"),
        (["a: {one-of: ['$(reset)'], in: lessons}"], 5, 16, "command lines"),
        (["a: {one-of: ['b: c'], in: lessons}"], 5, 16, "command lines"),
        (["a: {one-of: ['{{a}}'], in: lessons}"], 5, 16, "command lines"),
        (["a: {one-of: [x], in: lessons}", "a: {one-of: [x], in: lessons}"], 6, 3, "twice"),
    ],
)
def test_a_wrong_parameter_is_refused_where_it_stands(lines: list[str], line: int, column: int, words: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(with_parameters(*lines), "s.yaml", START)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("more", "line", "column", "words"),
    [
        ('about: "{{wo}}"\n', 6, 8, "Did you mean {{who}}?"),
        ('about: "{{zzzzzz}}"\n', 6, 8, "Known here: who."),
        ('users: {"{{wo}}": {}}\n', 6, 9, "no parameter 'wo'"),
        ("about: {{who}}\n", 6, 8, "in quotes"),
        ("about: {{who}} and others\n", 6, 16, "in quotes"),
        ("{{who}}: a\n", 6, 1, "in quotes"),
        ("groups: [a, {{who}}]\n", 6, 13, "in quotes"),
        ('users: {"{{who}}": {}, Zoe: {}}\n', 6, 24, "twice"),
        ("about: |\n  {{who is Zo}} A\n", 6, 8, "who is never 'Zo'. It is Zoe."),
        ("about: so {{who is Zoe}} A\n", 6, 8, "Begin the line with it"),
        ('about: "{{who}}"\nseed: "{{who}}"\n', 7, 7, "whole number"),
    ],
)
def test_a_wrong_use_of_a_parameter_is_refused_where_it_stands(more: str, line: int, column: int, words: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(with_parameters("who: {one-of: [Zoe], in: lessons}") + more, "s.yaml", START)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in caught.value.message


@pytest.mark.parametrize(("value", "can_be"), [("5", True), ("15|6", True), ("4", False), ("05", False), ("x", False)])
def test_a_condition_names_numbers_that_are_drawn(value: str, can_be: bool) -> None:
    text = with_parameters("day: {from: 5, to: 15, in: lessons}") + f"about: |\n  {{{{day is {value}}}}} A\n"
    if can_be:
        load(text, "s", START)
        return
    with pytest.raises(ScenarioError, match="It is a whole number from 5 to 15"):
        load(text, "s", START)


def test_a_name_is_unknown_where_there_are_no_parameters() -> None:
    with pytest.raises(ScenarioError, match="no `parameters:`"):
        load(HEAD + 'about: "{{who}}"\n', "s", START)


def test_what_parameters_make_of_a_file_is_bounded() -> None:
    text = with_parameters(f"a: {{one-of: [{'x' * 200}]}}") + f'about: "{"{{a}}" * 2_000}"\n'
    with pytest.raises(ScenarioError, match=r":6:8: .*more than 250,000 characters"):
        load(text, "s", START)


def test_a_parameter_goes_with_another() -> None:
    text = with_parameters("who: {one-of: [Ann, Bob, Cy]}", "hands: {with: who, one-of: [ann, bob, cy], in: lessons}")
    drawn = [parameters(text, "s", seed) for seed in range(40)]
    assert all(values["hands"] == values["who"].lower() for values in drawn)
    assert {values["who"] for values in drawn} == {"Ann", "Bob", "Cy"}


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("b: {with: aa, one-of: [x, y], in: lessons}", 13, "no parameter 'aa'. Did you mean a?"),
        ("b: {with: zebra, one-of: [x, y], in: lessons}", 13, "Name another one"),
        ("b: {with: n, one-of: [x, y], in: lessons}", 13, "has `one-of`"),
        ("b: {with: b, one-of: [x, y], in: lessons}", 13, "no `with` of its own"),
        ("b: {with: a, one-of: [x], in: lessons}", 13, "a has 2 values"),
        ("b: {with: a, from: 1, to: 2, in: lessons}", 6, "either"),
    ],
)
def test_going_with_another_wrongly_is_refused_where_it_stands(line: str, column: int, words: str) -> None:
    others = ("a: {one-of: [x, y], in: lessons}", "n: {from: 1, to: 2, in: lessons}")
    with pytest.raises(ScenarioError) as caught:
        load(with_parameters(*others, line), "s.yaml", START)
    assert (caught.value.line, caught.value.column) == (7, column)
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("text", "filled_in"),
    [
        ("{{a is x}} one\n{{a is y}} two\n", "one\n\n"),
        ("  {{a is y|x}} {{a}} {{b}}\nrest", "  x z 1\nrest"),
        ("{{ a is x }}", ""),
        ("{{a is y | z}}  one", ""),
        ("no {{a}} is x", "no x is x"),
    ],
)
def test_a_line_stands_where_its_condition_holds(text: str, filled_in: str) -> None:
    assert filled(text, {"a": "x", "b": "z 1"}) == filled_in
    assert names_in(text) >= {"a"}


def test_a_condition_names_a_parameter() -> None:
    with pytest.raises(UnknownParameterError) as caught:
        filled("{{a}}\n  {{aa is x}} one", {"a": "x"})
    assert (caught.value.name, caught.value.start) == ("aa", 8)
    assert "Did you mean {{a}}?" in caught.value.remedy
