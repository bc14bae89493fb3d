"""Tags of users and of virtual MFA devices."""

from __future__ import annotations

import json

import pytest
from simroom import Room

from sim.view import state

DEVICE = "arn:aws:iam::123456789012:mfa/Alan"
THINGS = {
    "user": ("tag-user --user-name Alan", "untag-user --user-name Alan", "list-user-tags --user-name Alan"),
    "device": (
        f"tag-mfa-device --serial-number {DEVICE}",
        f"untag-mfa-device --serial-number {DEVICE}",
        f"list-mfa-device-tags --serial-number {DEVICE}",
    ),
}


def tags(room: Room, listing: str) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in json.loads(room.ok(f"aws iam {listing}"))["Tags"]}


@pytest.mark.parametrize("thing", THINGS)
def test_add_change_and_take_away(room: Room, thing: str) -> None:
    tag, untag, listing = THINGS[thing]
    assert tags(room, listing) == {}
    room.ok(f"aws iam {tag} --tags Key=team,Value=red Key=Desk,Value=4")
    room.ok(f"aws iam {tag} --tags Key=TEAM,Value=blue")
    assert tags(room, listing) == {"Desk": "4", "TEAM": "blue"}, "a key that differs only in case is replaced"
    room.ok(f"aws iam {untag} --tag-keys desk nothing-like-it")
    assert tags(room, listing) == {"TEAM": "blue"}


@pytest.mark.parametrize("thing", THINGS)
def test_refusals(room: Room, thing: str) -> None:
    tag, untag, listing = THINGS[thing]
    assert "(InvalidInput)" in room(f"aws iam {tag} --tags Key=a,Value=1 Key=A,Value=2").error
    assert "(InvalidInput)" in room(f"aws iam {untag} --tag-keys a A").error
    assert "(InvalidInput)" in room(f"aws iam {tag} --tags Key=AWS:team,Value=1").error
    many = " ".join(f"Key=k{number},Value=v" for number in range(50))
    room.ok(f"aws iam {tag} --tags {many}")
    refused = room(f"aws iam {tag} --tags Key=one-more,Value=v").error
    assert "(LimitExceeded)" in refused
    assert "The number of tags has reached the maximum limit." in refused
    unknown = listing.replace("Alan", "Nobody")
    assert "(NoSuchEntity)" in room(f"aws iam {unknown}").error


def test_a_page_of_tags_is_sorted_and_goes_on_where_the_last_ended(room: Room) -> None:
    room.ok("aws iam tag-user --user-name Alan --tags Key=c,Value=3 Key=a,Value=1 Key=b,Value=2")
    assert json.loads(room.ok("aws iam list-user-tags --user-name Alan --query Tags[].Key")) == ["a", "b", "c"]


class TestConditions:
    """Who may tag whom, by the tags there are and the tags that are asked for."""

    TAG = "aws iam tag-user --user-name Alan --tags"

    @pytest.fixture
    def limited(self, room: Room) -> Room:
        """Alice may tag those of team red, with the keys team and desk alone, and as team only red or blue."""
        room.ok("aws iam tag-user --user-name Alan --tags Key=team,Value=red")
        document = {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Action": ["iam:TagUser", "iam:UntagUser", "iam:CreateUser"],
                "Resource": "*",
                "Condition": {
                    "StringEqualsIfExists": {"aws:ResourceTag/team": "red", "aws:RequestTag/team": ["red", "blue"]},
                    "ForAllValues:StringEquals": {"aws:TagKeys": ["team", "desk"]},
                },
            },
        }
        room.ok(
            "aws iam create-user --user-name Tagger",
            "aws iam create-login-profile --user-name Tagger --password Tag-4-all",
        )
        room.ok(
            f"aws iam put-user-policy --user-name Tagger --policy-name x --policy-document '{json.dumps(document)}'"
        )
        room.ok("sign-in Tagger --password Tag-4-all")
        return room

    def test_what_is_asked_for(self, limited: Room) -> None:
        assert limited.cause(f"{self.TAG} Key=team,Value=green") == "implicit-deny"
        assert limited.cause(f"{self.TAG} Key=floor,Value=1") == "implicit-deny"
        assert limited.cause("aws iam untag-user --user-name Alan --tag-keys floor") == "implicit-deny"
        limited.ok(f"{self.TAG} Key=desk,Value=1", f"{self.TAG} Key=team,Value=blue")

    def test_what_there_is(self, limited: Room) -> None:
        limited.ok(f"{self.TAG} Key=team,Value=blue")
        assert limited.cause(f"{self.TAG} Key=team,Value=red") == "implicit-deny"
        assert limited.cause("aws iam untag-user --user-name Alan --tag-keys team") == "implicit-deny"

    def test_to_tag_what_is_made_takes_a_permission_of_its_own(self, limited: Room) -> None:
        line = "aws iam create-user --user-name Ada"
        assert limited.cause(f"{line} --tags Key=team,Value=green") == "implicit-deny"
        limited.ok(f"{line} --tags Key=team,Value=red", "sign-in Admin --password Keep-The-Keys-41")
        limited.policy("Admin", "Deny", "iam:TagUser")
        assert limited.cause("aws iam create-user --user-name Bob --tags Key=team,Value=red") == "explicit-deny"
        limited.ok("aws iam create-user --user-name Bob")


def test_a_hardware_token_takes_no_tags(room: Room) -> None:
    assert "(NoSuchEntity)" in room("aws iam list-mfa-device-tags --serial-number GAHT12345678").error


def test_tags_stand_in_the_state_and_in_get_user(room: Room) -> None:
    room.ok("aws iam tag-user --user-name Alan --tags Key=team,Value=red")
    alan = next(user for user in state(room.world)["users"] if user["UserName"] == "Alan")
    assert alan["Tags"] == [{"Key": "team", "Value": "red"}]
    assert json.loads(room.ok("aws iam get-user --user-name Alan"))["User"]["Tags"] == alan["Tags"]
