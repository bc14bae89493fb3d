"""The door closes promptly whatever its clients are at."""

from __future__ import annotations

import asyncio
import socket

import freezegun
import pytest
from doorroom import Room, Served, as_bytes, signed

from course.endpoint.server import Server, listen, server
from sim.world import World

MINUTES = 300
LARGE = 5_000_000


async def opened(room: Room, patience: int) -> tuple[Server, asyncio.Task[None], int]:
    """A server that gives clients `patience` seconds to take their answers."""
    sock = listen(0)
    port: int = sock.getsockname()[1]
    door = server(room, port, room.log.append)
    door.config.timeout_graceful_shutdown = patience
    serving = asyncio.create_task(door.serve(sockets=[sock]))
    return door, serving, port


async def ended(door: Server, serving: asyncio.Task[None]) -> None:
    door.should_exit = True
    await asyncio.wait_for(serving, 10)
    assert not door.server_state.connections
    assert not door.server_state.tasks


def test_with_clients_idle_and_clients_still_asking(door: Room) -> None:
    async def session() -> None:
        running, serving, port = await opened(door, MINUTES)
        whole = as_bytes(signed(door.administrator, "Action=GetUser&Version=2010-05-08", port=port))
        lab = f"POST /_lab/run HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-length: 400\r\n".encode()
        sent = {
            "nothing": b"",
            "half a line": b"POST / HT",
            "half a head": whole[:60],
            "half a small body": whole[:-5],
            "half an upload": lab + b"\r\n" + b"x" * 100,
            "a head that waits to go on": lab + b"expect: 100-continue\r\n\r\n",
            "half a second request": whole + whole[:60],
            "a whole request": whole,
        }
        clients = {}
        for name, data in sent.items():
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(data)
            clients[name] = reader, writer
        for name in ("a whole request", "half a second request", "a head that waits to go on"):
            await clients[name][0].readuntil(b"\r\n\r\n")
        await ended(running, serving)
        for name, (reader, writer) in clients.items():
            await reader.read()
            assert reader.at_eof(), name
            writer.close()

    asyncio.run(session())


@pytest.mark.parametrize("reading", [True, False])
def test_with_a_client_that_does_not_read_its_answer(door: Room, start: World, reading: bool) -> None:
    """It is cut off in the end; one that reads gets its answer whole."""
    door.state["filler"] = "x" * LARGE

    async def session() -> None:
        running, serving, port = await opened(door, MINUTES if reading else 0)
        with socket.socket() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            client.setblocking(False)
            loop = asyncio.get_running_loop()
            await loop.sock_connect(client, ("127.0.0.1", port))
            await loop.sock_sendall(client, f"GET /_lab/state HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n\r\n".encode())
            received = await loop.sock_recv(client, 1_000)
            if reading:
                running.should_exit = True
                while data := await loop.sock_recv(client, 1_000_000):
                    received += data
                assert len(received) > LARGE
            await ended(running, serving)

    asyncio.run(session())


def test_with_a_clock_that_a_test_froze_meanwhile(start: World) -> None:
    with freezegun.freeze_time("2050-01-01"):
        served = Served(Room(start))
        assert served.lab("GET", "clock")[0] == 200
    served.close()
