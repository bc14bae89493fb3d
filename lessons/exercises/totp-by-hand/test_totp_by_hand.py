"""A code by hand: the function totp(secret, seconds) of totp_by_hand.py makes what an authenticator app shows."""

import pytest

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""12345678901234567890 in base32: the secret of RFC 6238's examples."""

# RFC 6238, appendix B: the codes for SHA-1. They have eight digits there; an app shows the last six.
EXAMPLES = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


@pytest.mark.parametrize(("seconds", "code"), EXAMPLES)
def test_the_examples_of_the_rfc(work, seconds, code):
    found = work.function("totp")(SECRET, seconds)
    assert found == code, f"{seconds} seconds after 1970 the code is {code!r} (RFC 6238, appendix B), not {found!r}."


def test_a_code_lasts_thirty_seconds(work):
    totp = work.function("totp")
    shown = [totp(SECRET, seconds) for seconds in (1111111080, 1111111109.5, 1111111110)]
    assert shown == ["081804", "081804", "050471"], f"A step runs from 0 to 30 seconds, its end left out: {shown}"


def test_aws_takes_it(account, alan, clock, work):
    clock.wait(17)
    code = work.function("totp")(alan.phone.secret, clock.seconds)
    shown = alan.phone.code()
    assert code == shown, f"Alan's phone shows {shown}, and your function makes {code!r} of the same secret."
    result = alan.sign_in(code)
    assert result.status == 0, f"Alan cannot sign in with it:\n{result}"


def test_it_is_made_by_hand(work):
    work.function("totp")
    assert "import pyotp" not in work.text, "pyotp is not to be used here: the point is to see how it is done."
    assert work.function("totp")(SECRET, 59), "totp(…) gives nothing yet."
