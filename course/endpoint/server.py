"""The door's server: uvicorn on the loopback address, with an end to every wait."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import socket
from collections.abc import Iterator
from typing import Any

from uvicorn import Config
from uvicorn import Server as UvicornServer

from course.endpoint.app import application
from course.endpoint.connection import SECONDS_IDLE, Connection
from course.endpoint.door import Log, Room

LOOPBACK = "127.0.0.1"

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


SECONDS_TO_TAKE_ANSWERS = 1
"""How long clients may take over the answers that are on their way as the server ends."""


class Server(UvicornServer):
    """A server that leaves signals to whoever runs it, and that no client can hold back as it ends."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer what was asked; cut off who does not take the answer."""
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            # Closing alone would wait for the client to read what is written to it.
            connection.transport.abort()
        await asyncio.sleep(0)


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
        http=Connection,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=MOST_CONNECTIONS,
        timeout_keep_alive=SECONDS_IDLE,
        timeout_graceful_shutdown=SECONDS_TO_TAKE_ANSWERS,
        **options,
    )
    return Server(config)
