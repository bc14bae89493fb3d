"""A policy for one prefix of a bucket.

Nina is new in accounting. In the bucket example-reports she needs what lies under reports/, and nothing else: she may
list those objects (s3:ListBucket, with the prefix reports/) and read them (s3:GetObject).

Write that policy into one_prefix.json.
"""

import pytest
from botocore.exceptions import ClientError

BUCKET = "arn:aws:s3:::example-reports"


def test_nina_reads_a_report(account, work):
    account.give("Nina", work.policy())
    may = account.may("Nina", "s3:GetObject", f"{BUCKET}/reports/2027-02.csv")
    assert may, f"Nina has to read reports/2027-02.csv. An object's ARN is the bucket's, a slash and its key.\n{may}"


def test_nina_lists_the_reports(account, work):
    account.give("Nina", work.policy())
    may = account.may("Nina", "s3:ListBucket", BUCKET, keys={"s3:prefix": "reports/"})
    assert may, f"Nina has to list reports/. Listing is asked of the bucket, not of its objects.\n{may}"


def test_nina_lists_nothing_else(account, work):
    account.give("Nina", work.policy())
    may = account.may("Nina", "s3:ListBucket", BUCKET, keys={"s3:prefix": "private/"})
    assert not may, f"Nina can list private/, too. The condition key s3:prefix says what is listed.\n{may}"
    may = account.may("Nina", "s3:ListBucket", BUCKET)
    assert not may, f"Nina can list the whole bucket by leaving the prefix out.\n{may}"


@pytest.mark.parametrize("key", ["private/salaries.csv", "reports.txt"])
def test_nina_reads_nothing_else(account, work, key):
    account.give("Nina", work.policy())
    may = account.may("Nina", "s3:GetObject", f"{BUCKET}/{key}")
    assert not may, f"Nina can read {key}, which is none of the reports.\n{may}"


@pytest.mark.parametrize("action", ["s3:PutObject", "s3:DeleteObject"])
def test_nina_changes_nothing(account, work, action):
    account.give("Nina", work.policy())
    may = account.may("Nina", action, f"{BUCKET}/reports/2027-02.csv")
    assert not may, f"Nina only reads, but the policy allows {action} as well.\n{may}"


def test_a_program_of_ninas_works(account, work, aws):
    account.give("Nina", work.policy())
    s3 = aws("s3", user="Nina")
    try:
        listed = s3.list_objects_v2(Bucket="example-reports", Prefix="reports/")
        body = s3.get_object(Bucket="example-reports", Key="reports/2027-02.csv")["Body"].read()
    except ClientError as error:
        raise AssertionError(f"Nina's program lists reports/ and reads 2027-02.csv, but: {error}") from None
    assert [each["Key"] for each in listed["Contents"]] == ["reports/2027-02.csv", "reports/readme.txt"]
    assert body.startswith(b"month,orders")
