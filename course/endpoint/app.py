"""The whole application behind the door: who may come in, the lab calls, AWS."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from course.endpoint import lab
from course.endpoint.door import Door, Headers, Log, Receive, Room, Scope, Send, request_of, respond, wire_of
from course.endpoint.protocols import Request, Response
from sim.errors import ServiceError


def application(room: Room, port: int, log: Log) -> Entrance:
    """The ASGI application for a door at `port` of the loopback address."""
    lab_app = Starlette(
        routes=lab.routes(room),
        exception_handlers={lab.BadRequestError: lab.refused, HTTPException: lab.not_there},
    )
    return Entrance(Door(room, log), lab_app, port)


class Entrance:
    """Lets in only what was sent to this very address, and shows the way: /_lab/… or AWS.

    A page in a browser may neither name the door otherwise (a foreign Host, as after DNS rebinding) nor send here from
    elsewhere (a foreign Origin); no response has headers that would let it read one.
    """

    def __init__(self, door: Door, lab_app: Starlette, port: int) -> None:
        self._door, self._lab = door, lab_app
        own = [f"127.0.0.1:{port}", f"localhost:{port}"]
        self._hosts = frozenset(host.encode() for host in [*own, *(["127.0.0.1", "localhost"] if port == 80 else [])])
        self._buckets = b".localhost:%d" % port
        self._origins = frozenset(b"http://" + host for host in self._hosts)

    def answer(self, headers: Headers, body: bytes) -> Response:
        """Answer a whole POST / at once."""
        request = request_of("POST", b"/", b"", headers)
        if self._foreign(headers):
            return self._refusal(request)
        request.body = body
        return self._door.answer(wire_of(request), request)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        if self._foreign(scope["headers"]):
            request = request_of(scope["method"], scope["raw_path"], scope["query_string"], scope["headers"])
            await respond(send, self._refusal(request))
        elif scope["path"].startswith("/_lab/"):
            await self._lab(scope, receive, send)
        else:
            await self._door(scope, receive, send)

    def _foreign(self, headers: Headers) -> bool:
        hosts, origin = [], None
        for name, value in headers:
            if name == b"host":
                hosts.append(value)
            elif name == b"origin":
                origin = value
        return len(hosts) != 1 or bool(origin and origin not in self._origins) or not self._own(hosts[0].lower())

    def _own(self, host: bytes) -> bool:
        """Whether a Host names the door, or a bucket of it: names under localhost lead nowhere else (RFC 6761)."""
        return host in self._hosts or host.endswith(self._buckets)

    def _refusal(self, request: Request) -> Response:
        names = " and ".join(sorted(host.decode() for host in self._hosts))
        words = f"This door answers only to requests for {names}"
        return wire_of(request).refuse(request, ServiceError("AccessDenied", 403, words), "foreign")
