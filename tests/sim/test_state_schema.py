"""The state document and its JSON Schema, which must say all of it and nothing that never is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from simroom import ROOT_FOLDER, SCENARIO, START, Room

from sim.scenario import load
from sim.view import View, state
from sim.world import World

SCHEMA = json.loads((ROOT_FOLDER / "sim" / "state.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
SCENARIOS = sorted((ROOT_FOLDER / "lessons" / "scenarios").glob("*.yaml"))

TRUST = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}'
POLICY = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}'
LEAKED = "leaked:\n  - {site: forum.example, user: Alice, password: Looking-Glass-7}\n"

LINES = (
    "aws iam create-virtual-mfa-device --virtual-mfa-device-name alice --outfile a.png --bootstrap-method QRCodePNG",
    "phone alice scan",
    "aws iam create-user --user-name Ada --path /staff/ --tags Key=team,Value=red",
    "aws iam create-access-key --user-name Ada",
    "aws iam create-group --group-name Ops",
    "aws iam add-user-to-group --group-name Ops --user-name Alan",
    f"aws iam put-group-policy --group-name Ops --policy-name all --policy-document '{POLICY}'",
    f"aws iam put-user-policy --user-name Alan --policy-name all --policy-document '{POLICY}'",
    f"aws iam create-role --role-name Helper --assume-role-policy-document '{TRUST}' --tags Key=a,Value=b",
    f"aws iam put-role-policy --role-name Helper --policy-name all --policy-document '{POLICY}'",
    "aws iam attach-role-policy --role-name Helper --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess",
    "aws iam attach-user-policy --user-name Alan --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess",
    f"aws iam create-policy --policy-name Mine --policy-document '{POLICY}'",
    "aws sts assume-role --role-arn arn:aws:iam::123456789012:role/Helper --role-session-name one",
    "aws iam update-account-password-policy --max-password-age 90 --password-reuse-prevention 3",
    "aws iam create-account-alias --account-alias other",
    "aws iam delete-account-alias --account-alias other",
    "aws sts get-session-token --profile default",
    "aws iam generate-credential-report",
    """aws events put-rule --name r --event-pattern '{"source":["aws.iam"]}'""",
    "sign-in Alan --password Turing-Machine-36 --code $(phone alan code)",
    "as attacker sign-in root --password wrong",
    "as attacker phone alan steal",
    "phone alan replace",
    "token alice clock +40s",
    "phone alice drift 40ppm",
    'support open "root MFA device lost"',
    "wait 4h",
    'support reply 1 "yes"',
    "aws iam deactivate-mfa-device --user-name Alan --serial-number arn:aws:iam::123456789012:mfa/Alan",
    "sign-out",
    "undo",
    "aws iam get-user --user-name Nobody",
    "aws iam no-such-thing",
)


@pytest.fixture(scope="module")
def everything() -> World:
    """A world in which there is something of everything."""
    room = Room(load(SCENARIO + LEAKED, "t", START))
    for line in LINES:
        room(line)
    return room.world


def problems(world: World) -> list[str]:
    document = state(world)
    assert json.loads(json.dumps(document)) == document, "the document holds what JSON can hold"
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Every part of the schema that lists an object's keys."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


def paths(value: Any, path: str = "") -> Iterator[str]:
    """The places of a document's keys and of its lists' members, whatever their number."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}.{key}"
            yield from paths(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield f"{path}[]"
            yield from paths(inner, f"{path}[]")


def test_the_schema_is_one_and_lets_no_other_key_pass() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    found = list(objects(SCHEMA))
    assert len(found) > 20
    assert [part for part in found if part.get("additionalProperties") is not False] == []


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_courses_own_worlds(path: Any) -> None:
    assert problems(load(path.read_text(encoding="utf-8"), path.stem, START)) == []


def test_a_world_with_something_of_everything(everything: World) -> None:
    assert problems(everything) == []
    document = state(everything)
    empty = [name for name, value in document.items() if value == [] or value == {"Cases": []}]
    assert empty == []
    seen = set(paths(document))
    for name in SCHEMA["$defs"]["event"]["properties"]:
        assert f".trail[].{name}" in seen
    for name in SCHEMA["$defs"]["passwordPolicy"]["properties"]:
        assert f".account.PasswordPolicy.{name}" in seen


@settings(max_examples=25)
@given(lines=st.lists(st.sampled_from(LINES), max_size=12))
def test_whatever_was_done(start: World, lines: list[str]) -> None:
    room = Room(start)
    for line in lines:
        room(line)
    assert problems(room.world) == []


@settings(max_examples=25)
@given(acts=st.lists(st.tuples(st.sampled_from(LINES), st.integers(0, 20)), max_size=12))
def test_a_view_goes_on_from_any_other(start: World, everything: World, acts: list[tuple[str, int]]) -> None:
    room, views = Room(start), [View.of(everything)]
    for line, back in acts:
        room(line)
        views.append(View.of(room.world, views[-1 - back % len(views)]))
        assert views[-1].document == state(room.world)
    for view in views:
        assert view.document == state(view.world), "what came later left it alone"


def test_a_view_writes_only_what_changed(start: World) -> None:
    room = Room(start)
    room.ok("aws iam create-user --user-name Ada", "aws iam create-group --group-name Ops")
    before = View.of(room.world)
    assert View.of(room.world, before) is before
    room.ok("aws iam delete-user --user-name Ada")
    after = View.of(room.world, before).document
    assert [user["UserName"] for user in after["users"]] == ["Admin", "Alan", "Alice"]
    old = {user["UserName"]: user for user in before.document["users"]}
    assert all(user is old[user["UserName"]] for user in after["users"] if user["UserName"] != "Admin")
    assert after["groups"][0] is before.document["groups"][0]
    assert len(after["trail"]) == 3


@pytest.mark.parametrize(
    ("path", "value"),
    [(("time",), "2027-03-01 12:00"), (("account", "Id"), "12"), (("people", 0, "Phones"), None), (("more",), 1)],
)
def test_it_refuses_what_is_none(everything: World, path: tuple[Any, ...], value: object) -> None:
    document = json.loads(json.dumps(state(everything)))
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not VALIDATOR.is_valid(document)
