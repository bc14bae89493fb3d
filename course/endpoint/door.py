"""The door: an HTTP request for AWS, from its signature to the response, on one world.

Everything happens on one thread, a request at a time, so that no two calls ever see the world half-way.
"""

from __future__ import annotations

import hmac
import re
import time
import traceback
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import replace
from random import getrandbits
from typing import Any, Protocol

from course.endpoint import sigv4
from course.endpoint.protocols import Request, Response, Wire, protocol_of
from sim.errors import ServiceError
from sim.history import History
from sim.people import Credentials
from sim.qr import png
from sim.services.declare import Operation
from sim.services.invoke import Reply
from sim.services.keys import credentials_of
from sim.world import Outcome, World

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Log = Callable[[str], None]
Headers = Iterable[tuple[bytes, bytes]]


class Room(Protocol):
    """The attempt that the door stands open on: a Driver, or whoever runs one."""

    @property
    def history(self) -> History:
        """What happened; its world stands where the last act left it."""

    @property
    def world(self) -> World:
        """The world now."""

    @property
    def state(self) -> dict[str, Any]:
        """The state document of the world now."""

    def call(self, credentials: Credentials, operation: Operation, parameters: dict[str, Any]) -> tuple[Outcome, Reply]:
        """Call an operation now and keep it."""

    def run(self, line: str) -> Outcome:
        """Run a command line now and keep it."""


class Door:
    """An ASGI application that answers as AWS does.

    `log` gets a line for whatever a caller could not know is missing here. `host_seconds` is the host's time in
    seconds since 1970, against which a request's age is judged.
    """

    def __init__(self, room: Room, log: Log, host_seconds: Callable[[], float] = time.time) -> None:
        self.room, self._log, self._host_seconds = room, log, host_seconds
        self._told = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = request_of(scope["method"], scope["raw_path"], scope["query_string"], scope["headers"])
        wire = wire_of(request)
        length = request.headers.get("content-length", "0")
        body = None if int(length) > wire.largest_body else await read_body(receive, wire.largest_body)
        if body is None:
            words = f"Request must be smaller than {wire.largest_body} bytes"
            response = wire.refuse(request, ServiceError("RequestEntityTooLarge", 413, words), _request_id())
            if "expect" in request.headers:
                # The client keeps its body back now, and what it sent next on this connection would be read as that.
                response = replace(response, headers=(*response.headers, ("connection", "close")))
        else:
            request.body = body
            response = self.answer(wire, request)
        await respond(send, response)

    def answer(self, wire: Wire, request: Request) -> Response:
        """The response to a whole request."""
        request_id = _request_id()
        try:
            credentials = self._verified(request)
            operation, parameters = wire.read(request)
            self._told = ""
            _, reply = self.room.call(credentials, operation, parameters)
            if reply.error is not None:
                return wire.refuse(request, reply.error, request_id)
            return wire.write(request, operation, _with_picture(operation, reply), request_id)
        except ServiceError as error:
            self._tell_unsigned(error.code)
            if error.code == "InvalidAction":
                self._log(f"{error.message}: this account does not have it (docs/aws-coverage.md lists what it has)")
            return wire.refuse(request, error, request_id)
        except Exception:
            # The outermost edge: the whole trace is told, and the client gets what AWS sends for a fault of its own.
            self._log(traceback.format_exc())
            words = "The request processing has failed because of an unknown error, exception or failure."
            return wire.refuse(request, ServiceError("InternalFailure", 500, words), request_id)

    def _tell_unsigned(self, code: str) -> None:
        """Say why a call that could not be anybody's was refused: it is no act, so nothing else tells of it."""
        if code in _UNSIGNED and code != self._told:
            self._log(f"A call was refused ({code}): {_UNSIGNED[code]}. Nothing was done.")
        self._told = code

    def _verified(self, request: Request) -> Credentials:
        """The credentials that signed a request.

        Raises ServiceError.
        """
        signature = sigv4.read(request)
        sigv4.check_age(signature, self._host_seconds())
        sigv4.check_scope(signature)
        credentials = credentials_of(self.room.history.world, signature.access_key_id)
        if credentials is None:
            raise _invalid_token()
        sigv4.check(request, signature, credentials.secret_access_key)
        token, ours = signature.session_token or "", credentials.session_token or ""
        if not hmac.compare_digest(token.encode("latin-1"), ours.encode()):
            raise _invalid_token()
        if protocol_of(signature.service) is None:
            raise ServiceError("InvalidAction", 400, f"Could not find service {signature.service[:40]}")
        return credentials


_UNSIGNED = {
    "InvalidClientTokenId": "it was signed with an access key that is not known here, or with a session that is over",
    "SignatureDoesNotMatch": "it was signed with another secret access key, or on a computer whose clock is off",
    "MissingAuthenticationToken": "it was not signed",
    "IncompleteSignature": "its signature could not be read",
    "RequestExpired": "the link that it came by has run out",
}
"""What is wrong with calls that are nobody's, by AWS's codes."""


def request_of(method: str, raw_path: bytes, query: bytes, raw_headers: Headers) -> Request:
    """The request of which this came in; its body is still to come."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in raw_headers:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]},{value}" if name in headers else value
    return Request(method, raw_path.decode("latin-1") or "/", query.decode("latin-1"), headers, b"")


def wire_of(request: Request) -> Wire:
    """The protocol that a request is answered in: that of the service it is signed for, else what it looks like."""
    found = _SERVICE.search(request.headers.get("authorization", "")) or _SERVICE.search(request.query)
    wire = protocol_of(found[1]) if found else None
    if wire is None:
        in_json = "x-amz-target" in request.headers or (found is not None and request.path != "/")
        wire = protocol_of("cloudtrail" if in_json else "iam" if request.path == "/" else "s3")
    assert wire is not None
    return wire


_SERVICE = re.compile(r"Credential=[^/, &]+?(?:/|%2F)[^/, &]*?(?:/|%2F)[^/, &]*?(?:/|%2F)([a-z0-9-]+)(?:/|%2F)")


async def read_body(receive: Receive, largest: int) -> bytes | None:
    """A request's body; None where it is larger than `largest` bytes, or the client went away."""
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body", False):
        return body if message["type"] == "http.request" and len(body) <= largest else None
    parts, size = [body], len(body)
    while message.get("more_body", False):
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > largest:
            return None
    return b"".join(parts)


async def respond(send: Send, response: Response) -> None:
    """Send a response whole. The answer to a HEAD request may tell a length of its own; 204 and 304 have none."""
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers]
    if response.status not in (204, 304) and all(name != b"content-length" for name, _ in headers):
        headers.append((b"content-length", str(len(response.body)).encode()))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})


def _with_picture(operation: Operation, reply: Reply) -> Mapping[str, Any]:
    """A result as the API gives it: a new virtual device comes with its QR code as a PNG."""
    data = reply.data or {}
    shown = reply.world.shown
    if operation.name == "CreateVirtualMFADevice" and shown is not None and shown.otpauth is not None:
        return {"VirtualMFADevice": {**data["VirtualMFADevice"], "QRCodePNG": png(shown.otpauth)}}
    return data


def _invalid_token() -> ServiceError:
    return ServiceError("InvalidClientTokenId", 403, "The security token included in the request is invalid.")


def _request_id() -> str:
    """A UUID, version 4."""
    digits = f"{getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"
