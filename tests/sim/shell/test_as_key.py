"""Calls of programs, kept as command lines."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simroom import Room

from sim.clock import LATEST, Timestamp
from sim.services import OPERATIONS
from sim.services.declare import Operation, Shape
from sim.shell.as_key import WORD, line_of, read
from sim.shell.syntax import Text, parse
from sim.view import state

KEY_ID = "AKIAXXXXXXXXXXXXXXXX"


def values(shape: Shape) -> st.SearchStrategy[Any]:
    """Any value that a protocol can hand over for a shape, right or wrong."""
    if shape.kind == "integer":
        return st.integers(-(10**10), 10**10)
    if shape.kind == "boolean":
        return st.booleans()
    if shape.kind == "timestamp":
        return st.integers(0, LATEST).map(Timestamp)
    if shape.kind == "blob":
        return st.binary(max_size=40)
    if shape.kind == "list":
        return st.lists(values(shape.member or Shape()), max_size=3)
    if shape.kind == "map":
        return st.dictionaries(st.text(max_size=5), values(shape.member or Shape()), max_size=3)
    if shape.kind == "structure":
        return st.fixed_dictionaries({}, optional={name: values(member) for name, member in shape.members.items()})
    return st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
        ["--x", "-", "file://a", "", "a=b", "'"]
    )


@st.composite
def calls(draw: st.DrawFn) -> tuple[Operation, dict[str, Any]]:
    operation = draw(st.sampled_from(list(OPERATIONS.values())))
    optional = {parameter.name: values(parameter.shape) for parameter in operation.parameters}
    return operation, draw(st.fixed_dictionaries({}, optional=optional))


@given(calls())
def test_the_line_gives_the_same_call_back(call: tuple[Operation, dict[str, Any]]) -> None:
    operation, parameters = call
    ((_, command),) = parse(line_of(KEY_ID, operation, parameters)).commands
    words = ["".join(part.text for part in word if isinstance(part, Text)) for word in command.words]
    assert words[:5] == [WORD, KEY_ID, "aws", operation.cli_service, operation.cli_name]
    assert read(operation, words[5:]) == parameters


def test_by_hand(room: Room) -> None:
    key_id = room.world.people["you"].profiles["default"].access_key_id
    assert '"UserName": "Alice"' in room.ok(f"{WORD} {key_id} aws iam get-user --user-name Alice")
    users = room.ok(f"{WORD} {key_id} aws iam list-users --max-items 1")
    assert '"IsTruncated": true' in users, "one page, as the API gives it"
    assert room(f"{WORD} {key_id} aws iam get-user --user-name Nobody").status == 254


def test_programs_call_from_their_own_machine_and_people_from_elsewhere(room: Room) -> None:
    statement = {
        "Effect": "Deny",
        "Action": "iam:ListUsers",
        "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}},
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": statement})
    room.ok(f"aws iam put-user-policy --user-name Admin --policy-name p --policy-document '{document}'")
    room.ok("aws iam list-users")
    key_id = room.world.people["you"].profiles["default"].access_key_id
    assert "with an explicit deny" in room(f"{WORD} {key_id} aws iam list-users").error
    addresses = [event["sourceIPAddress"] for event in state(room.world)["trail"]]
    assert addresses == ["192.0.2.10", "192.0.2.10", "127.0.0.1"]


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ("", "Which key, which call?"),
        ("AKIAXXXXXXXXXXXXXXXX aws iam get-user", "There is no access key 'AKIAXXXXXXXXXXXXXXXX'"),
        ("AKIAXXXXXXXXXXXXXXXX aws iam get-usr", "Did you mean get-user?"),
        ("AKIAXXXXXXXXXXXXXXXX aws iam list-users --max-items", "its value is expected"),
        ("AKIAXXXXXXXXXXXXXXXX aws iam list-users --max-items many", "this is no integer: many"),
        ("AKIAXXXXXXXXXXXXXXXX aws iam list-users --max-item 1", "Did you mean --max-items?"),
        ("AKIAXXXXXXXXXXXXXXXX aws iam tag-user --tags [", "this is no list: ["),
    ],
)
def test_what_cannot_be_read(room: Room, rest: str, words: str) -> None:
    before = room.world
    outcome = room(f"{WORD} {rest}")
    assert outcome.status != 0
    assert words in outcome.error
    assert room.world is before
