"""A door on a world that tests can change, in process or behind a real server, and clients for it."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials as Keys
from simroom import START

from course.driver import Driver
from course.endpoint.app import application
from course.endpoint.protocols import Request, Response
from course.endpoint.server import listen, server
from sim.history import History
from sim.people import Credentials
from sim.services.declare import Operation
from sim.services.invoke import Reply
from sim.world import Outcome, World

PORT = 8000
"""The port that requests in process name."""


class Kept:
    """What an attempt's keeper was given."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, str]] = []

    def append(self, time: int, line: str) -> None:
        self.lines.append((time, line))


class Room:
    """The room behind a door: a driver that a test can put in anew; what the server's log said."""

    def __init__(self, start: World) -> None:
        self.log: list[str] = []
        self.begin(start)

    def begin(self, start: World) -> None:
        """Put in a fresh attempt, whose clock stands still."""
        self.kept = Kept()
        self.time = START
        self.driver = Driver(start, lambda: self.time, self.kept)
        self.log.clear()

    @property
    def history(self) -> History:
        return self.driver.history

    @property
    def world(self) -> World:
        return self.driver.world

    @property
    def state(self) -> dict[str, Any]:
        return self.driver.state

    def call(self, credentials: Credentials, operation: Operation, parameters: dict[str, Any]) -> tuple[Outcome, Reply]:
        return self.driver.call(credentials, operation, parameters)

    def run(self, line: str) -> Outcome:
        return self.driver.run(line)

    def ok(self, *lines: str) -> str:
        for line in lines:
            outcome = self.run(line)
            assert outcome.status == 0, f"{line}\n{outcome.error}"
        return outcome.output

    @property
    def administrator(self) -> Credentials:
        return self.world.people["you"].profiles["default"]


class Loop(asyncio.SelectorEventLoop):
    """A loop on the real clock: a timer set while freezegun holds the clock in the future would never ring."""

    def time(self, monotonic: Callable[[], float] = time.monotonic) -> float:
        return monotonic()


class Served:
    """A real server in a thread, with clients for it."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self._socket = listen(0)
        self.port: int = self._socket.getsockname()[1]
        self._clients: dict[tuple[str, str], Any] = {}
        self._server = server(room, self.port, room.log.append)
        self._loop = Loop()
        self._serving = self._loop.create_task(self._server.serve(sockets=[self._socket]))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        self._loop.run_until_complete(self._serving)
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def close(self) -> None:
        for client in self._clients.values():
            client.close()
        self._server.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive(), f"held back: {self._serving.get_stack()}, {self._server.server_state.tasks}"
        self._socket.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self, service: str, credentials: Credentials | None = None) -> Any:
        """A boto3 client that tries once; the administrator's unless told otherwise."""
        keys = credentials or self.room.administrator
        known = service, keys.access_key_id
        if known not in self._clients:
            self._clients[known] = boto3.client(
                service,
                endpoint_url=self.url,
                region_name="us-east-1",
                aws_access_key_id=keys.access_key_id,
                aws_secret_access_key=keys.secret_access_key,
                aws_session_token=keys.session_token,
                config=Config(retries={"total_max_attempts": 1}),
            )
        return self._clients[known]

    def lab(self, method: str, path: str, document: object = None) -> tuple[int, Any]:
        """A lab call; gives the status and the JSON answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, f"/_lab/{path}", json.dumps(document) if document is not None else None)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    @contextmanager
    def connection(self) -> Iterator[socket.socket]:
        """A bare connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            yield connection


def signed(
    credentials: Credentials,
    body: bytes | str = b"",
    *,
    service: str = "iam",
    method: str = "POST",
    path: str = "/",
    port: int = PORT,
    headers: dict[str, str] | None = None,
) -> Request:
    """A request signed with botocore's own signer."""
    data = body.encode() if isinstance(body, str) else body
    url = f"http://127.0.0.1:{port}{path}"
    given = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", **(headers or {})}
    request = AWSRequest(method, url, data=data, headers=given)
    keys = Keys(credentials.access_key_id, credentials.secret_access_key, credentials.session_token)
    SigV4Auth(keys, service, "us-east-1").add_auth(request)
    sent = {"host": f"127.0.0.1:{port}"} | {name.lower(): value for name, value in request.headers.items()}
    raw_path, _, query = path.partition("?")
    return Request(method, raw_path, query, sent, data)


def as_bytes(request: Request) -> bytes:
    """A request as it goes over the wire."""
    target = f"{request.path}?{request.query}" if request.query else request.path
    lines = [f"{request.method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in request.headers.items())]
    if "content-length" not in request.headers:
        lines.append(f"content-length: {len(request.body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + request.body


def ask(room: Room, request: Request) -> Response:
    """Send a request through the whole application, without a server."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": request.body}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": request.method,
        "path": request.path,
        "raw_path": request.path.encode("latin-1"),
        "query_string": request.query.encode("latin-1"),
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in request.headers.items()],
    }
    asyncio.run(application(room, PORT, room.log.append)(scope, receive, send))
    head, body = sent
    headers = tuple((name.decode(), value.decode()) for name, value in head["headers"])
    return Response(head["status"], body["body"], headers)
