"""Narrow a policy that is too wide.

The user Backup runs a job at night. Its policy, which is not yours to change, allows s3:* on everything. The job needs
much less: to list the bucket example-reports (s3:ListBucket), to read what lies under reports/ there (s3:GetObject),
and to write under backup/ (s3:PutObject).

Write a second policy into narrow_the_backup.json that takes all the rest away.
"""

import pytest

BUCKET = "arn:aws:s3:::example-reports"
WIDE = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
NEEDED = [
    ("s3:ListBucket", BUCKET),
    ("s3:GetObject", f"{BUCKET}/reports/2027-02.csv"),
    ("s3:PutObject", f"{BUCKET}/backup/2027-02.csv"),
]


@pytest.fixture
def backup(account, work):
    account.give("Backup", WIDE, "wide")
    account.give("Backup", work.policy())


@pytest.mark.parametrize(("action", "resource"), NEEDED)
def test_the_job_still_runs(account, backup, work, action, resource):
    may = account.may("Backup", action, resource)
    assert may, f"Too much is gone: the job needs {action} on {resource}.\n{may}"


def test_the_salaries_are_out_of_reach(account, backup, work):
    may = account.may("Backup", "s3:GetObject", f"{BUCKET}/private/salaries.csv")
    assert not may, f"The job can read the salaries. What one policy allows, only a Deny takes away.\n{may}"


@pytest.mark.parametrize("action", ["s3:DeleteObject", "s3:DeleteBucket", "s3:PutBucketPolicy"])
def test_the_job_deletes_nothing(account, backup, work, action):
    resource = f"{BUCKET}/reports/2027-02.csv" if action == "s3:DeleteObject" else BUCKET
    may = account.may("Backup", action, resource)
    assert not may, f"The job can do {action}, which no backup needs.\n{may}"


def test_the_job_overwrites_no_report(account, backup, work):
    may = account.may("Backup", "s3:PutObject", f"{BUCKET}/reports/2027-02.csv")
    assert not may, f"The job can write over the reports. It needs to write under backup/ only.\n{may}"


@pytest.mark.parametrize(("action", "resource"), NEEDED)
def test_other_buckets_are_out_of_reach(account, backup, work, action, resource):
    may = account.may("Backup", action, resource.replace("example-reports", "another-bucket"))
    assert not may, f"The job can do {action} in another bucket, too.\n{may}"


def test_the_policy_gives_nothing(account, work):
    account.give("Restore", work.policy())
    may = account.may("Restore", *NEEDED[1])
    assert not may, f"The second policy was to take away, but it gives.\n{may}"
