"""Groups: who is in them, and what IAM refuses."""

from __future__ import annotations

import json

import pytest
from simroom import Room

from sim.view import state


@pytest.fixture
def crew(room: Room) -> Room:
    room.ok(
        "aws iam create-group --group-name Crew --path /sea/",
        "aws iam add-user-to-group --group-name Crew --user-name Alice",
        "aws iam add-user-to-group --group-name Crew --user-name Alan",
    )
    return room


def group(room: Room, name: str) -> dict[str, object] | None:
    return next((g for g in state(room.world)["groups"] if g["GroupName"] == name), None)


def test_a_group_and_its_members(crew: Room) -> None:
    found = json.loads(crew.ok("aws iam get-group --group-name Crew"))
    assert found["Group"]["Arn"] == "arn:aws:iam::123456789012:group/sea/Crew"
    assert found["Group"]["GroupId"].startswith("AGPA")
    assert len(found["Group"]["GroupId"]) == 21
    assert [user["UserName"] for user in found["Users"]] == ["Alan", "Alice"]
    assert json.loads(crew.ok("aws iam list-groups-for-user --user-name Alan --query Groups[].GroupName")) == [
        "Crew",
        "Staff",
    ]
    crew.ok("aws iam remove-user-from-group --group-name Crew --user-name Alan")
    assert group(crew, "Crew") == {
        "GroupName": "Crew",
        "Arn": "arn:aws:iam::123456789012:group/sea/Crew",
        "Members": ["Alice"],
        "AttachedPolicies": [],
        "InlinePolicies": [],
    }


def test_a_page_of_members(crew: Room) -> None:
    first = json.loads(crew.ok("aws iam get-group --group-name Crew --max-items 1"))
    assert [user["UserName"] for user in first["Users"]] == ["Alan"]


def test_listed_by_name_and_by_path(crew: Room) -> None:
    assert json.loads(crew.ok("aws iam list-groups --query Groups[].GroupName")) == ["Crew", "Staff"]
    assert json.loads(crew.ok("aws iam list-groups --path-prefix /sea/ --query Groups[].GroupName")) == ["Crew"]


def test_a_renamed_group_keeps_users_and_policies(crew: Room) -> None:
    crew.ok(
        "aws iam attach-group-policy --group-name Crew --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
        "aws iam update-group --group-name Crew --new-group-name Sailors --new-path /",
    )
    renamed = group(crew, "Sailors")
    assert renamed is not None
    assert renamed["Members"] == ["Alan", "Alice"]
    assert group(crew, "Crew") is None
    users = crew.ok(
        "aws iam list-entities-for-policy --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess "
        "--query PolicyGroups[].GroupName --output text"
    )
    assert users == "Sailors\n"
    assert "Sailors" in crew.ok("aws iam list-groups-for-user --user-name Alice --output text")


def test_a_renamed_or_deleted_user_leaves_no_trace_behind(crew: Room) -> None:
    crew.ok("aws iam update-user --user-name Alice --new-user-name Alicia")
    assert (group(crew, "Crew") or {})["Members"] == ["Alan", "Alicia"]
    crew.ok(
        "aws iam create-user --user-name Bob",
        "aws iam add-user-to-group --group-name Crew --user-name Bob",
        "aws iam remove-user-from-group --group-name Crew --user-name Bob",
        "aws iam delete-user --user-name Bob",
    )
    assert (group(crew, "Crew") or {})["Members"] == ["Alan", "Alicia"]


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("create-group --group-name crew", "EntityAlreadyExists", "Group with name crew already exists."),
        ("get-group --group-name Nope", "NoSuchEntity", "The group with name Nope cannot be found."),
        ("add-user-to-group --group-name Nope --user-name Alan", "NoSuchEntity", "The group with name Nope"),
        ("add-user-to-group --group-name Crew --user-name Nope", "NoSuchEntity", "The user with name Nope cannot"),
        ("delete-group --group-name Crew", "DeleteConflict", "must remove users from group first."),
        ("update-group --group-name Crew --new-group-name STAFF", "EntityAlreadyExists", "with name STAFF already"),
        ("create-group --group-name a/b", "ValidationError", "at 'groupName' failed to satisfy constraint"),
    ],
)
def test_refusals(crew: Room, line: str, code: str, words: str) -> None:
    outcome = crew(f"aws iam {line}")
    assert outcome.status == 254
    assert outcome.error.startswith(f"\nAn error occurred ({code}) when calling the")
    assert words in outcome.error


def test_a_group_goes_only_when_empty(crew: Room) -> None:
    document = '\'{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}\''
    crew.ok(
        "aws iam create-group --group-name Empty",
        f"aws iam put-group-policy --group-name Empty --policy-name P --policy-document {document}",
        "aws iam attach-group-policy --group-name Empty --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    )
    assert "must detach all policies first." in crew("aws iam delete-group --group-name Empty").error
    crew.ok(
        "aws iam detach-group-policy --group-name Empty --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    )
    assert "must delete policies first." in crew("aws iam delete-group --group-name Empty").error
    crew.ok("aws iam delete-group-policy --group-name Empty --policy-name p", "aws iam delete-group --group-name Empty")


def test_a_user_is_in_ten_groups_at_most(room: Room) -> None:
    for number in range(9):
        room.ok(
            f"aws iam create-group --group-name g{number}",
            f"aws iam add-user-to-group --group-name g{number} --user-name Alan",
        )
    room.ok("aws iam create-group --group-name g9", "aws iam add-user-to-group --group-name g8 --user-name Alan")
    outcome = room("aws iam add-user-to-group --group-name g9 --user-name Alan")
    assert "(LimitExceeded)" in outcome.error
    assert outcome.error.endswith("Cannot exceed quota for GroupsPerUser: 10\n")


def test_what_a_group_allows_its_users_may(room: Room) -> None:
    room.ok("sign-in Alice --password Looking-Glass-7")
    assert room.cause("aws iam list-groups") == "explicit-deny"
    room.ok(
        "sign-in Admin --password Keep-The-Keys-41",
        "aws iam remove-user-from-group --group-name Staff --user-name Alice",
        "aws iam create-group --group-name Readers",
        "aws iam attach-group-policy --group-name Readers --policy-arn arn:aws:iam::aws:policy/IAMReadOnlyAccess",
        "sign-in Alice --password Looking-Glass-7",
    )
    assert room.cause("aws iam list-groups") == "implicit-deny"
    room.ok(
        "sign-in Admin --password Keep-The-Keys-41",
        "aws iam add-user-to-group --group-name Readers --user-name Alice",
        "sign-in Alice --password Looking-Glass-7",
        "aws iam list-groups",
    )
    outcome = room("aws iam delete-group --group-name Readers")
    assert "iam:DeleteGroup on resource: group Readers because no identity-based policy allows" in outcome.error
