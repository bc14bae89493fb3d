"""`explain`: which statement decided, which condition failed, on what value."""

from __future__ import annotations

import json

import pytest
from simroom import Room

ALICE = "sign-in Alice --password Looking-Glass-7"
OPS = "arn:aws:iam::123456789012:role/Ops"


def test_the_last_call_that_was_refused(room: Room) -> None:
    room(ALICE, "aws iam list-users")
    assert room.ok("explain last").splitlines()[:6] == [
        "The last call: ListUsers, answered with AccessDenied.",
        "iam:ListUsers on arn:aws:iam::123456789012:user/",
        "  for arn:aws:iam::123456789012:user/Alice: refused.",
        "DenyAllExceptListedIfNoMFA of ManageOwnMFA (identity-based policy) denies it, and decides.",
        '  aws:MultiFactorAuthPresent is "false", which meets BoolIfExists "false"',
        "An explicit deny wins over every allow.",
    ]


def test_the_last_call_that_went_well(room: Room) -> None:
    room.ok("aws iam list-users")
    assert "AdministratorAccess (identity-based policy) allows it, and decides." in room.ok("explain LAST")


def test_a_call_that_policies_allowed_and_the_service_refused(room: Room) -> None:
    room("aws iam get-user --user-name Nobody")
    assert "Policies allowed it; the service refused it for another reason.\n" in room.ok("explain last")


@pytest.mark.parametrize("line", ["aws sts get-caller-identity", "aws iam get-user --user-name a/b"])
def test_no_policy_was_asked(room: Room, line: str) -> None:
    room("aws iam list-users", line)
    assert "No policy was asked" in room.ok("explain last")


def test_nothing_was_called(room: Room) -> None:
    assert room.ok("explain") == "Nothing was called yet: there is nothing to explain.\n"


def test_somebody_else_with_and_without_mfa(room: Room) -> None:
    line = "explain iam:DeactivateMFADevice as Alan"
    text = room.ok(line)
    assert "user/Alan: refused." in text
    assert "aws:MultiFactorAuthPresent is absent, which meets BoolIfExists" in text
    assert "AllowManageOwnUserMFA of ManageOwnMFA (identity-based policy) allows it." in text
    text = room.ok(f"{line} with mfa")
    assert "user/Alan: allowed." in text
    assert 'aws:MultiFactorAuthPresent is "true", and the condition is BoolIfExists "false"' in text


def test_what_nobody_allows(room: Room) -> None:
    text = room.ok("explain iam:GetUser user/Alan as alice with mfa")
    assert "No identity-based policy allows it: what nobody allows is refused" in text
    assert "the resource does not match: arn:aws:iam::*:user/${aws:username}\n" in text
    assert text.endswith("statements are about other actions.\n")


def test_root_and_the_actions_that_need_nothing(room: Room) -> None:
    assert "no policy is asked" in room.ok("explain iam:DeleteUser user/Alice as root")
    assert "needs no permission" in room.ok("explain sts:getcalleridentity")
    assert "It needs no permission, and no statement denies it." in room.ok("explain sts:GetSessionToken as Alan")


def test_boundaries_and_session_policies(room: Room) -> None:
    read = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    room.ok(f"aws iam put-user-permissions-boundary --user-name Admin --permissions-boundary {read}")
    assert "An identity-based policy allows it, but no permissions boundary does" in room.ok("explain iam:ListUsers")


def test_a_role_and_its_trust_policy(room: Room) -> None:
    statement = {
        "Sid": "OnlyWithMFA",
        "Effect": "Allow",
        "Principal": {"AWS": "123456789012"},
        "Action": "sts:AssumeRole",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    }
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    room.ok(
        f"aws iam create-role --role-name Ops --assume-role-policy-document '{trust}'",
        "aws iam attach-role-policy --role-name Ops --policy-arn arn:aws:iam::aws:policy/IAMReadOnlyAccess",
    )
    text = room.ok(f"explain sts:AssumeRole {OPS}")
    assert "No trust policy allows it" in text
    assert "OnlyWithMFA of the trust policy of Ops would allow it, but does not apply:" in text
    assert "for arn:aws:iam::123456789012:user/Admin: allowed." in room.ok("explain sts:AssumeRole role/Ops with mfa")
    assert "assumed-role/Ops/explain: allowed." in room.ok("explain iam:ListUsers as Ops")
    assert "assumed-role/Ops/explain: refused." in room.ok(f"explain iam:DeleteUser user/Alice as {OPS}")
    assert room(f"aws sts assume-role --role-arn {OPS} --role-session-name desk").status == 254
    assert "OnlyWithMFA of the trust policy of Ops" in room.ok("explain last")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("explain ListUsers", "An action is written service:Name. Did you mean iam:ListUsers?"),
        ("explain iam:ListUsers as Alic", "There is no user or role 'Alic'. Did you mean Alice?"),
        ("explain iam:ListUsers a b", "That is not how explain is written:"),
        ("explain last as Alice", "explain last stands alone."),
        ("as attacker explain iam:ListUsers", "Unable to locate credentials."),
        ("explain sts:AssumeRole arn:aws:iam::1:role/x", "arn:aws:iam::1:role/x is invalid"),
    ],
)
def test_what_cannot_be_explained(room: Room, line: str, words: str) -> None:
    outcome = room(line)
    assert outcome.status != 0
    assert words in outcome.error


def test_explaining_changes_nothing(room: Room) -> None:
    room("aws iam list-users")
    before = room.world
    room("explain last", "explain iam:DeleteUser user/Alice as Alan with mfa")
    assert room.world == before
