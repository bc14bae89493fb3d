"""Enrol Alice's phone with boto3: enrol(iam, phone) of enrol_alice.py does it."""

import pytest

SERIAL = "arn:aws:iam::123456789012:mfa/alice"


@pytest.mark.parametrize("second", [0, 14, 29])
def test_alice_has_her_device(account, iam, phone, clock, work, second):
    clock.wait(second)
    work.function("enrol")(iam, phone)
    devices = [device["SerialNumber"] for device in account.user("Alice")["MFADevices"]]
    assert devices == [SERIAL], f"Alice should have the device {SERIAL} now, and has {devices or 'none'}."


def test_alice_signs_in_with_its_code(account, iam, phone, clock, alice, work):
    work.function("enrol")(iam, phone)
    clock.wait(30)
    result = alice.sign_in(phone.code())
    assert result.status == 0, f"Alice cannot sign in with the code of her phone:\n{result}"
    assert any(each["Principal"] == "Alice" and each["MFA"] for each in account.state["sessions"]), (
        "Alice came in without a code: AWS knows of no device of hers."
    )


def test_nothing_is_left_over(account, iam, phone, work):
    work.function("enrol")(iam, phone)
    spare = [each["SerialNumber"] for each in account.state["virtual_mfa_devices"] if not each["UserName"]]
    assert not spare, f"These devices were made and belong to nobody: {spare}. Only an administrator can delete them."
    admin = account.user("Admin")["MFADevices"]
    assert not admin, "The device became the administrator's own. UserName says whose it is to be."


def test_it_gives_the_serial_number(account, iam, phone, work):
    serial = work.function("enrol")(iam, phone)
    assert serial == SERIAL, f"enrol(…) should give the serial number {SERIAL}, and gave {serial!r}."
