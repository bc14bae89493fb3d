"""`date`: service time for a script, as in a POSIX shell whose zone is UTC."""

from __future__ import annotations

import pytest
from simroom import Room


@pytest.mark.parametrize(
    ("line", "output"),
    [
        ("date -u +%Y-%m-%dT%H:%M:%SZ", "2027-03-01T09:08:07Z\n"),
        ("date +%FT%TZ", "2027-03-01T09:08:07Z\n"),
        ("date", "Mon Mar  1 09:08:07 UTC 2027\n"),
        ("date -u '+%H h %Z, 100%%'", "09 h UTC, 100%\n"),
        ("now=$(date -u +%S); echo $now", "07\n"),
    ],
)
def test_service_time_in_utc(room: Room, line: str, output: str) -> None:
    room.ok("time set 2027-03-01T09:08:07Z")
    assert room.ok(line) == output


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("date +%x", "not '%x'"),
        ("date 100%", "'100%' was there"),
        ("date +%", "not '%'"),
        ("date -u +%H 1", "date takes"),
    ],
)
def test_what_it_does_not_know(room: Room, line: str, words: str) -> None:
    outcome = room(line)
    assert outcome.status == 1
    assert words in outcome.error


def test_what_a_policy_is_given(room: Room) -> None:
    """Sessions from before the time that `date` gave are refused."""
    room.ok("time set 2027-03-01T09:08:07Z")
    document = '{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", '
    document += '"Condition": {"DateLessThan": {"aws:TokenIssueTime": "%s"}}}}'
    room.ok(
        "as alice sign-in Alice --password Looking-Glass-7",
        "wait 1m",
        f"printf '{document}' $(date -u +%Y-%m-%dT%H:%M:%SZ) > revoke.json",
        "aws iam put-user-policy --user-name Alice --policy-name AWSRevokeOlderSessions "
        "--policy-document file://revoke.json",
    )
    assert room.cause("as alice aws iam list-users") == "explicit-deny"
