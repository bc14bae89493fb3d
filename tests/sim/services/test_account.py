"""The account as a whole: alias, summary, a user's new name, a key's last use."""

from __future__ import annotations

import json

import pytest
from simroom import Room

from sim.view import state


def test_the_alias_is_one_and_the_new_one_takes_its_place(room: Room) -> None:
    assert "EntityAlreadyExists" in room("aws iam create-account-alias --account-alias example").error
    room.ok("aws iam create-account-alias --account-alias other-name")
    assert json.loads(room.ok("aws iam list-account-aliases")) == {"AccountAliases": ["other-name"]}
    assert "NoSuchEntity" in room("aws iam delete-account-alias --account-alias example").error
    room.ok("aws iam delete-account-alias --account-alias other-name")
    assert json.loads(room.ok("aws iam list-account-aliases")) == {"AccountAliases": []}
    assert state(room.world)["account"]["Alias"] is None
    assert room("sign-in Alice --password Looking-Glass-7 --account other-name").status == 1


@pytest.mark.parametrize("alias", ["-starts", "ends-", "two--dashes", "Capital", "under_score"])
def test_an_alias_has_a_form(room: Room, alias: str) -> None:
    assert "ValidationError" in room(f"aws iam create-account-alias --account-alias={alias}").error


def test_the_summary_counts(enrolled: Room) -> None:
    def summary() -> dict[str, int]:
        return dict(json.loads(enrolled.ok("aws iam get-account-summary"))["SummaryMap"])

    counts = summary()
    assert (counts["Users"], counts["UsersQuota"], counts["AccessKeysPerUserQuota"]) == (3, 5000, 2)
    assert (counts["MFADevices"], counts["MFADevicesInUse"]) == (2, 2), "the token in the drawer is nobody's yet"
    assert (counts["AccountMFAEnabled"], counts["AccountAccessKeysPresent"]) == (0, 0)
    enrolled.ok(
        "aws iam create-virtual-mfa-device --virtual-mfa-device-name spare --outfile s.png --bootstrap-method QRCodePNG"
    )
    enrolled.ok("aws iam create-user --user-name Ada")
    after = summary()
    assert (after["MFADevices"], after["MFADevicesInUse"], after["Users"]) == (3, 2, 4)


class TestANewName:
    def test_what_belongs_to_the_user_follows(self, enrolled: Room) -> None:
        key = enrolled.ok("aws iam create-access-key --user-name Alice --query AccessKey.AccessKeyId --output text")
        before = state(enrolled.world)
        enrolled.ok("wait next-code", "as alice sign-in Alice --password Looking-Glass-7 --code $(phone alice code)")
        enrolled.ok("aws iam update-user --user-name Alice --new-user-name Alicia --new-path /staff/")
        after = state(enrolled.world)
        old = next(user for user in before["users"] if user["UserName"] == "Alice")
        new = next(user for user in after["users"] if user["UserName"] == "Alicia")
        same = {"UserId", "CreateDate", "MFADevices", "AccessKeys", "Groups", "HasPassword"}
        assert {name: old[name] for name in same} == {name: new[name] for name in same}
        assert new["Arn"] == "arn:aws:iam::123456789012:user/staff/Alicia"
        assert ("alice", "Alicia") in [(session["Person"], session["Principal"]) for session in after["sessions"]]
        owners = {device["SerialNumber"]: device["UserName"] for device in after["virtual_mfa_devices"]}
        assert owners["arn:aws:iam::123456789012:mfa/alice"] == "Alicia"
        last = json.loads(enrolled.ok(f"aws iam get-access-key-last-used --access-key-id {key}"))
        assert last["UserName"] == "Alicia"
        assert "Alice" not in {user["UserName"] for user in after["users"]}
        enrolled.ok("aws iam create-user --user-name alice")

    def test_and_the_person_can_go_on(self, enrolled: Room) -> None:
        enrolled.ok("as alice sign-in Alice --password Looking-Glass-7")
        enrolled.ok("aws iam update-user --user-name Alice --new-user-name Alicia", "wait next-code")
        enrolled.ok("as alice sign-in --code $(phone alice code)")
        assert "user/Alicia" in enrolled.ok("as alice aws sts get-caller-identity")
        assert "IAM user Alicia" in enrolled.ok("people")
        enrolled.ok("as alice aws iam list-mfa-devices --user-name Alicia")

    def test_only_the_case_may_change_too(self, room: Room) -> None:
        room.ok("aws iam update-user --user-name Alice --new-user-name ALICE")
        assert "EntityAlreadyExists" in room("aws iam update-user --user-name ALICE --new-user-name alan").error

    def test_a_path_alone(self, room: Room) -> None:
        room.ok("aws iam update-user --user-name Alice --new-path /staff/")
        assert json.loads(room.ok("aws iam get-user --user-name Alice"))["User"]["Path"] == "/staff/"

    def test_the_new_name_must_be_allowed_as_well(self, room: Room) -> None:
        room.policy("Admin", "Deny", "iam:UpdateUser", "arn:aws:iam::*:user/Boss")
        assert room.cause("aws iam update-user --user-name Alice --new-user-name Boss") == "explicit-deny"
        room.ok("aws iam update-user --user-name Alice --new-user-name Helper")


class TestLastUse:
    @pytest.fixture
    def key(self, room: Room) -> str:
        made = "aws iam create-access-key --user-name Admin --query AccessKey.[AccessKeyId,SecretAccessKey]"
        key_id, secret = room.ok(f"{made} --output text").split()
        self.signing = [f"AWS_ACCESS_KEY_ID={key_id}", f"AWS_SECRET_ACCESS_KEY={secret}"]
        return key_id

    def used(self, room: Room, key: str) -> dict[str, str]:
        return dict(json.loads(room.ok(f"aws iam get-access-key-last-used --access-key-id {key}"))["AccessKeyLastUsed"])

    def test_never_then_at_the_first_call(self, room: Room, key: str) -> None:
        assert self.used(room, key) == {"ServiceName": "N/A", "Region": "N/A"}
        room.ok(*self.signing, "aws sts get-caller-identity")
        first = self.used(room, key)
        assert first == {"LastUsedDate": "2027-03-01T12:00:00+00:00", "ServiceName": "sts", "Region": "us-east-1"}
        room.ok("wait 14m", "aws iam list-users")
        assert self.used(room, key) == first, "uses close to the one kept are not kept"
        room.ok("wait 2m", "aws iam list-users")
        assert self.used(room, key)["LastUsedDate"] == "2027-03-01T12:16:00+00:00"
        assert self.used(room, key)["ServiceName"] == "iam"

    def test_a_refused_call_is_a_use_too(self, room: Room) -> None:
        made = "aws iam create-access-key --user-name Alice --query AccessKey.[AccessKeyId,SecretAccessKey]"
        key_id, secret = room.ok(f"{made} --output text").split()
        denied = "aws iam list-users"
        room.ok(f"as alice AWS_ACCESS_KEY_ID={key_id}", f"as alice AWS_SECRET_ACCESS_KEY={secret}")
        assert "AccessDenied" in room(f"as alice {denied}").error
        assert self.used(room, key_id)["ServiceName"] == "iam"

    def test_an_unknown_key(self, room: Room) -> None:
        line = "aws iam get-access-key-last-used --access-key-id AKIAIOSFODNN7EXAMPLE"
        assert room.cause(line) == "no-such-key"
