"""The sign-in page that wants a new password: reset required, or expired."""

from __future__ import annotations

import pytest
from simroom import Room

from sim.services.signin import NEW_PASSWORD_REFUSED
from sim.view import state

ADA = "aws iam create-user --user-name Ada"
ADAS = "aws iam create-login-profile --user-name Ada --password First-One-1"
RESET = "aws iam update-login-profile --user-name Alice --password-reset-required"
MAY = "aws iam update-account-password-policy --allow-users-to-change-password --minimum-password-length 8"
SIGN_IN = "as alice sign-in Ada --password First-One-1"
ALICE = "as alice sign-in Alice --password Looking-Glass-7"


def signed_in(room: Room) -> list[tuple[str, str]]:
    return [(s["Person"], s["Principal"]) for s in state(room.world)["sessions"] if s["Person"] != "you"]


@pytest.fixture
def reset(room: Room) -> Room:
    """Ada's first password is for one sign-in only; nothing but the password policy lets her change it."""
    room.ok(ADA, f"{ADAS} --password-reset-required", MAY)
    return room


def test_the_page_asks_then_opens(reset: Room) -> None:
    assert "You must change your password" in reset.ok(SIGN_IN)
    assert signed_in(reset) == []
    assert "a new password" in reset.ok("as alice whoami")
    reset.ok("as alice sign-in --new-password Through-The-8th")
    assert signed_in(reset) == [("alice", "Ada")]
    names = [event["eventName"] for event in state(reset.world)["trail"]][-2:]
    assert names == ["ChangePassword", "ConsoleLogin"]
    reset.ok("as alice sign-out")
    assert reset.cause(SIGN_IN) == "wrong-password"
    reset.ok("as alice sign-in Ada --password Through-The-8th")
    assert signed_in(reset) == [("alice", "Ada")]


def test_all_on_one_line(reset: Room) -> None:
    reset.ok(f"{SIGN_IN} --new-password Through-The-8th")
    assert signed_in(reset) == [("alice", "Ada")]


def test_the_code_comes_first(enrolled: Room) -> None:
    enrolled.ok(RESET, MAY, "wait next-code")
    enrolled.ok(f"{ALICE} --code $(phone alice code) --new-password Through-The-8th")
    session = state(enrolled.world)["sessions"][-1]
    assert (session["Person"], session["MFA"]) == ("alice", True)
    login = state(enrolled.world)["trail"][-1]
    assert login["additionalEventData"]["MFAUsed"] == "Yes"


def test_a_new_password_that_nobody_asked_for(room: Room) -> None:
    assert "it stays as it is" in room.ok(f"{ALICE} --new-password Through-The-8th")
    room.ok("as alice sign-out", ALICE)


@pytest.mark.parametrize(
    ("word", "cause"), [("short", "weak-password"), ("First-One-1", "password-reused")], ids=["weak", "the same"]
)
def test_what_the_page_does_not_take(reset: Room, word: str, cause: str) -> None:
    reset.ok(SIGN_IN)
    assert reset.cause(f"as alice sign-in --new-password {word}") == cause
    assert reset(f"as alice sign-in --new-password {word}").error == f"{NEW_PASSWORD_REFUSED}\n"
    assert signed_in(reset) == []
    reset.ok("as alice sign-in --new-password Through-The-8th")


def test_who_may_not_change_a_password_is_stuck(room: Room) -> None:
    """The policy for one's own MFA denies ChangePassword without MFA, as AWS's example says of itself."""
    room.ok(RESET, MAY, ALICE)
    assert room.cause("as alice sign-in --new-password Through-The-8th") == "explicit-deny"
    assert signed_in(room) == []


def test_nothing_to_answer(room: Room) -> None:
    assert room.cause("sign-in --new-password Through-The-8th") == "no-prompt"
    room.ok(ADA, f"{ADAS} --password-reset-required", MAY, SIGN_IN, "wait 16m")
    assert room.cause("as alice sign-in --new-password Through-The-8th") == "no-prompt"


def test_a_user_deleted_meanwhile(reset: Room) -> None:
    reset.ok(
        SIGN_IN,
        "aws iam delete-login-profile --user-name Ada",
        "aws iam delete-user --user-name Ada",
        "as alice whoami",
    )
    assert reset.cause("as alice sign-in --new-password Through-The-8th") == "no-prompt"


class TestExpiry:
    @pytest.fixture
    def aged(self, room: Room) -> Room:
        room.ok(ADA, ADAS, f"{MAY} --max-password-age 30", "wait 29d")
        return room

    def test_it_expires_to_the_day(self, aged: Room) -> None:
        aged.ok(SIGN_IN)
        assert signed_in(aged) == [("alice", "Ada")]
        aged.ok("as alice sign-out", "wait 1d")
        assert "You must change" in aged.ok(SIGN_IN)
        aged.ok("as alice sign-in --new-password Through-The-8th")
        assert signed_in(aged) == [("alice", "Ada")]

    def test_hard_expiry_needs_an_administrator(self, aged: Room) -> None:
        aged.ok(f"{MAY} --max-password-age 30 --hard-expiry", "wait 1d")
        assert aged.cause(SIGN_IN) == "password-expired"
        assert state(aged.world)["trail"][-1]["responseElements"] == {"ConsoleLogin": "Failure"}
        aged.ok("aws iam update-login-profile --user-name Ada --password Second-One-2")
        aged.ok("as alice sign-in Ada --password Second-One-2")

    def test_root_is_above_it(self, aged: Room) -> None:
        aged.ok("wait 400d", "sign-in root --password Correct-Horse-9-Battery")
