"""Whatever is asked of S3: an answer in its shape, never a 500, and a refused request changes nothing."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from urllib.parse import quote, urlencode

import pytest
from doorroom import Room, ask
from hypothesis import given, settings
from hypothesis import strategies as st
from storage import signed_for_s3

from course.endpoint.protocols import Request
from course.endpoint.protocols.s3 import HEADERS, META, QUERY
from sim.view import state
from sim.world import World

printable = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20)
pieces = st.sampled_from(
    ["example-reports", "reports", "readme.txt", "new-one", "", "..", "%", "é", "\x00", "x" * 1025]
)
odd_paths = st.lists(pieces | st.text(max_size=6), max_size=4).map(lambda parts: "/" + "/".join(parts))
paths = st.sampled_from(["/example-reports", "/example-reports/reports/readme.txt", "/example-reports/k"]) | odd_paths
odd_names = st.sampled_from(["acl", "uploads", "X-Amz-Expires", "versionId", "x-id", ""])
names = st.sampled_from(["list-type", "location", *QUERY.values()]) | odd_names
values = printable | st.sampled_from(["2", "-1", "99999999999", "url", "true", "AAAA"])
listing = st.lists(st.tuples(st.sampled_from([*QUERY.values()]), values), max_size=3).map(
    lambda pairs: [("list-type", "2"), *pairs]
)
queries = st.just([]) | listing | st.lists(st.tuples(names, values), max_size=3)
headers = st.dictionaries(
    st.sampled_from(
        [
            *HEADERS.values(),
            f"{META}a",
            f"{META}é"[:-1],
            "x-amz-copy-source",
            "x-amz-decoded-content-length",
            "x-amz-acl",
        ]
    ).filter(lambda name: name != "content-length"),
    values | st.sampled_from(["aws-chunked", "*", '"0"', "bytes=0-1", "bytes=9-1", "SHA1", "CRC32C", "ENABLED"]),
    max_size=4,
)
bodies = st.binary(max_size=30) | st.sampled_from(
    [b"<CreateBucketConfiguration><LocationConstraint>EU</LocationConstraint></CreateBucketConfiguration>", b"<a/>"]
)
methods = st.sampled_from(["GET", "GET", "PUT", "PUT", "HEAD", "DELETE", "POST", "OPTIONS"])


@pytest.mark.long
@settings(max_examples=100)
@given(methods, paths, queries, headers, bodies)
def test_any_request(
    start: World, method: str, path: str, query: list[tuple[str, str]], given_headers: dict[str, str], body: bytes
) -> None:
    room = Room(start)
    before = state(room.world)["buckets"]
    response = ask(room, request(room, method, path, query, given_headers, body))
    assert response.status < 500, (response.body, room.log)
    assert not any("Traceback" in line for line in room.log)
    told = dict(response.headers)
    assert told["x-amz-request-id"]
    assert all(value.isprintable() for value in told.values())
    if response.status >= 400:
        assert state(room.world)["buckets"] == before
        if method != "HEAD":
            error = ET.fromstring(response.body)
            assert (error.tag, bool(error.findtext("Code")), bool(error.findtext("Message"))) == ("Error", True, True)
    elif response.body and "xml" in told.get("content-type", ""):
        ET.fromstring(response.body)


def request(
    room: Room, method: str, path: str, query: list[tuple[str, str]], headers: dict[str, str], body: bytes
) -> Request:
    """The request, its path and query percent-encoded."""
    asked = urlencode(query, errors="replace")
    target = quote(path, errors="replace") + (f"?{asked}" if asked else "")
    return signed_for_s3(room.administrator, method, target, body, headers)
