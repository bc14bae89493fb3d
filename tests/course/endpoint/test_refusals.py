"""Refusals through boto3: each one that docs/aws-coverage.md lists, and those that every operation shares."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError
from doorroom import Room, Served, ask, signed
from error_cases import CASES, Case

from course.endpoint import sigv4
from sim.people import Credentials
from sim.services import OPERATIONS


def refusal(client: Any, operation: str, **parameters: Any) -> tuple[str, int, str]:
    """The code, status and words of a call's refusal."""
    names = {name: method for method, name in client.meta.method_to_api_mapping.items()}
    with pytest.raises(ClientError) as caught:
        getattr(client, names[operation])(**parameters)
    response = caught.value.response
    assert response["ResponseMetadata"]["RequestId"]
    error = response["Error"]
    return error["Code"], response["ResponseMetadata"]["HTTPStatusCode"], error["Message"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_listed_error(case: Case, served: Served) -> None:
    assert case.code in OPERATIONS[case.service, case.operation].errors
    if case.lines:
        served.room.ok(*case.lines)
    code, status, words = refusal(served.client(case.service), case.operation, **case.parameters)
    assert code == case.code
    assert 400 <= status < 500
    assert words


def test_access_denied(served: Served) -> None:
    served.room.ok("aws iam create-access-key --user-name Alice")
    (key,) = served.room.world.account.users["Alice"].access_keys
    alice = Credentials(key.access_key_id, key.secret_access_key)
    code, status, words = refusal(served.client("iam", alice), "ListUsers")
    assert (code, status) == ("AccessDenied", 403)
    assert words.startswith(
        "User: arn:aws:iam::123456789012:user/Alice is not authorized to perform: iam:ListUsers on resource: "
    )


def test_keys_that_do_not_count(served: Served) -> None:
    admin = served.room.administrator
    invalid = "The security token included in the request is invalid."
    unknown = replace(admin, access_key_id="AKIAXXXXXXXXXXXXXXXX")
    assert refusal(served.client("iam", unknown), "GetUser") == ("InvalidClientTokenId", 403, invalid)
    assert refusal(served.client("cloudtrail", unknown), "LookupEvents")[0] == "UnrecognizedClientException"
    served.room.ok("aws iam create-access-key --user-name Alan")
    (key,) = served.room.world.account.users["Alan"].access_keys
    alan = Credentials(key.access_key_id, key.secret_access_key)
    served.room.ok(f"aws iam update-access-key --user-name Alan --access-key-id {key.access_key_id} --status Inactive")
    before = served.room.history.depth
    assert refusal(served.client("iam", alan), "GetUser") == ("InvalidClientTokenId", 403, invalid)
    assert served.room.history.depth == before, "such a call leaves nothing to undo"
    (told,) = served.room.log
    assert told.startswith(
        "A call was refused (InvalidClientTokenId): it was signed with an access key that is not known"
    )


def test_a_wrong_secret(door: Room) -> None:
    wrong = replace(door.administrator, secret_access_key="x" * 40)
    response = ask(door, signed(wrong, "Action=GetUser&Version=2010-05-08"))
    assert response.status == 403
    assert b"<Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not" in response.body


def test_sessions_end(door: Room) -> None:
    door.ok("aws sts get-session-token --duration-seconds 900 --profile default")
    session = max(door.world.sessions.values(), key=lambda session: (session.kind == "sts", session.issued))
    keys = Credentials(session.access_key_id, session.secret_access_key, session.session_token)
    identity = "Action=GetCallerIdentity&Version=2011-06-15"
    assert ask(door, signed(keys, identity, service="sts")).status == 200
    for token in (None, "another"):
        response = ask(door, signed(replace(keys, session_token=token), identity, service="sts"))
        assert b"<Code>InvalidClientTokenId</Code>" in response.body
    response = ask(door, signed(keys, "Action=ListUsers&Version=2010-05-08"))
    assert b"<Code>InvalidClientTokenId</Code>" in response.body, "without MFA it cannot call IAM"
    door.ok("wait 16m")
    response = ask(door, signed(keys, identity, service="sts"))
    assert response.status == 403
    assert b"<Code>ExpiredToken</Code>" in response.body


def test_what_is_no_action(door: Room) -> None:
    def asked(body: str) -> tuple[int, bytes]:
        response = ask(door, signed(door.administrator, body))
        return response.status, response.body

    status, body = asked("Action=ListSAMLProviders&Version=2010-05-08")
    assert status == 400
    assert (
        b"<Code>InvalidAction</Code><Message>Could not find operation ListSAMLProviders for version 2010-05-08<" in body
    )
    assert len(door.log) == 1
    assert "ListSAMLProviders" in door.log[0]
    assert b"<Code>InvalidAction</Code>" in asked("Action=GetUser")[1]
    assert b"for version NO_VERSION_SPECIFIED" in asked("Action=GetUser")[1]
    assert b"<Code>InvalidAction</Code>" in asked("Action=AssumeRole&Version=2010-05-08")[1]
    assert b"<Code>MissingAction</Code>" in asked("Version=2010-05-08")[1]


def test_unsigned(door: Room) -> None:
    request = signed(door.administrator, "Action=GetUser&Version=2010-05-08")
    headers = {name: value for name, value in request.headers.items() if name != "authorization"}
    response = ask(door, replace(request, headers=headers))
    assert response.status == 403
    assert b"<Code>MissingAuthenticationToken</Code><Message>Request is missing Authentication Token<" in response.body


def test_an_old_request(door: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    request = signed(door.administrator, "Action=GetUser&Version=2010-05-08")
    monkeypatch.setattr(sigv4, "TOLERANCE", -60)
    response = ask(door, request)
    assert response.status == 403
    assert b"<Code>SignatureDoesNotMatch</Code><Message>Signature " in response.body
    assert time.strftime("%Y%m%dT", time.gmtime()).encode() in response.body


def test_services_that_are_not_here(served: Served) -> None:
    for service, operation, code in (
        ("sqs", "ListQueues", "UnknownOperationException"),
        ("lambda", "ListFunctions", "UnknownOperationException"),
        ("sns", "ListTopics", "InvalidAction"),
    ):
        assert refusal(served.client(service), operation)[:2] == (code, 400)
        assert served.room.log.pop().startswith(f"Could not find service {service}: this account does not have it")
