"""Signatures, held against AWS's published example and against botocore's own signer."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from urllib.parse import quote

import pytest
from botocore.auth import S3SigV4Auth, SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as Keys
from doorroom import Room, ask, signed
from hypothesis import given
from hypothesis import strategies as st

from course.endpoint import sigv4
from course.endpoint.protocols import Request
from sim.errors import ServiceError
from sim.people import Credentials

KEYS = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
"""The example credentials of AWS's documentation."""

EXAMPLE = Request(
    "GET",
    "/",
    "Action=ListUsers&Version=2010-05-08",
    {
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
        "host": "iam.amazonaws.com",
        "x-amz-date": "20150830T123600Z",
        "authorization": "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
        "SignedHeaders=content-type;host;x-amz-date, "
        "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
    },
    b"",
)
"""AWS General Reference, "Examples of the complete Signature Version 4 signing process"."""


def test_the_published_example() -> None:
    signature = sigv4.read(EXAMPLE)
    assert sigv4.signing_key(KEYS.secret_access_key, "20150830", "us-east-1", "iam").hex() == (
        "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"
    )
    sigv4.check(EXAMPLE, signature, KEYS.secret_access_key)
    with pytest.raises(ServiceError, match="does not match the signature you provided"):
        sigv4.check(EXAMPLE, signature, KEYS.secret_access_key + "x")


segments = st.text(st.characters(codec="utf-8", exclude_characters="/?#"), max_size=8)


@given(
    path=st.lists(segments, max_size=4),
    query=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=4),
    body=st.binary(max_size=64),
    header=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20),
    is_s3=st.booleans(),
    token=st.none() | st.just("a/token+="),
)
def test_whatever_botocore_signs_is_found_right(
    path: list[str], query: dict[str, str], body: bytes, header: str, is_s3: bool, token: str | None
) -> None:
    written = "/" + "/".join(quote(segment, safe="~") for segment in path)
    asked = "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in query.items())
    request = AWSRequest(
        "POST", f"http://127.0.0.1:8000{written}{'?' * bool(asked)}{asked}", data=body, headers={"X-Amz-Note": header}
    )
    auth = S3SigV4Auth if is_s3 else SigV4Auth
    keys = Keys(KEYS.access_key_id, KEYS.secret_access_key, token)
    auth(keys, "s3" if is_s3 else "sts", "eu-west-1").add_auth(request)
    headers = {"host": "127.0.0.1:8000"} | {name.lower(): str(value) for name, value in request.headers.items()}
    sent = Request("POST", written, asked, headers, body)
    signature = sigv4.read(sent)
    sigv4.check(sent, signature, KEYS.secret_access_key)
    assert (signature.session_token, signature.region) == (token, "eu-west-1")
    with pytest.raises(ServiceError, match="does not match"):
        sigv4.check(replace(sent, body=body + b"!"), signature, KEYS.secret_access_key)


def presigned(door: Room, seconds: int) -> Request:
    keys = Keys(door.administrator.access_key_id, door.administrator.secret_access_key)
    url = "http://127.0.0.1:8000/?Action=GetCallerIdentity&Version=2011-06-15"
    request = AWSRequest("GET", url)
    SigV4QueryAuth(keys, "sts", "us-east-1", expires=seconds).add_auth(request)
    _, _, query = request.url.partition("?")
    return Request("GET", "/", query, {"host": "127.0.0.1:8000"}, b"")


def test_a_presigned_request(door: Room) -> None:
    response = ask(door, presigned(door, 60))
    assert response.status == 200
    assert b"<Arn>arn:aws:iam::123456789012:user/Admin</Arn>" in response.body


def test_a_presigned_request_ends(door: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    request = presigned(door, 60)
    signature = sigv4.read(request)
    made = datetime.datetime.strptime(signature.date, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.UTC).timestamp()
    sigv4.check_age(signature, made + 60)
    with pytest.raises(ServiceError, match="Request has expired") as refusal:
        sigv4.check_age(signature, made + 61)
    assert (refusal.value.code, refusal.value.status) == ("RequestExpired", 400)


AUTHORIZATION = EXAMPLE.headers["authorization"]


@pytest.mark.parametrize(
    ("header", "code", "words"),
    [
        ("Basic QWxpY2U6eA==", "MissingAuthenticationToken", "Request is missing Authentication Token"),
        ("AWS4-HMAC-SHA256", "IncompleteSignature", "Authorization header requires 'Credential' parameter."),
        (
            AUTHORIZATION.split(", Signature=")[0],
            "IncompleteSignature",
            "Authorization header requires 'Signature' parameter. Authorization=AWS4-HMAC-SHA256 Credential=",
        ),
        (
            "AWS4-HMAC-SHA256 Credential,SignedHeaders=host",
            "IncompleteSignature",
            "'Credential' not a valid key=value pair (missing equal-sign) in Authorization header",
        ),
        (
            AUTHORIZATION.replace("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA512"),
            "IncompleteSignature",
            "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'",
        ),
        (AUTHORIZATION.replace("/iam/", "/"), "IncompleteSignature", "Credential must have exactly 5 slash-delimited"),
        (
            AUTHORIZATION.replace("content-type;host;", ""),
            "SignatureDoesNotMatch",
            "'Host' must be a 'SignedHeader' in the AWS Authorization.",
        ),
        (
            AUTHORIZATION.replace("aws4_request", "aws5_request"),
            "SignatureDoesNotMatch",
            "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.",
        ),
        (
            AUTHORIZATION.replace("20150830", "20150829"),
            "SignatureDoesNotMatch",
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
            "'20150829' != '20150830', from '20150830T123600Z'.",
        ),
    ],
)
def test_words_for_what_is_wrong_with_a_signature(header: str, code: str, words: str) -> None:
    request = replace(EXAMPLE, headers={**EXAMPLE.headers, "authorization": header})
    with pytest.raises(ServiceError, match=re.escape(words)) as refusal:
        sigv4.check_scope(sigv4.read(request))
    assert refusal.value.code == code
    assert refusal.value.status == (400 if code == "IncompleteSignature" else 403)


def test_a_request_without_a_date() -> None:
    headers = {name: value for name, value in EXAMPLE.headers.items() if name != "x-amz-date"}
    with pytest.raises(ServiceError, match="existence of either a"):
        sigv4.read(replace(EXAMPLE, headers=headers))
    with pytest.raises(ServiceError, match="Got 'today'"):
        sigv4.read(replace(EXAMPLE, headers=headers | {"x-amz-date": "today"}))


NOON = datetime.datetime(2015, 8, 30, 12, 36, tzinfo=datetime.UTC).timestamp()


def test_age_is_fifteen_minutes_either_way() -> None:
    signature = sigv4.read(EXAMPLE)
    sigv4.check_age(signature, NOON + 900)
    sigv4.check_age(signature, NOON - 900)
    with pytest.raises(ServiceError) as old:
        sigv4.check_age(signature, NOON + 901)
    assert (old.value.code, old.value.message) == (
        "SignatureDoesNotMatch",
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T125101Z - 15 min.)",
    )
    with pytest.raises(ServiceError) as early:
        sigv4.check_age(signature, NOON - 901)
    assert early.value.message == (
        "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z (20150830T122059Z + 15 min.)"
    )


def test_service_time_locks_nobody_out(door: Room) -> None:
    door.ok("wait 300d")
    assert ask(door, signed(door.administrator, "Action=GetUser&Version=2010-05-08")).status == 200
