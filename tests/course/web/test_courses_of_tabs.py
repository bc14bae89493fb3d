"""The course itself behind a tab, without a browser: it ends with its server."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from served import PATIENCE, Served, ended, served


@asynccontextmanager
async def connected(course: Served) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A tab's connection, without a tab."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(
            course.address + "ws?width=80&height=24", headers={"Origin": course.origin}, max_msg_size=0
        ) as socket,
    ):
        yield socket


async def until(socket: aiohttp.ClientWebSocketResponse, words: str) -> None:
    """Wait until words are painted in one go."""
    async with asyncio.timeout(PATIENCE):
        async for message in socket:
            if message.type is aiohttp.WSMsgType.BINARY and words.encode() in message.data:
                return
    raise AssertionError(f"{words!r} was not painted")


@pytest.mark.long
def test_no_course_outlives_a_server_that_is_killed(tmp_path: Path) -> None:
    async def sit() -> None:
        async with served(tmp_path / "home") as course, connected(course) as socket:
            await until(socket, "Getting started")
            (process,) = course.courses()
            course.process.send_signal(signal.SIGKILL)
            await ended(process)

    asyncio.run(sit())
