"""MFA devices through the command language: AWS's words, and the causes behind them."""

from __future__ import annotations

import pytest
from simroom import Room

from sim.view import state

ALICE = "arn:aws:iam::123456789012:mfa/alice"
ALAN = "arn:aws:iam::123456789012:mfa/Alan"
CREATE = (
    "aws iam create-virtual-mfa-device --virtual-mfa-device-name alice --outfile a.png --bootstrap-method QRCodePNG"
)


def enable(user: str, serial: str, first: str, second: str, verb: str = "enable") -> str:
    return (
        f"aws iam {verb}-mfa-device --user-name {user} --serial-number {serial} "
        f"--authentication-code1 {first} --authentication-code2 {second}"
    )


def devices(room: Room, user: str) -> list[dict[str, object]]:
    return next(u["MFADevices"] for u in state(room.world)["users"] if u["UserName"] == user)


def test_alice_gets_a_virtual_device(enrolled: Room) -> None:
    assert devices(enrolled, "Alice") == [
        {"SerialNumber": ALICE, "Kind": "virtual", "EnableDate": "2027-03-01T12:00:30Z", "SkewSteps": 0}
    ]


def test_the_seed_is_told_once_and_never_listed(room: Room) -> None:
    output = room.ok(CREATE) + room.ok("aws iam list-virtual-mfa-devices")
    secret = room.ok("cat a.png").split("secret=")[1].split("&")[0]
    assert len(secret) == 64
    assert secret not in output
    assert secret not in str(state(room.world)["trail"])


@pytest.mark.parametrize(
    ("first", "second", "cause"),
    [
        ("$code1", "$code1", "same-code-twice"),
        ("$code2", "$code1", "swapped"),
        ("$alan1", "$alan2", "another-device"),
    ],
)
def test_a_refused_pair_says_not_valid_and_the_tutor_knows_why(room: Room, first: str, second: str, cause: str) -> None:
    room.ok(CREATE, "phone alice scan", "code1=$(phone alice code); alan1=$(phone alan code)", "wait 30s")
    room.ok("code2=$(phone alice code); alan2=$(phone alan code)")
    outcome = room(enable("Alice", ALICE, first, second))
    assert outcome.status == 254
    assert outcome.error == (
        "\nAn error occurred (InvalidAuthenticationCode) when calling the EnableMFADevice operation: "
        "Authentication code for device is not valid.\n"
    )
    assert outcome.call is not None
    assert outcome.call.cause == cause
    room.ok(enable("Alice", ALICE, "$code1", "$code2"))


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        (CREATE, "EntityAlreadyExists", "MFA device already exists."),
        (
            enable("Alice", ALICE, "111111", "222222"),
            "EntityAlreadyExists",
            "MFA Device for user Alice already exists.",
        ),
        (enable("Alan", ALICE, "111111", "222222"), "EntityAlreadyExists", "MFA Device is already in use."),
        (enable("Alice", ALAN, "111111", "222222", "resync"), "NoSuchEntity", "MFA Device invalid for user."),
        (enable("Bob", ALICE, "111111", "222222"), "NoSuchEntity", "The user with name Bob cannot be found."),
        (
            enable("Alice", f"{ALICE}2", "111111", "222222"),
            "NoSuchEntity",
            f"VirtualMFADevice with serial number {ALICE}2 does not exist.",
        ),
        (
            f"aws iam deactivate-mfa-device --user-name Alice --serial-number {ALAN}",
            "NoSuchEntity",
            "MFA Device invalid for user.",
        ),
        (
            f"aws iam delete-virtual-mfa-device --serial-number {ALICE}",
            "DeleteConflict",
            "MFA VirtualDevice in use. Must deactivate first.",
        ),
        (
            "aws iam delete-user --user-name Alice",
            "DeleteConflict",
            "Cannot delete entity, must remove tokens from principal first.",
        ),
        (
            enable("Alice", ALICE, "12345a", "222222"),
            "ValidationError",
            "1 validation error detected: The specified value for 'authenticationCode1' is invalid. "
            "It must be a six-digit decimal number",
        ),
        (
            f"aws iam get-mfa-device --serial-number {ALICE}",
            "ValidationError",
            "The MFA device serial number sent in the request is invalid or not supported by this API. Currently, only "
            "hardware FIDO security keys are supported. Please use the compatible device or API.",
        ),
    ],
)
def test_refusals_in_awss_words(enrolled: Room, line: str, code: str, message: str) -> None:
    outcome = enrolled(line)
    assert outcome.status == 254
    assert outcome.error.startswith(f"\nAn error occurred ({code}) when calling the ")
    assert outcome.error.endswith(f" operation: {message}\n")


def test_digits_of_other_scripts_are_no_code(enrolled: Room) -> None:
    assert enrolled.cause(enable("Alan", ALAN, "١٢٣٤٥٦", "222222", "resync")) == "invalid-parameter"


def test_a_ninth_device_is_over_the_quota(room: Room) -> None:
    for number in range(9):
        room.ok(CREATE.replace("alice", f"alice{number}"), "phone alice scan", "c1=$(phone alice code)", "wait 30s")
        outcome = room(enable("Alice", "$(phone alice serial)", "$c1", "$(phone alice code)"))
    assert "LimitExceeded" in outcome.error
    assert len(devices(room, "Alice")) == 8


def test_a_hardware_token_needs_no_create_step(room: Room) -> None:
    room.ok("c1=$(token alice code)", "wait next-code alice", "c2=$(token alice code)")
    room.ok(enable("Alice", "$(token alice serial)", "$c1", "$c2"))
    assert devices(room, "Alice")[0]["SerialNumber"] == "GAHT12345678"
    assert "no such" not in room.ok("sign-in Alice --password Looking-Glass-7 --code $(token alice code)")


def test_codes_spent_before_a_deactivation_stay_spent(enrolled: Room) -> None:
    enrolled.ok(f"aws iam deactivate-mfa-device --user-name Alice --serial-number {ALICE}")
    assert devices(enrolled, "Alice") == []
    assert enrolled.cause(enable("Alice", ALICE, "$code1", "$code2")) == "reused"
    enrolled.ok("wait 30s", "code3=$(phone alice code)", "wait 30s", "code4=$(phone alice code)")
    assert enrolled.cause(enable("Alice", ALICE, "$code2", "$code3")) == "reused"
    enrolled.ok(enable("Alice", ALICE, "$code3", "$code4"))


def test_resync_remembers_the_skew_and_cures_a_drifted_phone(room: Room) -> None:
    room.ok("phone alan clock -10m")
    sign_in = "sign-in Alan --password Turing-Machine-36 --code $(phone alan code)"
    outcome = room(sign_in)
    assert outcome.call is not None
    assert (outcome.call.cause, outcome.call.steps_off, outcome.call.clock) == ("too-old", -20, "phone")
    room.ok("c1=$(phone alan code)", "wait next-code alan", "c2=$(phone alan code)")
    room.ok(enable("Alan", ALAN, "$c1", "$c2", "resync"), sign_in)
    assert devices(room, "Alan")[0]["SkewSteps"] == -20


def test_drift_fails_at_the_third_step_off(room: Room) -> None:
    """A clock that gains a second a minute is 60 s off after an hour; one step more and the codes fail."""
    sign_in = "sign-in Alan --password Turing-Machine-36 --code $(phone alan code)"
    room.ok("phone alan drift +1s/min", "wait 60m", sign_in)
    room.ok("wait 29m", sign_in)
    outcome = room("wait 1m", sign_in)
    assert outcome.call is not None
    assert (outcome.status, outcome.call.cause, outcome.call.steps_off) == (1, "too-new", 3)


def test_only_somebody_permitted_deactivates(room: Room) -> None:
    line = f"aws iam deactivate-mfa-device --user-name Alan --serial-number {ALAN}"
    room.ok("sign-in Alice --password Looking-Glass-7")
    assert room.cause(line) == "explicit-deny"
    room.ok("sign-in root --password Correct-Horse-9-Battery", line)
    assert devices(room, "Alan") == []
    assert "without MFA" in room.ok("sign-in Alan --password Turing-Machine-36")


def test_alan_cannot_deactivate_his_own_without_an_mfa_session(room: Room) -> None:
    line = f"aws iam deactivate-mfa-device --serial-number {ALAN} --profile alan"
    room.ok(
        "aws iam create-access-key --user-name Alan --query AccessKey.[AccessKeyId,SecretAccessKey] --output text > k"
    )
    secret = room.ok("cat k").split()
    room.ok(f"AWS_ACCESS_KEY_ID={secret[0]}", f"AWS_SECRET_ACCESS_KEY={secret[1]}")
    # With long-term keys aws:MultiFactorAuthPresent is absent, and BoolIfExists still denies.
    assert room.cause(line.replace(" --profile alan", "")) == "explicit-deny"
    room.ok(
        f"aws sts get-session-token --serial-number {ALAN} --token-code $(phone alan code) "
        "--query Credentials.[AccessKeyId,SecretAccessKey,SessionToken] --output text > s"
    )
    session = room.ok("cat s").split()
    room.ok(f"AWS_ACCESS_KEY_ID={session[0]}", f"AWS_SECRET_ACCESS_KEY={session[1]}", f"AWS_SESSION_TOKEN={session[2]}")
    room.ok(line.replace(" --profile alan", ""))


def test_a_user_with_mfa_needs_an_mfa_session_to_change_own_devices(room: Room) -> None:
    """Even where the policies allow it: the rule of AWS-2023-001."""
    room.ok(CREATE.replace("alice", "admin"), "phone alice scan", "c1=$(phone alice code)", "wait 30s")
    room.ok(enable("Admin", "$(phone alice serial)", "$c1", "$(phone alice code)"))
    outcome = room("aws iam deactivate-mfa-device --user-name Admin --serial-number $(phone alice serial)")
    assert outcome.call is not None
    assert outcome.call.cause == "needs-mfa-session"
    assert "ensure that you are authenticated with an MFA device that is enabled for this user." in outcome.error
    room.ok("sign-in Admin --password Keep-The-Keys-41 --code $(phone alice code)")
    room.ok("aws iam deactivate-mfa-device --user-name Admin --serial-number $(phone alice serial)")
