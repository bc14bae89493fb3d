"""What a signed GetUser costs through the door, against moto's server and against an empty Starlette application.

python benchmarks/door.py [--quick]        (moto's server: pip install -e '.[bench]')

All servers run in processes of their own; one client at a time sends requests signed beforehand, in turns with the
others, over one connection for as long as the server keeps it (moto's closes it after each answer).
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as Keys
from ratio import Ratio, interleaved, report

FEW, MANY = 10, 100_000
AT_ONCE = 50
"""Requests of one measurement."""

BODY = "Action=GetUser&Version=2010-05-08&UserName=Alice"
SCENARIO = Path(__file__).parent.parent / "lessons" / "scenarios" / "alice-and-alan.yaml"


class Client:
    """A client that sends one signed request again and again; it connects anew where the server hung up."""

    def __init__(self, port: int, request: bytes) -> None:
        self.port, self.request = port, request
        self.connection = connect(port)

    def get_user(self, times: int = AT_ONCE) -> None:
        """Send the request so many times, each once the one before is answered."""
        for _ in range(times):
            self.connection.sendall(self.request)
            received = self.connection.recv(65_536)
            while not whole(received):
                more = self.connection.recv(65_536)
                if not more:
                    raise SystemExit(f"the server closed after {received!r}")
                received += more
            if b"<UserName>Alice</UserName>" not in received:
                raise SystemExit(f"no GetUser result: {received!r}")
            if b"Connection: close" in received:
                self.connection.close()
                self.connection = connect(self.port)


def whole(received: bytes) -> bool:
    """Whether a response has come in with all of its body."""
    head, blank, body = received.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    return bool(blank) and length is not None and len(body) >= int(length[1])


def signed(port: int, keys: Keys) -> bytes:
    """A signed GetUser as bytes."""
    url = f"http://127.0.0.1:{port}/"
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", "Host": f"127.0.0.1:{port}"}
    request = AWSRequest("POST", url, data=BODY, headers=headers)
    SigV4Auth(keys, "iam", "us-east-1").add_auth(request)
    lines = [f"{name}: {value}" for name, value in request.headers.items()]
    head = "\r\n".join(["POST / HTTP/1.1", *lines, f"Content-Length: {len(BODY)}", "Connection: keep-alive"])
    return f"{head}\r\n\r\n{BODY}".encode()


def connect(port: int) -> socket.socket:
    deadline = time.monotonic() + 60
    while True:
        try:
            connection = socket.create_connection(("127.0.0.1", port), timeout=60)
            break
        except OSError:
            if time.monotonic() > deadline:
                raise SystemExit(f"nothing answers at port {port}") from None
            time.sleep(0.05)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextlib.contextmanager
def process(*arguments: str) -> Iterator[int]:
    """A server in a process of its own: this file again, or a module; gives its port, which is its last argument."""
    port = free_port()
    running = subprocess.Popen(
        [sys.executable, *arguments, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ
    )
    try:
        yield port
    finally:
        running.terminate()
        running.wait()


def serve_door(users: int, port: int) -> None:
    import asyncio

    from course.commands.host import host_time
    from course.driver import Driver
    from course.endpoint.server import listen, own_process, server
    from sim.account import User
    from sim.scenario import load

    world = load(SCENARIO.read_text(encoding="utf-8"), "alice-and-alan", host_time())
    account = world.account
    for number in range(users - len(account.users)):
        account = account.with_user(User(f"user-{number}", f"AIDA{number:017}", world.time))
    driver = Driver(replace(world, account=account), host_time)
    own_process()
    asyncio.run(server(driver, port, print).serve(sockets=[listen(port)]))


def serve_empty(port: int) -> None:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    async def empty(request: Request) -> Response:
        await request.body()
        return Response("<UserName>Alice</UserName>", media_type="text/xml")

    app = Starlette(routes=[Route("/", empty, methods=["POST"])])
    uvicorn.run(
        app, port=port, loop="asyncio", http="httptools", access_log=False, log_level="critical", timeout_keep_alive=120
    )


def serve_moto(port: int) -> None:
    from moto.server import main as moto

    moto(["-H", "127.0.0.1", "-p", str(port)])


def door_client(port: int) -> Client:
    from sim.scenario import load

    world = load(SCENARIO.read_text(encoding="utf-8"), "alice-and-alan", 0)
    keys = world.people["you"].profiles["default"]
    return Client(port, signed(port, Keys(keys.access_key_id, keys.secret_access_key)))


def moto_client(port: int) -> Client:
    import boto3

    connect(port).close()
    iam = boto3.client(
        "iam",
        endpoint_url=f"http://127.0.0.1:{port}",
        region_name="us-east-1",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )
    iam.create_user(UserName="Alice")
    return Client(port, signed(port, Keys("testing", "testing")))


def main() -> int:
    rounds = 9 if "--quick" in sys.argv[1:] else 31
    measure = partial(interleaved, rounds=rounds, repeat=1)
    here = str(Path(__file__))
    with contextlib.ExitStack() as stack:
        few = door_client(stack.enter_context(process(here, f"door={FEW}")))
        many = door_client(stack.enter_context(process(here, f"door={MANY}")))
        empty = Client(stack.enter_context(process(here, "empty")), few.request)
        moto = moto_client(stack.enter_context(process(here, "moto")))
        ratios = [
            measure("against moto's server", few.get_user, moto.get_user, limit=1 / 8),
            measure("against an empty Starlette app", few.get_user, empty.get_user, limit=2),
            measure(f"{MANY:,} users against {FEW}", many.get_user, few.get_user, limit=1.5),
        ]
    ratios = [scaled(ratio) for ratio in ratios]
    status = report("A signed GetUser through the door", ratios)
    for ratio in ratios[:2]:
        here_rate, there = (1 / sorted(times)[len(times) // 2] for times in ratio.measured)
        print(f"  {ratio.name}: {here_rate:,.0f} a second, there {there:,.0f}: {1 / ratio.median:.2f} times")
    return status


def scaled(ratio: Ratio) -> Ratio:
    """A ratio of the times of one request."""
    return replace(
        ratio, subject=[time / AT_ONCE for time in ratio.subject], baseline=[time / AT_ONCE for time in ratio.baseline]
    )


SERVERS = {"empty": serve_empty, "moto": serve_moto}

if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[2].isdigit():
        kind, _, users = sys.argv[1].partition("=")
        serve = partial(serve_door, int(users)) if kind == "door" else SERVERS[kind]
        serve(int(sys.argv[2]))
        sys.exit()
    sys.exit(main())
