"""Events of CloudTrail in plain words."""

from __future__ import annotations

from typing import Any

import pytest

from course.reading.events import told

IDENTITY: dict[str, Any] = {"type": "IAMUser", "userName": "Alan", "accessKeyId": "AKIAX"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Alan called CreateUser of iam on Eve, from 192.0.2.10, by the access key AKIAX, which asks for no code."),
        ({"errorCode": "AccessDenied"}, "✗ It was refused: AccessDenied."),
        ({"readOnly": True}, "✓ It was answered; nothing was changed."),
        ({"userIdentity": {"type": "Root"}}, "The root user called CreateUser of iam on Eve"),
        (
            {"userIdentity": IDENTITY | {"sessionContext": {"attributes": {"mfaAuthenticated": "true"}}}},
            "in a session with MFA.",
        ),
        (
            {
                "userIdentity": {
                    "type": "AssumedRole",
                    "principalId": "AROA:Alice",
                    "sessionContext": {"sessionIssuer": {"userName": "Writer"}, "attributes": {}},
                }
            },
            "Alice, in the role Writer, called CreateUser",
        ),
        (
            {
                "eventName": "ConsoleLogin",
                "responseElements": {"ConsoleLogin": "Failure"},
                "additionalEventData": {"MFAUsed": "No"},
            },
            "Alan tried to sign in to the console on Eve, from 192.0.2.10, without MFA. ✗ It failed.",
        ),
    ],
)
def test_an_event_in_plain_words(changes: dict[str, Any], sentence: str) -> None:
    record = {
        "eventName": "CreateUser",
        "eventSource": "iam.amazonaws.com",
        "sourceIPAddress": "192.0.2.10",
        "userIdentity": IDENTITY,
        "readOnly": False,
    }
    assert sentence in told(record | changes, ["Eve", "Eve"])
