"""The account's password policy, and what it refuses."""

from __future__ import annotations

import json

import pytest
from simroom import Room

UPDATE = "aws iam update-account-password-policy"
NONE = "The Password Policy with domain name 123456789012 cannot be found."


def policy(room: Room) -> dict[str, object]:
    return dict(json.loads(room.ok("aws iam get-account-password-policy"))["PasswordPolicy"])


def test_get_update_delete(room: Room) -> None:
    assert NONE in room("aws iam get-account-password-policy").error
    room.ok(f"{UPDATE} --minimum-password-length 14 --require-symbols --max-password-age 90")
    assert policy(room) == {
        "MinimumPasswordLength": 14,
        "RequireSymbols": True,
        "RequireNumbers": False,
        "RequireUppercaseCharacters": False,
        "RequireLowercaseCharacters": False,
        "AllowUsersToChangePassword": False,
        "ExpirePasswords": True,
        "MaxPasswordAge": 90,
        "HardExpiry": False,
    }
    room.ok(f"{UPDATE} --password-reuse-prevention 5 --no-hard-expiry")
    assert policy(room)["MinimumPasswordLength"] == 6, "what is left out goes back to its default"
    assert policy(room)["ExpirePasswords"] is False
    assert policy(room)["PasswordReusePrevention"] == 5
    room.ok("aws iam delete-account-password-policy")
    assert NONE in room("aws iam delete-account-password-policy").error


@pytest.mark.parametrize("option", ["--minimum-password-length 5", "--max-password-age 1096", "--max-password-age 0"])
def test_the_bounds(room: Room, option: str) -> None:
    assert room(f"{UPDATE} {option}").status in (252, 254)
    assert NONE in room("aws iam get-account-password-policy").error


@pytest.mark.parametrize(
    ("options", "password", "accepted"),
    [
        ("", "short", False),
        ("", "sixsix", True),
        ("--minimum-password-length 20", "nineteen-characters", False),
        ("--minimum-password-length 20", "twenty-characters-ok", True),
        ("--require-symbols", "NoSymbolsAt4ll", False),
        ("--require-symbols", "A-Symbol-At-last", True),
        ("--require-symbols", "comma,only", False),
        ("--require-numbers", "No-Numbers-At-All", False),
        ("--require-uppercase-characters", "all-small-4", False),
        ("--require-uppercase-characters", "Äußerst-klein", False),
        ("--require-lowercase-characters", "ALL-LARGE-4", False),
        ("--require-lowercase-characters --require-uppercase-characters --require-numbers", "Mixed4", True),
    ],
)
@pytest.mark.parametrize("call", ["create", "update", "change"])
def test_every_way_to_a_password_is_held_against_it(
    room: Room, call: str, options: str, password: str, accepted: bool
) -> None:
    lines = {
        "create": ["aws iam create-user --user-name Ada", "aws iam create-login-profile --user-name Ada --password"],
        "update": ["aws iam update-login-profile --user-name Alan --password"],
        "change": ["aws iam change-password --old-password Keep-The-Keys-41 --new-password"],
    }[call]
    room.ok(f"{UPDATE} {options}", *lines[:-1])
    outcome = room(f"{lines[-1]} '{password}'")
    assert (outcome.status == 0) is accepted, outcome.error
    if not accepted:
        assert "(PasswordPolicyViolation)" in outcome.error
        least = 20 if "--minimum-password-length" in options else 6
        words = f"Password should have a minimum length of {least}"
        if len(password) >= least:
            words = "Password does not conform to the account password policy."
        assert words in outcome.error


@pytest.mark.parametrize(
    ("password", "accepted"),
    [
        ("Seven-7", False),
        ("only-small-letters", False),
        ("small-and-4", True),
        ("NoSymbol4", True),
        ("root@example.com", False),
    ],
)
def test_without_a_policy_iams_default_holds(room: Room, password: str, accepted: bool) -> None:
    outcome = room(f"aws iam update-login-profile --user-name Alan --password {password}")
    assert (outcome.status == 0) is accepted
    if not accepted:
        assert "(PasswordPolicyViolation)" in outcome.error


class TestReuse:
    def change(self, old: str, new: str) -> str:
        return f"aws iam change-password --old-password {old} --new-password {new}"

    def test_the_last_ones_do_not_come_back(self, room: Room) -> None:
        room.ok(f"{UPDATE} --password-reuse-prevention 2")
        room.ok(self.change("Keep-The-Keys-41", "Second-1"), self.change("Second-1", "Third-1"))
        assert room.cause(self.change("Third-1", "Second-1")) == "password-reused"
        room.ok(self.change("Third-1", "Keep-The-Keys-41"))

    def test_the_same_again_is_no_change(self, room: Room) -> None:
        refused = room(self.change("Keep-The-Keys-41", "Keep-The-Keys-41"))
        assert "Policy constraint violation with password reuse prevention" in refused.error

    def test_an_administrator_is_held_to_it_too(self, room: Room) -> None:
        room.ok(f"{UPDATE} --password-reuse-prevention 24")
        line = "aws iam update-login-profile --user-name Alan --password"
        assert room.cause(f"{line} Turing-Machine-36") == "password-reused"
        room.ok(f"{line} Turing-Machine-37")


class TestWhoMayChange:
    change = "aws iam change-password --old-password Turing-Machine-36 --new-password Turing-Machine-37"

    @pytest.fixture
    def alan(self, room: Room) -> Room:
        room.ok("as alan sign-in Alan --password Turing-Machine-36 --code $(phone alan code)")
        return room

    def test_nobody_unless_allowed(self, alan: Room) -> None:
        assert alan.cause(f"as alan {self.change}") == "implicit-deny"
        assert alan.cause("as alan aws iam get-account-password-policy") == "implicit-deny"

    def test_everybody_once_the_policy_says_so(self, alan: Room) -> None:
        alan.ok(f"{UPDATE} --allow-users-to-change-password")
        alan.ok("as alan aws iam get-account-password-policy", f"as alan {self.change}")
        assert alan.cause("as alan aws iam delete-account-password-policy") == "implicit-deny"

    def test_a_deny_still_bites(self, alan: Room) -> None:
        alan.ok(f"{UPDATE} --allow-users-to-change-password")
        alan.policy("Alan", "Deny", "iam:ChangePassword")
        assert alan.cause(f"as alan {self.change}") == "explicit-deny"

    def test_not_the_root_user(self, room: Room) -> None:
        room.ok("sign-in root --password Correct-Horse-9-Battery")
        assert "(InvalidUserType)" in room(self.change).error
