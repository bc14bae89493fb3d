"""What the tests of EC2 and S3 at the door share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as Keys
from botocore.exceptions import ClientError
from doorroom import PORT, Room, ask

from course.endpoint.protocols import Request, Response
from sim.people import Credentials

REPORTS = "example-reports"
SHOP, TRIAL = "i-0a1b2c3d4e5f60718", "i-0f1e2d3c4b5a69788"


def refused(call: Callable[..., Any], **parameters: Any) -> tuple[str, int, str]:
    """Code, status and message of a call that must be refused."""
    with pytest.raises(ClientError) as caught:
        call(**parameters)
    answer = caught.value.response
    return answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Message"]


def key_of(room: Room, user: str) -> Credentials:
    query = "AccessKey.[AccessKeyId,SecretAccessKey]"
    words = room.ok(f"aws iam create-access-key --user-name {user} --query {query} --output text").split()
    return Credentials(*words)


def signed_for_s3(
    credentials: Credentials, method: str, target: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> Request:
    """A request signed as S3 has it: the path encoded once, the body's hash in a header."""
    sent = AWSRequest(method, f"http://127.0.0.1:{PORT}{target}", data=body, headers=headers)
    S3SigV4Auth(Keys(credentials.access_key_id, credentials.secret_access_key), "s3", "us-east-1").add_auth(sent)
    given = {"host": f"127.0.0.1:{PORT}"} | {name.lower(): value for name, value in sent.headers.items()}
    path, _, query = target.partition("?")
    return Request(method, path, query, given, body)


def put(door: Room, body: bytes, headers: dict[str, str]) -> Response:
    """Store `body` as k in the bucket of reports."""
    return ask(door, signed_for_s3(door.administrator, "PUT", f"/{REPORTS}/k", body, headers))
