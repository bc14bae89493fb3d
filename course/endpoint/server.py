"""The door's server: uvicorn on the loopback address, with an end to every wait."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import socket
from collections.abc import Iterator
from typing import Any, cast

from uvicorn import Config
from uvicorn import Server as UvicornServer
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from course.endpoint.app import application
from course.endpoint.door import Log, Room
from course.endpoint.protocols import Request, protocol_of
from sim.errors import ServiceError

LOOPBACK = "127.0.0.1"

SECONDS_TO_ASK = 20.0
"""How long a client may take over a request, from its first byte to its last."""

SECONDS_IDLE = 120
"""How long a connection may stay open without a request."""

LARGEST_HEAD = 64_000
"""Bytes of a request line and its headers at most."""

MOST_CONNECTIONS = 512


def listen(port: int) -> socket.socket:
    """A socket that listens at `port` of the loopback address; 0 is any free port.

    Raises OSError where the port is taken.
    """
    # With the protocol named, asyncio turns Nagle's delay off for the connections accepted here.
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((LOOPBACK, port))
        sock.listen(MOST_CONNECTIONS)
    except OSError:
        sock.close()
        raise
    return sock


class OneWrite:
    """A transport that sends what is written in one turn of the loop at once: a response's head and body together."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._held: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        """All else is the transport's own."""
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send `data` with whatever else this turn of the loop writes."""
        if not self._held:
            self._loop.call_soon(self._flush)
        self._held.append(data)

    def close(self) -> None:
        """Send what is held, then close."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._held and not self._transport.is_closing():
            self._transport.write(b"".join(self._held))
        self._held.clear()


class Patience(HttpToolsProtocol):
    """An HTTP connection that ends where its client is too slow or sends what is no HTTP, in AWS's shape."""

    _waiting: asyncio.TimerHandle | None = None
    _begun = _in_head = False
    _head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait a while for the first request."""
        super().connection_made(cast(asyncio.Transport, OneWrite(transport, self.loop)))
        self._waiting = self.loop.call_later(SECONDS_IDLE, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timer with the connection."""
        self._rest()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in a piece; where it ends within a request, the client has its time for the rest."""
        if self._in_head:
            self._head += len(data)
            if self._head > LARGEST_HEAD:
                self.send_400_response("The head of the request is too large.")
                return
        super().data_received(data)
        if self._begun:
            self._head = max(self._head, len(data))
            if self._waiting is None:
                self._waiting = self.loop.call_later(SECONDS_TO_ASK, self._too_slow)
        else:
            self._rest()
            if self.cycle is None or self.cycle.response_complete:
                self._waiting = self.loop.call_later(SECONDS_IDLE, self.transport.close)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._rest()
        self._begun = self._in_head = True
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its head is whole."""
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """It has come in whole."""
        self._begun = False
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, as AWS refuses what it cannot read."""
        self._refuse(ServiceError("MalformedInput", 400, msg))

    def _rest(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _too_slow(self) -> None:
        self._refuse(
            ServiceError(
                "RequestTimeout",
                400,
                "Your socket connection to the server was not read from or written to within the timeout period. "
                "Idle connections will be closed.",
            )
        )

    def _refuse(self, error: ServiceError) -> None:
        if self.transport.is_closing():
            return
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            wire = protocol_of("iam")
            assert wire is not None
            response = wire.refuse(Request("POST", "/", "", {}, b""), error, "none")
            head = (
                f"HTTP/1.1 {response.status} Refused\r\ncontent-length: {len(response.body)}\r\nconnection: close\r\n"
            )
            head += "".join(f"{name}: {value}\r\n" for name, value in response.headers)
            self.transport.write(f"{head}\r\n".encode("latin-1") + response.body)
        self.transport.close()


class Server(UvicornServer):
    """A server that leaves signals to whoever runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def own_process() -> None:
    """Make ready a process that only serves.

    The world and its history are never garbage while the door is open, so that looking through them again and again
    is left out: what is there now is set aside, and the young are looked at less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


def server(room: Room, port: int, log: Log) -> Server:
    """A server for a socket at `port`: `await server.serve(sockets=[socket])`; `should_exit` ends it."""
    quiet = logging.getLogger("uvicorn.error")
    quiet.setLevel(logging.CRITICAL)
    quiet.propagate = False
    quiet.addHandler(logging.NullHandler())
    options: dict[str, Any] = {"loop": "asyncio", "lifespan": "off", "ws": "none", "interface": "asgi3"}
    config = Config(
        application(room, port, log),
        http=Patience,
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=MOST_CONNECTIONS,
        timeout_keep_alive=SECONDS_IDLE,
        timeout_graceful_shutdown=2,
        **options,
    )
    return Server(config)
