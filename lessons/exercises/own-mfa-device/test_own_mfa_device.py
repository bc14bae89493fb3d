"""Everybody's own MFA device.

One policy for all colleagues, whoever they are. It lets each of them
- make a virtual device of any name: iam:CreateVirtualMFADevice, asked about arn:aws:iam::123456789012:mfa/NAME
- enable, list and resynchronize devices of their own: iam:EnableMFADevice, iam:ListMFADevices, iam:ResyncMFADevice,
  asked about the user's ARN, arn:aws:iam::123456789012:user/NAME
and nothing of anybody else's. No user may be named in it: a policy variable stands for whoever asks.

Write it into own_mfa_device.json.
"""

import pytest

OWN = ["iam:EnableMFADevice", "iam:ListMFADevices", "iam:ResyncMFADevice"]


def user(name):
    return f"arn:aws:iam::123456789012:user/{name}"


@pytest.fixture
def colleagues(account, work):
    """Alice and Alan, with this policy and no other."""
    for name in ("Alice", "Alan"):
        account.do(f"aws iam remove-user-from-group --group-name Staff --user-name {name}")
        account.give(name, work.policy())


def test_alice_enrols_her_phone_herself(account, colleagues, aws, phone, clock, work):
    iam = aws("iam", user="Alice")
    denied = "Alice has to get as far as this by herself"
    may = account.may("Alice", "iam:CreateVirtualMFADevice", "arn:aws:iam::123456789012:mfa/alices-phone")
    assert may, f"{denied}: making a virtual device.\n{may}"
    may = account.may("Alice", "iam:EnableMFADevice", user("Alice"))
    assert may, f"{denied}: enabling the device for herself.\n{may}"
    serial = iam.create_virtual_mfa_device(VirtualMFADeviceName="alices-phone")["VirtualMFADevice"]["SerialNumber"]
    phone.scan()
    first = phone.code()
    clock.wait_for_next_code()
    iam.enable_mfa_device(
        UserName="Alice", SerialNumber=serial, AuthenticationCode1=first, AuthenticationCode2=phone.code()
    )
    assert account.user("Alice")["MFADevices"]


@pytest.mark.parametrize("name", ["Alice", "Alan"])
@pytest.mark.parametrize("action", OWN)
def test_everybody_manages_their_own(account, colleagues, work, name, action):
    may = account.may(name, action, user(name))
    assert may, f"{name} has to be allowed {action} for {name}. ${{aws:username}} stands for whoever asks.\n{may}"


@pytest.mark.parametrize("action", OWN)
def test_nobody_touches_anothers(account, colleagues, work, action):
    may = account.may("Alice", action, user("Alan"))
    assert not may, f"Alice can do {action} to Alan: she could lock him out.\n{may}"


@pytest.mark.parametrize("action", ["iam:DeactivateMFADevice", "iam:CreateAccessKey"])
def test_nothing_else_is_allowed(account, colleagues, work, action):
    may = account.may("Alice", action, user("Alice"))
    assert not may, f"{action} was not asked for, and is allowed.\n{may}"
