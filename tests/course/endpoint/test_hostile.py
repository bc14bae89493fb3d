"""Whatever comes in at the door: an answer in AWS's shape, never a 500, never a wait, and the account as it was."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from doorroom import PORT, Room, Served, as_bytes, ask, signed
from hypothesis import given, settings
from hypothesis import strategies as st

from course.endpoint import connection as door_connection
from course.endpoint.protocols import Request, Response
from sim.services import OPERATIONS
from sim.services.declare import Operation, Shape
from sim.view import state
from sim.world import World

VERSIONS = {"iam": "2010-05-08", "sts": "2011-06-15", "ec2": "2016-11-15"}
GET_USER = "Action=GetUser&Version=2010-05-08&UserName=Alice"
READING = [operation for operation in OPERATIONS.values() if operation.service in VERSIONS]


def error_of(response: Response) -> str:
    """The code of a refusal, which must have AWS's shape."""
    assert 400 <= response.status < 500, (response.status, response.body[:500])
    kind = dict(response.headers).get("content-type", "")
    if "json" in kind:
        document = json.loads(response.body)
        assert isinstance(document["message"], str)
        return str(document["__type"])
    root = ET.fromstring(response.body)
    code, message = root.find(".//{*}Code"), root.find(".//{*}Message")
    assert code is not None
    assert message is not None
    assert root.find(".//{*}RequestId") is not None or root.find(".//{*}RequestID") is not None
    return str(code.text)


def account_of(world: World) -> Any:
    """What a refused request may not change: all but the trail, and when the key was last used."""
    document = {name: part for name, part in state(world).items() if name not in ("time", "trail")}
    for user in document["users"]:
        for key in user["AccessKeys"]:
            key.pop("LastUsedDate")
    return document


texts = st.text(max_size=12) | st.sampled_from(
    ["Alice", "", "x" * 600, "\x00\x01", "\ud7ff￿", "-1", "99999999999", "true"]
)
mistyped = texts | st.integers().map(str) | st.floats().map(str)


def names_of(shape: Shape, name: str) -> list[str]:
    """The names under which a request can give a parameter, right and wrong."""
    found = [name, f"{name}.member.1", f"{name}.1", f"{name}.member.x", f"{name}.member.1.Key", f"{name}.entry.1.key"]
    if shape.member is not None:
        found += [f"{name}.member.1.{key}" for key in shape.member.members]
    return found


@st.composite
def requests(draw: st.DrawFn) -> tuple[Operation, list[tuple[str, str]]]:
    operation = draw(st.sampled_from(READING))
    names = ["Extra", "Action.member.1", *(n for p in operation.parameters for n in names_of(p.shape, p.name))]
    return operation, draw(st.lists(st.tuples(st.sampled_from(names), mistyped), max_size=6))


ROOM: list[Room] = []


@pytest.fixture(scope="module", autouse=True)
def room(start: World) -> None:
    ROOM[:] = [Room(start)]


@pytest.mark.long
@given(requests())
@settings(max_examples=150)
def test_mistyped_parameters(asked: tuple[Operation, list[tuple[str, str]]]) -> None:
    (room,) = ROOM
    operation, pairs = asked
    body = urlencode([("Action", operation.name), ("Version", VERSIONS[operation.service]), *pairs], errors="replace")
    room.begin(room.history.start)
    before = account_of(room.world)
    response = ask(room, signed(room.administrator, body, service=operation.service))
    assert response.status < 500, (response.body, room.log)
    if response.status >= 400:
        error_of(response)
        assert account_of(room.world) == before
    else:
        ET.fromstring(response.body)


@given(st.binary(max_size=200), st.sampled_from(["iam", "sts", "ec2", "s3", "cloudtrail", "events", "sqs", "IAM"]))
def test_any_bytes_signed(body: bytes, service: str) -> None:
    (room,) = ROOM
    before = account_of(room.world)
    response = ask(room, signed(room.administrator, body, service=service))
    assert error_of(response)
    assert account_of(room.world) == before


@pytest.mark.long
@pytest.mark.parametrize("operation", READING, ids=lambda operation: operation.action)
def test_missing_and_unreadable(operation: Operation, door: Room) -> None:
    """Every operation: without its parameters, with each of them no UTF-8, with each far too large."""
    base = f"Action={operation.name}&Version={VERSIONS[operation.service]}"
    bodies = [f"{base}&{p.name}=%ff%fe" for p in operation.parameters]
    bodies += [f"{base}&{p.name}={'9' * 5_000}" for p in operation.parameters if p.shape.kind in ("integer", "boolean")]
    required = [p.name for p in operation.parameters if p.required]
    bodies += [base] * bool(required)
    bodies += [f"{base}&{name}={'x' * 200_000}" for name in required[:1]]
    before = account_of(door.world)
    for body in bodies:
        response = ask(door, signed(door.administrator, body, service=operation.service))
        code = error_of(response)
        assert account_of(door.world) == before
        if body == base and operation.service != "ec2":
            assert code == "ValidationError"
            assert b"Member must not be null" in response.body


@given(
    st.sampled_from(["authorization", "x-amz-date", "host", "content-type", "x-amz-security-token"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80) | st.none(),
)
def test_broken_signatures(name: str, value: str | None) -> None:
    (room,) = ROOM
    before = room.history.world
    request = signed(room.administrator, GET_USER)
    headers = {key: given for key, given in request.headers.items() if key != name}
    if value is not None:
        headers[name] = value
    if name == "x-amz-security-token" and not value:
        return
    response = ask(room, replace(request, headers=headers))
    assert error_of(response) in {
        "AccessDenied",
        "IncompleteSignature",
        "InvalidClientTokenId",
        "MissingAuthenticationToken",
        "SignatureDoesNotMatch",
    }
    assert room.history.world is before


@given(st.integers(0, 600), st.sampled_from("0aZ/=,; "))
def test_one_letter_of_a_signed_request_changed(place: int, letter: str) -> None:
    (room,) = ROOM
    before = account_of(room.world)
    request = signed(room.administrator, "Action=DeleteUser&Version=2010-05-08&UserName=Alice")
    header = request.headers["authorization"]
    place %= len(header)
    if header[place] == letter or header[place] in " ,":
        return
    changed = header[:place] + letter + header[place + 1 :]
    assert error_of(ask(room, replace(request, headers={**request.headers, "authorization": changed})))
    assert account_of(room.world) == before


@pytest.mark.parametrize("name", ["User", "..", "a" * 129, "Ä", "x y", "<b>&amp;"])
def test_what_is_said_back_is_xml(name: str, door: Room) -> None:
    body = f"Action=GetUser&Version=2010-05-08&UserName={quote(name)}"
    assert error_of(ask(door, signed(door.administrator, body))) in ("NoSuchEntity", "ValidationError")


def test_deep_and_many_names(door: Room) -> None:
    base = "Action=CreateUser&Version=2010-05-08&UserName=New"
    for more in (
        "&Tags" + ".member.1" * 500 + "=x",
        "".join(f"&Tags.member.{n}.Key=k{n}" for n in range(5_000)),
        "&UserName=Twice",
        "&Tags.member.1.Key=a&Tags.member.1.Key.member.1=b",
        "&Tags.member.0.Key=a",
        "&Tags.member.100000.Key=a",
        "&Tags.member=a",
    ):
        assert error_of(ask(door, signed(door.administrator, base + more))) in ("MalformedInput", "ValidationError")
    assert "New" not in door.world.account.users


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"host": "example.com"}, "AccessDenied"),
        ({"host": f"127.0.0.1:{PORT + 1}"}, "AccessDenied"),
        ({"host": f"127.0.0.1:{PORT}.example.com"}, "AccessDenied"),
        ({"origin": "https://example.com"}, "AccessDenied"),
        ({"origin": "null"}, "AccessDenied"),
    ],
)
def test_pages_of_elsewhere_stay_out(changes: dict[str, str], code: str, door: Room) -> None:
    request = signed(door.administrator, GET_USER)
    for path in ("/", "/_lab/state", "/_lab/run"):
        response = ask(door, replace(request, path=path, headers=request.headers | changes))
        assert response.status == 403
        assert error_of(response) == code
        assert not any(name.startswith("access-control") for name, _ in response.headers)


def test_no_page_may_read_an_answer(door: Room) -> None:
    response = ask(door, signed(door.administrator, GET_USER))
    assert {name for name, _ in response.headers} == {"content-type", "content-length", "x-amzn-requestid"}


def test_wrong_methods(door: Room) -> None:
    for method in ("PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"):
        response = ask(door, signed(door.administrator, GET_USER, method=method))
        assert response.status == 405
        assert error_of(response) == "MethodNotAllowed"


@pytest.mark.parametrize("service", ["iam", "sts", "ec2", "s3", "cloudtrail"])
def test_eight_megabytes_are_refused(service: str, served: Served) -> None:
    before = account_of(served.room.world)
    method, path = ("PUT", "/bucket/key") if service == "s3" else ("POST", "/")
    keys = served.room.administrator
    head = signed(keys, b"", service=service, method=method, path=path, port=served.port)
    body = b"x" * 8_000_000
    with served.connection() as connection:
        connection.sendall(as_bytes(Request(method, path, "", head.headers, body)))
        response = answered(connection)
        assert response.status in (400, 413)
        assert error_of(response) in ("RequestEntityTooLarge", "EntityTooLarge", "MaxMessageLengthExceeded")
        connection.sendall(as_bytes(signed(keys, GET_USER, port=served.port)))
        assert answered(connection).status == 200, "the connection goes on"
    assert account_of(served.room.world) == before


def test_a_chunked_body_without_end_is_refused(served: Served) -> None:
    request = signed(served.room.administrator, GET_USER, port=served.port)
    head = as_bytes(Request("POST", "/", "", request.headers | {"transfer-encoding": "chunked"}, b""))
    head = re.sub(rb"content-length: 0\r\n", b"", head)
    with served.connection() as connection:
        connection.sendall(head)
        for _ in range(40):
            connection.sendall(b"10000\r\n" + b"x" * 65_536 + b"\r\n")
        assert answered(connection).status == 413


def test_pipelined_requests_are_answered_in_order(served: Served) -> None:
    keys = served.room.administrator
    names = ["Alice", "Nobody", "Alan", "Admin"] * 10
    bodies = [f"Action=GetUser&Version=2010-05-08&UserName={name}" for name in names]
    with served.connection() as connection:
        connection.sendall(b"".join(as_bytes(signed(keys, body, port=served.port)) for body in bodies))
        rest = b""
        for name in names:
            response, rest = next_answer(connection, rest)
            assert (response.status == 404) == (name == "Nobody")
            assert name.encode() in response.body


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost 127.0.0.1\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    ],
)
def test_what_is_no_request(sent: bytes, served: Served) -> None:
    before = served.room.history.world
    with served.connection() as connection:
        connection.sendall(sent)
        assert error_of(answered(connection))
    assert served.room.history.world is before


def test_slow_and_truncated_requests_end(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door_connection, "SECONDS_TO_ASK", 0.05)
    whole = as_bytes(signed(served.room.administrator, GET_USER, port=served.port))
    before = served.room.history.world
    for size in (5, 40, len(whole) - 60, len(whole) - 1):
        with served.connection() as connection:
            connection.sendall(whole[:size])
            response = answered(connection)
            assert error_of(response) == "RequestTimeout"
            assert connection.recv(10) == b"", "and the connection is closed"
    with served.connection() as connection:
        connection.sendall(whole[:50])
    assert served.room.history.world is before
    assert not served.room.log


def answered(connection: Any) -> Response:
    """The next response of a connection."""
    return next_answer(connection, b"")[0]


def next_answer(connection: Any, received: bytes) -> tuple[Response, bytes]:
    """The next response of a connection of which `received` was read already, and what was read beyond it."""
    while b"\r\n\r\n" not in received:
        received += more(connection)
    head, _, rest = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    length = int(headers["content-length"])
    while len(rest) < length:
        rest += more(connection)
    return Response(int(first.split()[1]), rest[:length], tuple(headers.items())), rest[length:]


def more(connection: Any) -> bytes:
    data: bytes = connection.recv(65_536)
    assert data, "the server hung up without an answer"
    return data
