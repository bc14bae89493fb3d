"""The credential report."""

from __future__ import annotations

import base64
import csv
import json

import pytest
from simroom import Room

GENERATE, GET = "aws iam generate-credential-report", "aws iam get-credential-report"


def rows(room: Room) -> dict[str, dict[str, str]]:
    document = json.loads(room.ok(GET))
    assert document["ReportFormat"] == "text/csv"
    text = base64.b64decode(document["Content"]).decode()
    assert not text.endswith("\n")
    return {row["user"]: row for row in csv.DictReader(text.splitlines())}


@pytest.fixture
def reported(room: Room) -> Room:
    room.ok(GENERATE, "wait 1s")
    return room


def test_from_nothing_to_expired(room: Room) -> None:
    assert "(ReportNotPresent)" in room(GET).error
    assert json.loads(room.ok(GENERATE)) == {
        "State": "STARTED",
        "Description": "No report exists. Starting a new report generation task",
    }
    assert json.loads(room.ok(GENERATE)) == {"State": "INPROGRESS"}
    assert "(ReportInProgress)" in room(GET).error
    room.ok("wait 1s")
    assert json.loads(room.ok(GENERATE)) == {"State": "COMPLETE"}
    assert json.loads(room.ok(GET))["GeneratedTime"] == "2027-03-01T12:00:01+00:00"
    room.ok("wait 4h", GET, "wait 1s")
    assert "(ReportExpired)" in room(GET).error
    assert json.loads(room.ok(GENERATE)) == {"State": "STARTED"}


def test_the_rows_are_roots_and_the_users(reported: Room) -> None:
    every = rows(reported)
    assert list(every) == ["<root_account>", "Admin", "Alan", "Alice"]
    root = every["<root_account>"]
    assert root["arn"] == "arn:aws:iam::123456789012:root"
    assert (root["password_enabled"], root["password_last_changed"]) == ("not_supported", "not_supported")
    assert (root["mfa_active"], root["access_key_1_active"]) == ("false", "false")
    assert len(root) == 22


def test_a_row_tells_of_password_mfa_and_keys(reported: Room) -> None:
    alan, admin = rows(reported)["Alan"], rows(reported)["Admin"]
    assert (alan["password_enabled"], alan["password_last_used"], alan["mfa_active"]) == (
        "true",
        "no_information",
        "true",
    )
    assert alan["password_last_changed"] == alan["user_creation_time"]
    assert alan["password_next_rotation"] == "N/A"
    assert (alan["access_key_1_active"], alan["access_key_1_last_rotated"]) == ("false", "N/A")
    assert admin["access_key_1_active"] == "true"
    assert (admin["access_key_1_last_used_date"], admin["cert_1_active"]) == ("N/A", "false")


def test_it_tells_the_account_as_it_was(reported: Room) -> None:
    before = rows(reported)
    reported.ok("aws iam create-user --user-name Ada", "aws iam delete-login-profile --user-name Alice")
    assert rows(reported) == before


def test_a_policy_sets_the_next_rotation(room: Room) -> None:
    room.ok(
        "aws iam update-account-password-policy --max-password-age 90",
        "aws iam update-login-profile --user-name Alice --password New-Glass-8",
        "aws iam create-user --user-name Ada",
        GENERATE,
        "wait 1s",
    )
    assert rows(room)["Alice"]["password_last_changed"] == "2027-03-01T12:00:00Z"
    assert rows(room)["Alice"]["password_next_rotation"] == "2027-05-30T12:00:00Z"
    ada = rows(room)["Ada"]
    assert {ada[name] for name in ada if name.startswith("password_")} == {"false", "N/A"}
