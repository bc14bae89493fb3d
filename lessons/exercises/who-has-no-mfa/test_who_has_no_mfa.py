"""Who has no MFA? without_mfa(iam) of who_has_no_mfa.py reads the credential report."""

ROOT = "<root_account>"


def test_at_the_beginning(account, iam, work):
    found = work.function("without_mfa")(iam)
    expected = [ROOT, "Admin", "Alice"]
    assert found == expected, f"Alan has a device; {expected} have a password and none. You gave {found}."


def test_who_has_no_password_does_not_count(account, iam, work):
    account.do("aws iam create-user --user-name Robot; aws iam create-access-key --user-name Robot")
    found = work.function("without_mfa")(iam)
    assert found is not None and "Robot" not in found, (
        f"Robot has access keys only, and nowhere to type a code: {found}"
    )
    assert "Alice" in found, f"Alice has a password and no device, and is missing from {found}."


def test_after_alice_has_enrolled(account, iam, phone, clock, work):
    account.do(
        "aws iam create-virtual-mfa-device --virtual-mfa-device-name alice --outfile a.png "
        "--bootstrap-method QRCodePNG; phone alice scan; first=$(phone alice code); wait next-code alice\n"
        "aws iam enable-mfa-device --user-name Alice --serial-number $(phone alice serial) "
        "--authentication-code1 $first --authentication-code2 $(phone alice code)"
    )
    found = work.function("without_mfa")(iam)
    assert found == [ROOT, "Admin"], f"Alice has a device now. Left are {[ROOT, 'Admin']}, and you gave {found}."


def test_when_alan_has_lost_his(account, iam, work):
    account.do("aws iam deactivate-mfa-device --user-name Alan --serial-number arn:aws:iam::123456789012:mfa/Alan")
    found = work.function("without_mfa")(iam)
    expected = [ROOT, "Admin", "Alan", "Alice"]
    assert found == expected, f"Alan's device is deactivated: {expected} are without. You gave {found}."
