"""A world in short, and what an act did to it, fact by fact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simroom import SCENARIO, START, Room

from sim.history import History
from sim.scenario import load
from sim.summary import Change, differences, summary, time_between

MAKE = "aws iam create-virtual-mfa-device --virtual-mfa-device-name a --outfile a.png --bootstrap-method QRCodePNG"
POLICY = '\'{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}\''
PUT = "aws iam put-user-policy --user-name Alice --policy-name Own --policy-document "
SIGNED_IN = "sign-in Alan --password Turing-Machine-36 --code $(phone alan code)"


def told(changes: list[Change]) -> list[str]:
    return [f"{change.sign} {change}" for change in changes if change.subject != "trail"]


@pytest.mark.parametrize(
    ("before", "line", "changes"),
    [
        ([], MAKE, ["~ unassigned MFA devices: + virtual a", "~ files: + a.png"]),
        ([MAKE], "phone alice scan", ["~ Alice's phone, app: + Amazon Web Services a@123456789012"]),
        ([], "phone alan lose", ["~ Alan's phone, state: held → lost"]),
        ([], "phone alan clock +95s", ["~ Alan's phone, clock: right → 1 min 35 s ahead"]),
        ([], "aws iam create-user --user-name Bob", ["+ user Bob: new"]),
        (["aws iam create-user --user-name Bob"], "aws iam delete-user --user-name Bob", ["- user Bob: gone"]),
        ([], "c=1", ["~ you, variables: + $c"]),
        (["c=1"], "c=2", ["~ you, variables: another than before"]),
        ([f"{PUT}{POLICY}"], f"{PUT}'{{}}'", []),
        ([], "aws iam list-users", []),
        ([], "wait 1h", []),
        (
            [],
            SIGNED_IN,
            [
                "+ session of you: console as Alan, with MFA: new",
                "- session of you: console as Admin, without MFA: gone",
            ],
        ),
        (
            ["sign-out"],
            "sign-in Alan --password Turing-Machine-36",
            ["~ you, sign-in page: + waits for a code"],
        ),
    ],
)
def test_what_an_act_did_is_told_by_its_place(before: list[str], line: str, changes: list[str], room: Room) -> None:
    for each in before:
        room(each)
    world = room.world
    room(line)
    assert told(differences(world, room.world)) == changes


def test_a_policy_whose_text_alone_is_another_has_changed(room: Room) -> None:
    room.ok(f"{PUT}{POLICY}")
    world = room.world
    room.ok(PUT + POLICY.replace("Allow", "Deny"))
    assert told(differences(world, room.world)) == ["~ user Alice, policies: another than before"]


def test_the_steps_learnt_and_a_refusal_are_told(room: Room) -> None:
    world = room.world
    room.ok("phone alan clock +5m", "c=$(phone alan code)", "wait next-code")
    room.ok(
        "aws iam resync-mfa-device --user-name Alan --serial-number arn:aws:iam::123456789012:mfa/Alan "
        "--authentication-code1 $c --authentication-code2 $(phone alan code)"
    )
    words = told(differences(world, room.world))[0]
    assert words == "~ user Alan, MFA devices: virtual Alan → virtual Alan (known 10 steps ahead)"
    assert time_between(world, room.world) == "30 s later"
    room("aws iam create-user --user-name Alan")
    trail = next(fact for fact in summary(room.world) if fact.subject == "trail")
    assert trail.words.endswith("the last: CreateUser (EntityAlreadyExistsException)")


LINES = [MAKE, "phone alan lose", "wait 1m", "phone alan clock -70s", SIGNED_IN, "sign-out", "c=1", "undo", "goto 1"]
BEGIN = load(SCENARIO, "alice-and-alan", START)


@given(st.lists(st.sampled_from(LINES), max_size=8))
def test_worlds_without_a_difference_have_the_same_facts(lines: list[str]) -> None:
    history = History.begin(BEGIN)
    for line in lines:
        history, _ = history.run(line)
    assert differences(history.world, history.world) == []
    assert (differences(BEGIN, history.world) == []) == (summary(BEGIN) == summary(history.world))
    places = [fact.place for fact in summary(history.world)]
    assert len(places) == len(set(places))
