"""The server of the page: on the loopback address, for browsers that were given its address."""

from __future__ import annotations

import asyncio
import logging
import secrets
import socket
import sys
from collections.abc import Awaitable, Callable, Mapping
from weakref import WeakSet

from aiohttp import web
from aiohttp.web import Request, Response, StreamResponse, WebSocketResponse

from course.web.page_files import PageFile, page_files
from course.web.tab import Tab

LOOPBACK = "127.0.0.1"

MOST_TABS = 16
"""Tabs at a time: each is a process."""

TOO_MANY = 4001
"""The code with which a connection over that number is closed."""

SECONDS_TO_END = 12.0
"""How long tabs may take to end with the server."""

Handler = Callable[[Request], Awaitable[StreamResponse]]


def listen(port: int) -> socket.socket:
    """A socket that listens at `port` of the loopback address; 0 is any free port.

    Raises OSError where the port is taken.
    """
    try:
        return socket.create_server((LOOPBACK, port))
    except OSError as error:
        why = str(error.strerror).partition(" (while ")[0]  # the address is no news
        raise OSError(error.errno, why) from None


class PageServer:
    """Serves the page and its tabs to whoever knows the token in its address.

    Nobody else may come in: not a page from elsewhere that names the server otherwise (a foreign Host, as after DNS
    rebinding) or reaches for its websocket (a foreign Origin), nor one that does not know the token.
    """

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(16)
        self.port = port
        self._hosts = frozenset(
            [f"{LOOPBACK}:{port}", f"localhost:{port}", *([LOOPBACK, "localhost"] if port == 80 else [])]
        )
        self._origins = frozenset(f"http://{host}" for host in self._hosts)
        self._files: Mapping[str, PageFile] = page_files()
        self._sockets: WeakSet[WebSocketResponse] = WeakSet()

    @property
    def address(self) -> str:
        """The page's URL."""
        return f"http://{LOOPBACK}:{self.port}/{self.token}/"

    async def start(self, listening: socket.socket) -> web.AppRunner:
        """Serve; the runner's `cleanup` ends it with all tabs."""
        app = web.Application(middlewares=[self._guard])
        app.router.add_get("/{token}/ws", self._tab)
        app.router.add_get("/{token}/{name}", self._file)
        app.router.add_get("/{token}/", self._file)
        app.on_response_prepare.append(self._head)
        app.on_shutdown.append(self._end)
        runner = web.AppRunner(app, access_log=None, logger=_logger(), shutdown_timeout=SECONDS_TO_END)
        await runner.setup()
        await web.SockSite(runner, listening).start()
        return runner

    @web.middleware
    async def _guard(self, request: Request, handler: Handler) -> StreamResponse:
        """Refuse what is not from this very page."""
        hosts, origins = request.headers.getall("Host", []), request.headers.getall("Origin", [])
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts or not self._origins.issuperset(origins):
            return Response(status=403, text=f"This server answers only to {' and '.join(sorted(self._hosts))}.\n")
        token = request.path.lstrip("/").partition("/")[0]
        if not secrets.compare_digest(token.encode("utf-8", "replace"), self.token.encode()):
            return Response(status=404, text="There is nothing here. Open the address that `mfa-course web` printed.\n")
        try:
            return await handler(request)
        except web.HTTPException as refusal:
            return Response(status=refusal.status, text=f"{refusal.reason}\n", headers=_allow(refusal))

    async def _file(self, request: Request) -> Response:
        file = self._files.get(request.match_info.get("name", ""))
        if file is None:
            raise web.HTTPNotFound
        return Response(body=file.body, content_type=file.content_type, charset="utf-8")

    async def _tab(self, request: Request) -> StreamResponse:
        if "Origin" not in request.headers:  # every browser sends it with a websocket
            return Response(status=403, text="Only this server's own page may come in here.\n")
        answer = WebSocketResponse(heartbeat=15, timeout=3, compress=False)
        await answer.prepare(request)
        if len(self._sockets) >= MOST_TABS:
            await answer.close(code=TOO_MANY)
            return answer
        self._sockets.add(answer)
        try:
            await Tab(answer).serve(_number(request, "width", 80), _number(request, "height", 24))
        finally:
            self._sockets.discard(answer)
        return answer

    async def _head(self, _request: Request, response: StreamResponse) -> None:
        """Bind the page to this machine: it may fetch from here alone, and be shown in no other page."""
        own = " ".join(f"ws://{host}" for host in sorted(self._hosts))
        response.headers.update(
            {
                "Content-Security-Policy": (
                    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                    f"connect-src 'self' {own}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                ),
                "Cross-Origin-Opener-Policy": "same-origin",
                "Cross-Origin-Resource-Policy": "same-origin",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store",
            }
        )
        response.headers.pop("Server", None)

    async def _end(self, _app: web.Application) -> None:
        await asyncio.gather(*(each.close(code=1001) for each in list(self._sockets)))


class _Teller(logging.Handler):
    """Tells what the server complains of in a line, whatever a stranger sent."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        words = f"{record.getMessage()}{f': {error}' if error else ''}"
        print(f"mfa-course web: {' '.join(words.split())}", file=sys.stderr, flush=True)


def _logger() -> logging.Logger:
    logger = logging.Logger("mfa-course web", logging.WARNING)
    logger.addHandler(_Teller())
    return logger


def _number(request: Request, name: str, otherwise: int) -> int:
    word = request.query.get(name, "")
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 6 else otherwise


def _allow(refusal: web.HTTPException) -> dict[str, str]:
    return {"Allow": refusal.headers["Allow"]} if "Allow" in refusal.headers else {}
