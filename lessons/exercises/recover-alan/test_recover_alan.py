"""Recover Alan's user: recover(iam, password) of recover_alan.py takes from the thief what can be taken."""

import pytest

PASSWORD = "Enigma-Machine-1939"


@pytest.fixture
def recovered(account, iam, alan, attacker, work):
    """The account after the theft and after the learner's recovery."""
    account.do("aws iam create-access-key --user-name Alan; aws iam create-access-key --user-name Alan")
    account.do("phone alan steal", person="attacker")
    work.function("recover")(iam, PASSWORD)


def test_his_device_is_no_longer_his(account, recovered, work):
    devices = [device["SerialNumber"] for device in account.user("Alan")["MFADevices"]]
    assert not devices, f"The stolen phone still makes codes for Alan: {devices} is active."


def test_the_device_is_deleted(account, recovered, work):
    left = [each["SerialNumber"] for each in account.state["virtual_mfa_devices"]]
    assert not left, f"{left} is left behind without an owner, and its name stays taken. Delete it as well."


def test_the_thief_cannot_sign_in(account, recovered, attacker, alan, work):
    result = attacker.sign_in(user_name="Alan", password="Turing-Machine-36")
    assert result.status, f"The thief signs in with the old password, and now no code is asked for:\n{result}"


def test_alan_gets_in_and_has_to_choose_a_password(account, recovered, alan, work):
    result = alan.sign_in(password=PASSWORD)
    assert result.cause != "wrong-password", f"Alan cannot sign in with his new password:\n{result}"
    opened = [each for each in account.state["sessions"] if each["Principal"] == "Alan"]
    assert not opened, "Alan came in with a password that somebody else has chosen: PasswordResetRequired."


def test_no_access_key_works(account, recovered, work):
    user = account.user("Alan")
    active = [key["AccessKeyId"] for key in user["AccessKeys"] if key["Status"] == "Active"]
    assert not active, f"The access keys {active} of Alan still work."


def test_nothing_else_has_changed(account, recovered, work):
    assert account.user("Alan")["Groups"] == ["Staff"], "Alan has lost his group, and with it what he may do."
    keys = account.user("Admin")["AccessKeys"]
    assert keys[0]["Status"] == "Active", "An access key of Admin's was made inactive."
