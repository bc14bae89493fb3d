"""Whose acts come from which address: an attacker's tell themselves apart in the trail, and to policies."""

from __future__ import annotations

import json

from simroom import Room

from sim.trail import ELSEWHERE, SOURCE_IP
from sim.view import state

OFFICE_ONLY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Deny",
            "Action": "iam:GetUser",
            "Resource": "*",
            "Condition": {"NotIpAddress": {"aws:SourceIp": f"{SOURCE_IP}/32"}},
        },
    }
)


def addresses(room: Room) -> list[str]:
    return [event["sourceIPAddress"] for event in state(room.world)["trail"]]


def test_sign_ins_and_calls_of_somebody_from_outside(room: Room) -> None:
    room.ok("as alice sign-in Alice --password Looking-Glass-7", "as alice aws iam get-user")
    assert addresses(room) == [SOURCE_IP] * 2
    room("as attacker sign-in Alice --password guess")
    room("as attacker sign-in Alice --password Looking-Glass-7")
    room("as attacker aws iam get-user")
    assert addresses(room)[2:] == [ELSEWHERE] * 3


def test_somebody_who_reached_the_root_user(room: Room) -> None:
    room.ok("as attacker sign-in root --password Correct-Horse-9-Battery")
    room(
        "as attacker console resync-root-mfa-device --serial-number 000000000 --authentication-code1 000000 "
        "--authentication-code2 000000"
    )
    assert addresses(room) == [ELSEWHERE] * len(addresses(room))
    assert len(addresses(room)) == 2


def test_a_policy_keeps_a_stolen_password_to_the_office(room: Room) -> None:
    room.ok(f"aws iam put-user-policy --user-name Alice --policy-name Office --policy-document '{OFFICE_ONLY}'")
    room.ok("as alice sign-in Alice --password Looking-Glass-7", "as alice aws iam get-user")
    room.ok("as attacker sign-in Alice --password Looking-Glass-7")
    assert room.cause("as attacker aws iam get-user") == "explicit-deny"
    assert "refused" in room.ok("as attacker explain iam:GetUser")
    assert "allowed" in room.ok("as alice explain iam:GetUser")
