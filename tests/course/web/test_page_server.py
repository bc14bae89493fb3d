"""The server of the page: who may come in, and what becomes of a tab's process, tried with stand-ins for the course."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest

import course.web.server
import course.web.tab
from course.cli import main
from course.web.page_files import UnfitError, fitted, page_files
from course.web.server import PageServer, listen

Stand = Callable[[str], None]

SHOWS = "import sys, time; sys.stdout.buffer.write(b'__GANGLION__\\nD\\0\\0\\0\\2hi'); sys.stdout.flush(); "


@pytest.fixture
def instead(monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Runs a program for each tab instead of the course."""

    def use(program: str) -> None:
        monkeypatch.setattr(course.web.tab, "COURSE", (sys.executable, "-S", "-c", program))
        monkeypatch.setattr(course.web.tab, "SECONDS_TO_LEAVE", 0.05)

    return use


@asynccontextmanager
async def at_the_page() -> AsyncIterator[tuple[PageServer, aiohttp.ClientSession]]:
    with listen(0) as listening:
        server = PageServer(listening.getsockname()[1])
        runner = await server.start(listening)
        try:
            async with aiohttp.ClientSession() as session:
                yield server, session
        finally:
            await runner.cleanup()


def own_origin(server: PageServer) -> dict[str, str]:
    return {"Origin": server.address.rsplit("/", 2)[0]}


async def code_of_the_end(socket: aiohttp.ClientWebSocketResponse) -> int | None:
    async for _ in socket:
        pass
    return socket.close_code


def test_each_file_is_bound_to_this_machine() -> None:
    async def sit() -> None:
        async with at_the_page() as (server, session):
            for name, file in page_files().items():
                async with session.get(server.address + name) as answer:
                    assert answer.status == 200
                    assert await answer.read() == file.body
                    assert answer.content_type == file.content_type
                    policy = answer.headers["Content-Security-Policy"]
                    assert "default-src 'none'" in policy
                    assert set(re.findall(r"\w+://[^ ;]*", policy)) == {
                        f"ws://127.0.0.1:{server.port}",
                        f"ws://localhost:{server.port}",
                    }
                    assert answer.headers["Referrer-Policy"] == "no-referrer"
                    assert "Server" not in answer.headers

    asyncio.run(sit())


def test_the_page_names_no_other_host() -> None:
    for name, file in page_files().items():
        text = re.sub(r"/\*.*?\*/", "", file.body.decode(), flags=re.DOTALL)
        assert not re.search(r"(src|href)=\"?(\w+:)?//|@import|url\(", text) or name == "textual.js"
        assert "googleapis" not in text


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "", {"Host": "evil.example"}, 403),
        ("GET", "", {"Host": "127.0.0.1"}, 403),
        ("GET", "", {"Host": "127.0.0.1:PORT.evil.example"}, 403),
        ("GET", "", {"Host": "localhost:PORT"}, 200),
        ("GET", "", {"Host": "LOCALHOST:PORT"}, 200),
        ("GET", "", {"Origin": "http://evil.example"}, 403),
        ("GET", "", {"Origin": "null"}, 403),
        ("GET", "ws", {}, 403),
        ("GET", "ws", {"Origin": "https://127.0.0.1:PORT"}, 403),
        ("GET", "missing.js", {}, 404),
        ("GET", "..%2f..%2fcli.py", {}, 404),
        ("POST", "", {}, 405),
        ("GET", "../", {}, 404),
        ("GET", "../ws", {"Origin": "http://127.0.0.1:PORT"}, 404),
        ("GET", "../x/", {}, 404),
        ("GET", "../%ff%fe/", {}, 404),
    ],
)
def test_who_may_come_in(method: str, path: str, headers: dict[str, str], status: int) -> None:
    async def sit() -> None:
        async with at_the_page() as (server, session):
            sent = {name: value.replace("PORT", str(server.port)) for name, value in headers.items()}
            async with session.request(method, server.address + path, headers=sent) as answer:
                assert answer.status == status
                assert status == 200 or (await answer.text()).count("\n") == 1
                assert "Content-Security-Policy" in answer.headers

    asyncio.run(sit())


@pytest.mark.parametrize("head", ["Host: a\r\nHost: b\r\n", "", "Host: 127.0.0.1:1\r\n"])
def test_a_host_that_is_missing_or_told_twice(head: str, capsys: pytest.CaptureFixture[str]) -> None:
    async def sit() -> None:
        async with at_the_page() as (server, _):
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(f"GET /{server.token}/ HTTP/1.1\r\n{head}Connection: close\r\n\r\n".encode())
            assert re.match(rb"HTTP/1.[01] 40[03] ", await reader.read())
            writer.close()
            await writer.wait_closed()

    asyncio.run(sit())
    told = capsys.readouterr().err
    assert told == "" or (told.startswith("mfa-course web: ") and told.count("\n") == 1)


def test_each_server_has_a_token_of_its_own() -> None:
    tokens = {PageServer(1).token for _ in range(3)}
    assert len(tokens) == 3
    assert all(len(token) > 20 for token in tokens)


@pytest.mark.parametrize(
    "word",
    ["", "{", "[]", "[" * 3000, '["stdin"]', '["stdin", 1]', '["resize", {"width": "80", "height": 24}]', b"\0"],
    ids=lambda word: repr(word)[:20],
)
def test_what_is_no_word_of_the_pages_ends_the_tab(word: str | bytes, instead: Stand) -> None:
    instead(SHOWS + "sys.stdin.read()")

    async def sit() -> None:
        async with (
            at_the_page() as (server, session),
            session.ws_connect(server.address + "ws", headers=own_origin(server)) as socket,
        ):
            await (socket.send_bytes(word) if isinstance(word, bytes) else socket.send_str(word))
            assert await code_of_the_end(socket) == 1003

    asyncio.run(sit())


def test_a_course_that_neither_leaves_nor_heeds_is_ended_by_force(instead: Stand) -> None:
    instead("import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SHOWS + "time.sleep(600)")

    async def sit() -> None:
        async with (
            at_the_page() as (server, session),  # whose end waits for that of the tab
            session.ws_connect(server.address + "ws", headers=own_origin(server)) as socket,
        ):
            assert await socket.receive_bytes() == b"hi"

    asyncio.run(asyncio.wait_for(sit(), 30))


def test_what_is_painted_for_a_closed_tab_is_read_to_its_end(instead: Stand) -> None:
    instead(SHOWS + "sys.stdin.buffer.read(1); sys.stdout.buffer.write(b'D\\0\\0\\3\\xe8' + b'.' * 1000) * 1000")

    async def sit() -> None:
        async with (
            at_the_page() as (server, session),
            session.ws_connect(server.address + "ws", headers=own_origin(server)) as socket,
        ):
            assert await socket.receive_bytes() == b"hi"

    asyncio.run(asyncio.wait_for(sit(), 30))


EXIT = "sys.stdout.buffer.write(b'M\\0\\0\\0\\x10' + b'{\"type\": \"exit\"}'); "


def test_a_course_that_was_left(instead: Stand) -> None:
    instead(SHOWS + EXIT)

    async def sit() -> None:
        async with (
            at_the_page() as (server, session),
            session.ws_connect(server.address + "ws", headers=own_origin(server)) as socket,
        ):
            assert await code_of_the_end(socket) == course.web.tab.LEFT

    asyncio.run(sit())


@pytest.mark.parametrize("last", ["", EXIT])
def test_a_course_that_stops_by_itself_is_told_of(
    last: str, instead: Stand, capsys: pytest.CaptureFixture[str]
) -> None:
    instead(SHOWS + last + "sys.exit('what went wrong')")

    async def sit() -> None:
        async with (
            at_the_page() as (server, session),
            session.ws_connect(server.address + "ws", headers=own_origin(server)) as socket,
        ):
            assert await code_of_the_end(socket) == course.web.tab.FELL_OVER

    asyncio.run(sit())
    assert "what went wrong" in capsys.readouterr().out


def test_more_tabs_than_there_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course.web.server, "MOST_TABS", 0)

    async def sit() -> None:
        async with (
            at_the_page() as (server, session),
            session.ws_connect(server.address + "ws", headers=own_origin(server)) as socket,
        ):
            assert await code_of_the_end(socket) == course.web.server.TOO_MANY

    asyncio.run(sit())


def test_another_script_of_textual_serves_is_not_fitted() -> None:
    with pytest.raises(UnfitError, match=r"textual-serve==1\.1\.3"):
        fitted("this.terminal.open(e)")


def test_a_port_that_is_taken_is_one_clear_message(capsys: pytest.CaptureFixture[str]) -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        assert main(["web", "--port", str(port)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    why = os.strerror(errno.EADDRINUSE)
    assert told.err == f"mfa-course: port {port} cannot be had ({why}); without --port any free one is taken\n"
