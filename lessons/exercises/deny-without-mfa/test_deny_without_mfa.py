"""Nothing without MFA.

Nina may read and write the company's files. From today that takes an MFA code. Write a policy into
deny_without_mfa.json that denies everything to whoever has not given one, whichever way they came in: by password, or
by an access key.

Two doors have to stay open, or nobody could ever begin:
- enrolling a device: iam:CreateVirtualMFADevice, iam:EnableMFADevice, iam:ListMFADevices
- opening a session with a code: sts:GetSessionToken

The context key is aws:MultiFactorAuthPresent. Its value is "true" in a session that was opened with a code and "false"
in one without. A call signed with an access key does not have the key at all.
"""

import pytest

REPORT = "arn:aws:s3:::example-reports/reports/2027-02.csv"
WORK = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
        {
            "Effect": "Allow",
            "Action": ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ListMFADevices"],
            "Resource": "*",
        },
    ],
}


def nina(account, work):
    account.give("Nina", WORK, "work")
    account.give("Nina", work.policy())


def test_without_a_code_a_password_is_not_enough(account, work):
    nina(account, work)
    may = account.may("Nina", "s3:GetObject", REPORT, by="password")
    assert not may, f"Nina signed in by password alone, and reads the report. The key is there, and false.\n{may}"


def test_without_a_code_an_access_key_is_not_enough(account, work):
    nina(account, work)
    may = account.may("Nina", "s3:GetObject", REPORT, by="key")
    assert not may, f"Nina reads the report by access key. There the key is absent, and Bool says nothing of it.\n{may}"


def test_with_a_code_nina_works(account, work):
    nina(account, work)
    may = account.may("Nina", "s3:GetObject", REPORT, by="mfa")
    assert may, f"Nina has given a code, and is refused all the same.\n{may}"


@pytest.mark.parametrize("by", ["password", "key"])
@pytest.mark.parametrize("action", ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ListMFADevices"])
def test_a_device_can_be_enrolled_without_a_code(account, work, by, action):
    nina(account, work)
    may = account.may("Nina", action, "*", by=by)
    assert may, f"Nina has no device, and cannot get one: {action} is denied. NotAction names what is spared.\n{may}"


def test_a_session_can_be_opened(account, work):
    nina(account, work)
    may = account.may("Nina", "sts:GetSessionToken", by="key")
    assert may, f"sts:GetSessionToken is where a program gives its code. Denied, no program can ever use MFA.\n{may}"


def test_the_policy_allows_nothing_by_itself(account, work):
    account.give("Nina", work.policy())
    may = account.may("Nina", "s3:GetObject", REPORT, by="mfa")
    assert not may, f"The policy was to take away, but it gives.\n{may}"
