"""What needs care in the account: what is found, as what, and the line that begins to mend it."""

from __future__ import annotations

import pytest
from simroom import SCENARIO, START, Room

from course.reading import reader
from course.reading.findings import Finding, findings
from course.reading.reader import Reader, RefusedError
from sim.scenario import load

ADMIN, ALICE = "sign-in Admin --password Keep-The-Keys-41", "sign-in Alice --password Looking-Glass-7"


@pytest.fixture
def account() -> Room:
    room = Room(load(SCENARIO, "alice-and-alan", START))
    room.ok(ADMIN)
    return room


def found(room: Room) -> dict[str, Finding]:
    return {each.what: each for each in findings(Reader.of(room.world), room.world.time)}


def give_alice_a_device(room: Room) -> None:
    room.ok(
        found(room)["MFA of Alice"].line,
        "phone alice scan",
        "code1=$(phone alice code); wait next-code alice; code2=$(phone alice code)",
        "aws iam enable-mfa-device --user-name Alice --serial-number $(phone alice serial)"
        " --authentication-code1 $code1 --authentication-code2 $code2",
    )


def test_what_is_not_well_stands_first_with_the_line_that_mends_it(account: Room) -> None:
    whole = list(found(account).values())
    assert [each.what for each in whole if not each.well] == [
        "MFA of the root user", "MFA of Admin", "MFA of Alice", "Password policy",
    ]  # fmt: skip
    assert all(bool(each.line) is not each.well for each in whole)
    assert whole == sorted(whole, key=lambda each: each.well)


def test_a_user_who_has_a_device_is_no_finding_any_more(account: Room) -> None:
    assert found(account)["MFA of Alice"].page == "user"
    give_alice_a_device(account)
    assert "MFA of Alice" not in found(account)


def test_all_is_well_once_every_line_was_run(account: Room) -> None:
    account.ok("aws iam delete-login-profile --user-name Admin")
    give_alice_a_device(account)
    account.ok(
        "aws iam create-virtual-mfa-device --virtual-mfa-device-name Spare --outfile s --bootstrap-method QRCodePNG"
    )
    assert "--serial-number" in found(account)["Device Spare"].line
    account.ok(found(account)["Device Spare"].line, found(account)["Password policy"].line)
    account.ok("sign-in root --password Correct-Horse-9-Battery", found(account)["MFA of the root user"].line)
    account.ok(
        "phone alice scan",
        "a=$(phone alice code root-account-mfa-device); wait next-code alice",
        "console enable-root-mfa-device --serial-number $(phone alice serial root-account-mfa-device)"
        " --authentication-code1 $a --authentication-code2 $(phone alice code root-account-mfa-device)",
    )
    whole = found(account)
    assert {what: each.well for what, each in whole.items()} == dict.fromkeys(whole, True)
    assert whole["MFA of the users"].how == "on, for all with a password"
    assert whole["Password policy"].how == "at least 14 characters"


def test_an_old_key_that_is_active_is_made_inactive(account: Room) -> None:
    account.ok("aws iam create-access-key --user-name Alice", "wait 90d")
    assert "Access key of Alice" not in found(account)
    account.ok("wait 1d", ADMIN)
    old = found(account)["Access key of Alice"]
    assert old.how == "91 days old, active"
    assert old.about[0] == "Alice"
    account.ok(old.line)
    assert "Access key of Alice" not in found(account)


def test_users_of_further_pages_are_named_as_not_looked_at(account: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    give_alice_a_device(account)
    account.ok("aws iam delete-login-profile --user-name Admin", "aws iam create-user --user-name Zoe")
    account.ok("aws iam create-login-profile --user-name Zoe --password Quite-Long-Enough-1")
    assert not found(account)["MFA of Zoe"].well
    monkeypatch.setattr(reader, "PAGE_LENGTH", 3)
    whole = found(account)
    assert "MFA of the users" not in whole
    [others] = [each for what, each in whole.items() if what.startswith("Users after")]
    assert (others.well, others.page) == (False, "credential-report")


def test_somebody_without_the_right_to_look_is_refused_and_told_how_to_hear_why(account: Room) -> None:
    account.ok(ALICE)
    with pytest.raises(RefusedError, match="not authorized to perform: iam:GetAccountSummary") as refusal:
        found(account)
    assert refusal.value.why == "Why, step by step: type explain iam:GetAccountSummary"
    assert account(refusal.value.why.partition(": type ")[2]).status == 0
