"""A tab: a process of the course's own for each, begun with its connection and ended with it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shlex
import sys
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from typing import Any

from aiohttp import WSMsgType
from aiohttp.web import WebSocketResponse
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

COURSE = (sys.executable, "-P", "-c", "import sys; from course.cli import main; sys.exit(main(['run']))")

SECONDS_TO_LEAVE = 5.0
"""How long the course may take to end after it was asked to, and again after it was told to."""

LARGEST = 1000
"""Columns and rows of a window at most."""

LEFT, FELL_OVER = 1000, 4000
"""The codes with which a connection is closed when the course was left, and when it stopped by itself."""


class Tab(AppService):
    """The course's process behind a connection. What it paints is read to its end, even when nobody looks any more."""

    def __init__(self, socket: WebSocketResponse) -> None:
        super().__init__(
            shlex.join(COURSE),
            write_bytes=self._show,
            write_str=self._tell,
            close=self._ends,
            download_manager=DownloadManager(),
        )
        self._socket = socket

    async def serve(self, width: int, height: int) -> None:
        """Run the course until it is left or the connection ends."""
        await self.start(_within(width), _within(height))
        try:
            async for message in self._socket:
                if message.type is not WSMsgType.TEXT or not await self._heard(message.data):
                    await self._socket.close(code=1003, message=b"not a word of the page's")
        finally:
            await self.stop()

    async def run(self) -> None:
        """Pass on what the course paints, to its end, and say how it ended."""
        await super().run()
        assert self._process is not None
        status = await self._process.wait()
        if not self._socket.closed:
            await self._socket.close(code=LEFT if status == 0 else FELL_OVER)

    async def stop(self) -> None:
        """Have the course end, by asking, by telling, then by force; returns once it has."""
        task, process = self._task, self._process
        if task is None or process is None:
            return
        self._task = None
        await self.send_meta({"type": "quit"})
        for harder in (process.terminate, process.kill):
            ended, _ = await asyncio.wait([task], timeout=SECONDS_TO_LEAVE)
            if ended:
                break
            harder()
        await task

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return super()._build_environment(width, height) | {"TEXTUAL_DRIVER": "course.web.driver:TabDriver"}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        # In a session of its own: Ctrl+C at the server's terminal is the server's to hear.
        process = await create_subprocess_exec(
            *COURSE,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
            start_new_session=True,
        )
        self._process, self._stdin = process, process.stdin
        return process

    async def _heard(self, text: str) -> bool:
        """Do what the page says; gives whether it was a word of its."""
        try:
            word = json.loads(text)
        except (ValueError, RecursionError):
            return False
        match word:
            case ["stdin", str(keys)]:
                await self.send_bytes(keys.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await self.set_terminal_size(_within(width), _within(height))
            case ["ping", data]:
                await self._tell(json.dumps(["pong", data]))
            case ["blur"]:
                await self.blur()
            case ["focus"]:
                await self.focus()
            case _:
                return False
        return True

    async def _show(self, painted: bytes) -> None:
        await self._send(self._socket.send_bytes, painted)

    async def _tell(self, text: str) -> None:
        await self._send(self._socket.send_str, text)

    async def _send(self, send: Any, data: str | bytes) -> None:
        if not self._socket.closed:
            with contextlib.suppress(ConnectionResetError):  # its end is noticed where it is read from
                await send(data)

    async def _ends(self) -> None:
        """The course says that it ends: how, its exit status tells."""


def _within(size: int) -> int:
    return max(1, min(LARGEST, size))
