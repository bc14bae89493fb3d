"""Console sign-in and STS codes."""

from __future__ import annotations

import pytest
from simroom import Room

from sim.services.signin import REFUSED
from sim.view import state

ALAN = "--serial-number arn:aws:iam::123456789012:mfa/Alan"


def sessions(room: Room) -> list[tuple[object, ...]]:
    return [(s["Person"], s["Principal"], s["Kind"], s["MFA"]) for s in state(room.world)["sessions"]]


def test_password_then_prompt_then_in(enrolled: Room) -> None:
    assert "enter the code" in enrolled.ok("sign-in Alice --password Looking-Glass-7")
    assert sessions(enrolled) == [("you", "Admin", "console", False)]
    assert enrolled.ok("sign-in --code $(phone alice code)") == "Signed in to the console as Alice, with MFA.\n"
    assert sessions(enrolled) == [("you", "Alice", "console", True)]
    enrolled.ok("sign-out")
    assert sessions(enrolled) == []


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("sign-in Alice --password wrong", "wrong-password"),
        ("sign-in Nobody --password wrong", "no-such-user"),
        ("sign-in Alice --password Looking-Glass-7 --account 999999999999", "wrong-account"),
        ("sign-in root --password wrong", "wrong-password"),
        ("sign-in Alan --password Turing-Machine-36 --code 12345", "not-six-digits"),
        ("sign-in Alan --password Turing-Machine-36 --code $(phone alan code)0", "not-six-digits"),
    ],
)
def test_every_refusal_reads_the_same_and_has_its_cause(room: Room, line: str, cause: str) -> None:
    outcome = room(line)
    assert (outcome.status, outcome.error) == (1, f"{REFUSED}\n")
    assert outcome.call is not None
    assert outcome.call.cause == cause
    event = state(room.world)["trail"][-1]
    assert event["responseElements"] == {"ConsoleLogin": "Failure"}
    assert event["errorMessage"] == "Failed authentication"
    assert "arn" not in event["userIdentity"]


@pytest.mark.parametrize("account", ["123456789012", "1234-5678-9012", "example"])
def test_the_account_may_be_its_id_or_its_alias(room: Room, account: str) -> None:
    room.ok(f"sign-in Alice --password Looking-Glass-7 --account {account}")


def test_the_root_user_signs_in_with_the_email_address(room: Room) -> None:
    room.ok("sign-in root@example.com --password Correct-Horse-9-Battery")
    assert "arn:aws:iam::123456789012:root" in room.ok("aws sts get-caller-identity")


def test_a_used_code_and_too_many_tries(enrolled: Room) -> None:
    sign_in = "sign-in Alice --password Looking-Glass-7 --code $(phone alice code)"
    enrolled.ok(sign_in)
    assert enrolled.cause(sign_in) == "reused"
    for _ in range(7):
        assert enrolled.cause("sign-in --code 000000") in ("never-valid", "reused", "too-old", "too-new")
    assert enrolled.cause("sign-in --code $(phone alice code)") == "throttled"
    enrolled.ok("wait 3m", sign_in)


def test_the_trail_of_a_sign_in_with_mfa(enrolled: Room) -> None:
    enrolled.ok("sign-in Alice --password Looking-Glass-7 --code $(phone alice code)")
    check, login = state(enrolled.world)["trail"][-2:]
    assert (check["eventName"], check["additionalEventData"]) == ("CheckMfa", {"MfaType": "Virtual MFA"})
    assert check["responseElements"] == {"CheckMfa": "Success"}
    assert login["responseElements"] == {"ConsoleLogin": "Success"}
    assert login["additionalEventData"]["MFAUsed"] == "Yes"
    assert login["additionalEventData"]["MFAIdentifier"] == "arn:aws:iam::123456789012:mfa/alice"
    assert login["eventType"] == "AwsConsoleSignIn"


def test_a_session_ends_after_twelve_hours(room: Room) -> None:
    room.ok("sign-in Alice --password Looking-Glass-7", "wait 11h", "aws sts get-caller-identity", "wait 1h")
    assert sessions(room) == []
    assert "Admin" in room.ok("aws sts get-caller-identity"), "the default profile's keys are used again"


def test_the_prompt_does_not_wait_for_ever(enrolled: Room) -> None:
    enrolled.ok("sign-in Alice --password Looking-Glass-7", "wait 16m")
    assert enrolled.cause("sign-in --code $(phone alice code)") == "no-prompt"


def test_a_stolen_phone_serves_the_thief(enrolled: Room) -> None:
    enrolled.ok("as attacker phone alice steal")
    assert "stolen" in enrolled("phone alice code").error
    enrolled.ok("as attacker sign-in Alice --password Looking-Glass-7 --code $(as attacker phone alice code)")
    assert ("attacker", "Alice", "console", True) in sessions(enrolled)


@pytest.mark.parametrize("state_", ["lose", "break"])
def test_a_lost_or_broken_phone_shows_nothing(room: Room, state_: str) -> None:
    room.ok(f"phone alan {state_}")
    assert room("phone alan code").status == 1
    room.ok("phone alan replace")
    assert "no accounts" in room("phone alan code").error


class TestSts:
    keys = "aws iam create-access-key --user-name Alan --query AccessKey.[AccessKeyId,SecretAccessKey] --output text"

    @pytest.fixture
    def alan(self, room: Room) -> Room:
        key, secret = room.ok(self.keys).split()
        room.ok(f"AWS_ACCESS_KEY_ID={key}", f"AWS_SECRET_ACCESS_KEY={secret}")
        return room

    def token(self, code: str) -> str:
        return f"aws sts get-session-token {ALAN} --token-code {code}"

    def test_wrong_and_used_codes(self, alan: Room) -> None:
        alan.ok(self.token("$(phone alan code)"))
        outcome = alan(self.token("$(phone alan code)"))
        assert outcome.error == (
            "\nAn error occurred (AccessDenied) when calling the GetSessionToken operation: "
            "MultiFactorAuthentication failed with invalid MFA one time pass code. \n"
        )
        assert outcome.call is not None
        assert outcome.call.cause == "reused"

    def test_someone_elses_device(self, alan: Room) -> None:
        line = self.token("123456").replace("mfa/Alan", "mfa/Alice")
        assert "unable to validate MFA code.  Please verify" in alan(line).error

    def test_serial_and_code_go_together(self, alan: Room) -> None:
        assert alan.cause(f"aws sts get-session-token {ALAN}") == "serial-and-code-go-together"

    def test_a_session_without_mfa_cannot_call_iam(self, alan: Room) -> None:
        key, secret, token = alan.ok(
            "aws sts get-session-token --query Credentials.[AccessKeyId,SecretAccessKey,SessionToken] --output text"
        ).split()
        alan.ok(f"AWS_ACCESS_KEY_ID={key}", f"AWS_SECRET_ACCESS_KEY={secret}", f"AWS_SESSION_TOKEN={token}")
        assert alan.cause("aws iam get-user") == "session-without-mfa"
        assert alan.cause("aws sts get-session-token") == "session-credentials"
        alan.ok("aws sts get-caller-identity", "wait 13h")
        assert alan.cause("aws sts get-caller-identity") == "expired-token"

    @pytest.mark.parametrize("seconds", [899, 129_601])
    def test_the_limits_of_a_sessions_length(self, alan: Room, seconds: int) -> None:
        assert alan(f"aws sts get-session-token --duration-seconds {seconds}").status in (252, 254)
