"""One client's connection: uvicorn's, with an end to every wait and a short way for the requests there are most of.

The short way is for a whole POST / with a small body while nothing else is under way on the connection, which is what
the AWS CLI and SDKs send to IAM and STS: it is answered as soon as its last byte is there. All else, the lab calls
and S3 among it, goes the long way, as an ASGI request.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from course.endpoint.protocols import Request, Response, protocol_of
from sim.errors import ServiceError

if TYPE_CHECKING:
    from course.endpoint.app import Entrance

SECONDS_TO_ASK = 20.0
"""How long a client may take over a request, from its first byte to its last."""

SECONDS_IDLE = 120
"""How long a connection may stay open without a request."""

LARGEST_HEAD = 64_000
"""Bytes of a request line and its headers at most."""

SMALL_BODY = 64_000
"""Bytes of a body at most that goes the short way."""

_PHRASES: Mapping[int, str] = MappingProxyType({status.value: status.phrase for status in HTTPStatus})


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

    def write_now(self, data: bytes) -> None:
        """Send `data` without delay, after what is held."""
        self._flush()
        self._transport.write(data)

    def close(self) -> None:
        """Send what is held, then close."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._held:
            if not self._transport.is_closing():
                self._transport.write(b"".join(self._held))
            self._held.clear()


class Connection(HttpToolsProtocol):
    """A connection whose client is answered in AWS's shape even where it is too slow or sends what is no HTTP."""

    _waiting: asyncio.TimerHandle | None = None
    _begun = _in_head = False
    _head = 0
    _short: bytearray | None = None
    """The body so far of a request that goes the short way."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait a while for the first request."""
        self._out = OneWrite(transport, self.loop)
        super().connection_made(cast(asyncio.Transport, self._out))
        self._waiting = self.loop.call_later(SECONDS_IDLE, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timer with the connection."""
        self._rest()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Close as the server closes: what was asked whole is answered first; who is still asking is not waited for."""
        if self._begun:
            self.transport.close()
        else:
            super().shutdown()

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
            if self._at_rest:
                self._waiting = self.loop.call_later(SECONDS_IDLE, self.transport.close)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._rest()
        self._begun = self._in_head = True
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its head is whole: choose its way."""
        self._in_head = False
        if self.url == b"/" and self._at_rest and self._is_short():
            self._short = bytearray()
        else:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take in a piece of its body."""
        if self._short is not None:
            self._short += body
        else:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """It has come in whole."""
        self._begun = False
        if self._short is None:
            super().on_message_complete()
            return
        body, self._short = bytes(self._short), None
        if not self.transport.is_closing():
            app: Entrance = self.config.loaded_app
            self._answer(app.answer(self.headers, body), keep=self.parser.should_keep_alive())

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, as AWS refuses what it cannot read."""
        self._refuse(ServiceError("MalformedInput", 400, msg))

    def pause_writing(self) -> None:
        """The client does not read its answers: take no more requests of it until it does."""
        self.flow.pause_reading()
        super().pause_writing()

    def resume_writing(self) -> None:
        """It reads again."""
        super().resume_writing()
        self.flow.resume_reading()

    @property
    def _at_rest(self) -> bool:
        """Whether nothing is under way on the connection."""
        return self.cycle is None or (self.cycle.response_complete and not self.pipeline)

    def _is_short(self) -> bool:
        if self.parser.get_method() != b"POST" or self.parser.should_upgrade() or self.expect_100_continue:
            return False
        sizes = [value for name, value in self.headers if name in (b"content-length", b"transfer-encoding")]
        return len(sizes) == 1 and sizes[0].isdigit() and int(sizes[0]) <= SMALL_BODY

    def _answer(self, response: Response, *, keep: bool) -> None:
        lines = [f"HTTP/1.1 {response.status} {_PHRASES.get(response.status, '')}"]
        lines += [f"{name.decode()}: {value.decode()}" for name, value in self.server_state.default_headers]
        lines += [f"{name}: {value}" for name, value in response.headers]
        lines.append(f"content-length: {len(response.body)}")
        if not keep:
            lines.append("connection: close")
        lines += ["", ""]
        self._out.write_now("\r\n".join(lines).encode("latin-1") + response.body)
        if not keep:
            self.transport.close()

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
        if self._at_rest or not self.cycle.response_started:
            wire = protocol_of("iam")
            assert wire is not None
            self._answer(wire.refuse(Request("POST", "/", "", {}, b""), error, "none"), keep=False)
        self.transport.close()
