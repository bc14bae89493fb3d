"""A policy that a line of a played lesson answered, in words."""

from __future__ import annotations

import pytest
from simroom import Room

from course.plain.policies import told

ALICES = "aws iam get-user-policy --user-name Alice --policy-name Policy0"


@pytest.fixture
def alices(room: Room) -> Room:
    room.policy("Alice", "Deny", "s3:GetObject", "arn:aws:s3:::reports/*")
    room.ok("sign-in Admin --password Keep-The-Keys-41")
    return room


def test_a_policy_is_told_line_by_line_each_at_most_76_columns_wide(alices: Room) -> None:
    first, *lines = told(alices(ALICES))
    assert first == "In words:"
    assert lines == ["  Statement 1 denies S3: GetObject\n    on everything in the bucket reports"]
    managed = "aws iam get-policy-version --version-id v1 --policy-arn arn:aws:iam::123456789012:policy/ManageOwnMFA"
    lines = "\n".join(told(alices(managed))).splitlines()
    assert any(" if " in line for line in lines)
    assert max(map(len, lines)) <= 76


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("create-policy --policy-name P --policy-document '{}'", "Statement 1 allows S3: GetObject"),
        ("put-user-policy --user-name Alice --policy-name P --policy-document '{}'", "Statement 1 allows S3"),
        ("put-group-policy --group-name Staff --policy-name P --policy-document '{}'", "Statement 1 allows S3"),
        ("create-role --role-name R --assume-role-policy-document '{}'", "AssumeRole"),
    ],
)
def test_a_policy_that_a_line_writes_is_told_as_well(alices: Room, line: str, words: str) -> None:
    trust = ("sts:AssumeRole", '"Principal":{"AWS":"arn:aws:iam::123456789012:user/Alice"}')
    action, about = trust if "role" in line else ("s3:GetObject", '"Resource":"*"')
    document = f'{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"{action}",{about}}}}}'
    first, *lines = told(alices(f"aws iam {line.replace('{}', document)}"))
    assert first == "In words:"
    assert words in "\n".join(lines)


@pytest.mark.parametrize(
    "line",
    [
        f"{ALICES} --query PolicyName",
        f"{ALICES} --output text",
        "aws iam get-user-policy --user-name Alice --policy-name None",
        "aws iam get-user --user-name Alice",
        "aws iam put-user-policy --user-name Alice --policy-name P --policy-document '{'",
        "whoami",
    ],
)
def test_nothing_is_told_where_the_answer_has_no_policy(alices: Room, line: str) -> None:
    assert told(alices(line)) == []
