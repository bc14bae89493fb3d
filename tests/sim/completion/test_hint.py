"""The line that tells what is expected next."""

from __future__ import annotations

import pytest

from sim.completion import hint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("whoami", "whoami: who acts here, and with which credentials"),
        ("phne", "phne is not a command here. Did you mean phone?"),
        ("phne ", "phne is not a command here. Did you mean phone?"),
        ("aws ", "aws SERVICE OPERATION: which service?"),
        ("aws ima ", "aws has no service ima here. Did you mean iam?"),
        ("aws iam ", "aws iam: which operation?"),
        ("aws iam enable-mfa", "enable-mfa-device: Assign an MFA device to a user, by two codes"),
        ("aws iam list-usrs ", "aws iam has no operation list-usrs. Did you mean list-users?"),
        ("aws iam enable-mfa-device --user-name A ", "Still required: --serial-number and 2 more: tab lists them"),
        ("aws iam enable-mfa-device --usr", "--usr is not an option of enable-mfa-device here. Did you mean --user-n"),
        ("aws iam enable-mfa-device --authentication-code1 ", "A code that the device shows. (required, 6 characters)"),
        ("aws sts get-session-token --token-code 12345 ", "--token-code takes no 12345: "),
        ("aws sts get-session-token --token-code $code ", "Enter runs it"),
        ("aws iam list-users --usr x ", "--usr is not an option of list-users here"),
        ("aws iam list-users --max x ", "--max is not an option of list-users here. Did you mean --max-items?"),
        ("aws iam list-users --marker x --no-paginate ", "Enter runs it"),
        ("aws iam create-login-profile --no-password-reset-required ", "Enter runs it"),
        ("aws iam list-users ", "Enter runs it; tab lists more options. List the account's users."),
        ("aws iam list-virtual-mfa-devices --assignment-status ", "(one of Assigned, Unassigned, Any)"),
        ("aws iam list-users --query ", "pick from the result, which holds Users"),
        ("aws iam get-group --query ", "which holds Users, Group"),
        ("echo aws --x y ", "echo TEXT …: say something back"),
        ("x=$(phone alan clock ", "phone NAME clock +95s|-95s|auto: set its clock ahead"),
        ("phone alan ", "phone NAME: that phone: its accounts, codes and clock. Or goes on: scan, code"),
        ("phone alan clok ", "phone alan: clok is not known there. Did you mean clock?"),
        ("aws sts assume-role ", "Still required: --role-arn, --role-session-name"),
        ("sign-in A ", "sign-in …: --password PASSWORD, --code CODE"),
        ("sign-in A --password ", "sign-in NAME --password PASSWORD"),
        ("undo ", "undo: take the last act back"),
        ("as ", "as PERSON COMMAND"),
        ("echo x > ", "the file of this world"),
        ("echo $", "A variable"),
        ("code=", "A value to keep under that name"),
        ("# x", "A remark"),
    ],
)
def test_what_is_expected_next(text: str, words: str) -> None:
    assert words in hint(text)
    assert hint("") == ""
