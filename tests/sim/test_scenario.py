"""Scenarios: what a file becomes, and how a wrong one is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simroom import SCENARIO, START

from sim.history import History
from sim.scenario import ScenarioError, load, title
from sim.view import state

HEAD = 'title: T\naccount: {id: "123456789012"}\n'


def refusal(text: str) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        load(text, "s.yaml", START)
    return caught.value


def test_the_courses_own_scenario() -> None:
    document = state(load(SCENARIO, "alice-and-alan", START))
    assert [user["UserName"] for user in document["users"]] == ["Admin", "Alan", "Alice"]
    assert [len(user["MFADevices"]) for user in document["users"]] == [0, 1, 0]
    assert title(SCENARIO, "alice-and-alan") == "Alice and Alan"
    assert document["sessions"] == [
        {
            "Person": "you",
            "Principal": "Admin",
            "Kind": "console",
            "MFA": False,
            "ExpiresAt": "2027-03-02T00:00:00Z",
        }
    ]


def test_buckets_and_instances_of_a_scenario() -> None:
    text = HEAD + (
        "buckets: {abc: {region: eu-west-1, objects: {a.txt: hello, b/c: {text: 'x,y', type: text/csv}, empty: }}}\n"
        "instances: [{name: web}, {name: db, state: stopped, type: m5.large, tags: {team: red}, protected: true}]\n"
        "people: {}\n"
    )
    document = state(load(text, "s", START))
    (bucket,) = document["buckets"]
    assert (bucket["Name"], bucket["BucketRegion"]) == ("abc", "eu-west-1")
    assert [(each["Key"], each["Size"], each["ContentType"]) for each in bucket["Objects"]] == [
        ("a.txt", 5, "text/plain"),
        ("b/c", 3, "text/csv"),
        ("empty", 0, "text/plain"),
    ]
    db, web = document["instances"]
    assert (db["State"]["Name"], db["InstanceType"]) == ("stopped", "m5.large")
    assert db["Tags"] == [{"Key": "Name", "Value": "db"}, {"Key": "team", "Value": "red"}]
    assert web["InstanceId"] != db["InstanceId"]
    assert state(load(text, "s", START, seed=2))["instances"] != document["instances"]
    assert load(text, "s", START).draws == load(HEAD + "people: {}\n", "s", START).draws


def test_clocks_offsets_and_drifts_of_a_scenario() -> None:
    text = HEAD + (
        "start: 2028-01-01T00:00:00Z\nusers: {A: {password: longenough}}\n"
        "people:\n  a:\n    user: A\n    phone: {offset: -95s, drift: +5s/day, accounts: [{user: A}]}\n"
        "    tokens: [{serial: GAHT87654321, offset: +60s, user: A}]\n"
    )
    world = load(text, "s", START)
    assert (world.clock.live, state(world)["time"]) == (False, "2028-01-01T00:00:00Z")
    history = History.begin(world)
    assert "1 min 35 s behind, drifting +57.8704 ppm" in history.run("phone a")[1].output
    assert [device["SkewSteps"] for device in state(world)["users"][0]["MFADevices"]] == [-4, 2]
    for code in ("$(phone a code)", "$(token a code)"):
        assert history.run(f"sign-in A --password longenough --code {code}")[1].status == 0


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("", 1, 1, "empty"),
        ("- a\n- b\n", 1, 1, "mapping"),
        ("title: [\n", 2, 1, "not YAML"),
        ("title: a\n\ttabs: b\n", 2, 1, "not YAML"),
        ("title: T\npeople: {}\n", 1, 1, "`account:`"),
        (HEAD + "peopel: {}\n", 3, 9, "Did you mean people?"),
        (HEAD + "title: U\npeople: {}\n", 3, 1, "twice"),
        (HEAD + "people: {}\n---\na: b\n", 4, 1, "second begins"),
        ("title: T\naccount: {id: 12}\npeople: {}\n", 2, 15, "twelve digits"),
        (HEAD + "people: {you: {user: Nobody}}\n", 3, 22, "no user 'Nobody'"),
        (HEAD + "people: {You: {}}\n", 3, 15, "lower case"),
        (HEAD + "people: {a: {phone: {offset: 5}}}\n", 3, 30, "+95s"),
        (HEAD + "people: {a: {tokens: [{serial: x}]}}\n", 3, 32, "GAHT12345678"),
        (HEAD + "people: {a: {signed-in: Zoe}}\n", 3, 25, "root"),
        (HEAD + "users: {A: {policies: [Nope]}}\npeople: {}\n", 3, 24, "AdministratorAccess"),
        (HEAD + "users: {A: {groups: [Nope]}}\npeople: {}\n", 3, 22, "no group"),
        (HEAD + "users: {A: {}, a: {}}\npeople: {}\n", 3, 19, "differ only in case"),
        (HEAD + "users: {A: {keys: many}}\npeople: {}\n", 3, 19, "whole number"),
        (HEAD + "users: {A: {keys: 9}}\npeople: {}\n", 3, 19, "between 0 and 2"),
        (HEAD + "policies: {P: {Statement: 1}}\npeople: {}\n", 3, 15, "policy document"),
        (HEAD + "start: soon\npeople: {}\n", 3, 8, "2027-03-01"),
        (HEAD + "buckets: {A_b: {}}\npeople: {}\n", 3, 16, "no name for a bucket"),
        (HEAD + "buckets: {abc: {region: mars}}\npeople: {}\n", 3, 25, "no region 'mars'"),
        (HEAD + "buckets: {abc: {objects: {k: {type: a}}}}\npeople: {}\n", 3, 30, "`text:`"),
        (HEAD + "buckets: {abc: {objects: {k: [a]}}}\npeople: {}\n", 3, 30, "a text"),
        (HEAD + "instances: [{type: t3.micro}]\npeople: {}\n", 3, 13, "`name:`"),
        (HEAD + "instances: [{name: a, id: i-1}]\npeople: {}\n", 3, 27, "i-0123456789abcdef0"),
        (HEAD + "instances: [{name: a, type: big}]\npeople: {}\n", 3, 29, "t3.micro"),
        (HEAD + "instances: [{name: a, state: gone}]\npeople: {}\n", 3, 30, "running or stopped"),
        (
            HEAD
            + "instances:\n- {name: a, id: i-0123456789abcdef0}\n- {name: b, id: i-0123456789abcdef0}\npeople: {}\n",
            5,
            3,
            "already",
        ),
        (HEAD + "seed: x\npeople: {}\n", 3, 7, "whole number"),
        (HEAD + "people: &a {b: *a}\n", 3, 9, "Anchors"),
        (HEAD + "people: " + "[" * 100 + "]" * 100, 3, 21, "more than 12 levels deep"),
        (HEAD + "people: " + "[" * 3000 + "]" * 3000, None, None, "nesting depth"),
        ("a: " + "b" * 250_001, 1, 1, "250,000"),
        ("title: \x00\n", 1, 8, "U+0000 stands here"),
    ],
)
def test_a_wrong_scenario_is_refused_with_its_place(
    text: str, line: int | None, column: int | None, words: str
) -> None:
    error = refusal(text)
    assert words in error.message
    if line is not None:
        assert (error.line, error.column) == (line, column)
    assert str(error).startswith(f"s.yaml:{error.line}:{error.column}: ")


@given(st.text(max_size=200))
def test_no_text_raises_anything_else(text: str) -> None:
    for begin in ("", HEAD, HEAD + "people:\n  a:\n"):
        try:
            load(begin + text, "s", START)
        except ScenarioError as error:
            assert error.message


def test_the_learners_own_token_is_called_yours() -> None:
    world = load(HEAD + "people: {you: {tokens: [{serial: GAHT00000555}]}, alice: {}}\n", "s", START)
    history = History.begin(world)
    assert "Your token: its clock is right." in history.run("token")[1].output
    assert "is in your hands" in history.run("as alice token GAHT00000555 code")[1].error
