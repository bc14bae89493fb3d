"""A session with MFA: s3_with_mfa(sts, serial, code) of session_with_mfa.py opens one and gives a client."""

import pytest
from botocore.exceptions import ClientError

SERIAL = "arn:aws:iam::123456789012:mfa/Alan"


@pytest.fixture
def s3(account, aws, alan, work):
    """The client that the learner's function gives."""
    client = work.function("s3_with_mfa")(aws("sts", user="Alan"), SERIAL, alan.phone.code())
    assert hasattr(client, "list_objects_v2"), f"s3_with_mfa(…) should give an S3 client, and gave {client!r}."
    return client


def test_alan_reads_a_report(account, s3, work):
    try:
        body = s3.get_object(Bucket="example-reports", Key="reports/2027-02.csv")["Body"].read()
    except ClientError as error:
        raise AssertionError(f"With a code Alan may read reports/2027-02.csv, but: {error}") from None
    assert body.startswith(b"month,orders")


def test_it_is_alan_who_reads(account, s3, work):
    arns = [seen.call.parameters for seen in account.calls if seen.call.operation == "GetSessionToken"]
    assert arns, "Nobody called GetSessionToken, which is where a code is given."
    try:
        s3.get_object(Bucket="example-reports", Key="private/salaries.csv")
    except ClientError as error:
        found = error.response["Error"]["Code"]
        assert found == "AccessDenied", f"The call should come as far as the policies, and ended with {found}."
    else:
        raise AssertionError("The client reads the salaries, which Alan may not: it signs with somebody else's key.")


def test_the_session_is_one_with_mfa(account, s3, work):
    sessions = [each for each in account.state["sessions"] if each["Principal"] == "Alan"]
    assert sessions, "Alan has no session: get_session_token opens one."
    assert sessions[-1]["MFA"], "The session was opened without a code: SerialNumber and TokenCode go together."


def test_it_ends_after_fifteen_minutes(account, s3, clock, work):
    sessions = [each for each in account.state["sessions"] if each["Principal"] == "Alan"]
    ends = sessions[-1]["ExpiresAt"] if sessions else None
    assert ends == "2027-03-01T12:15:00Z", f"The session should end at 12:15:00, 900 s after it began: {ends}."
