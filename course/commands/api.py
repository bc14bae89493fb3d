"""`mfa-course api`: the door for real clients, on an account of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

from course.commands.host import Unusable, complain, host_time, read_scenario, start_world
from course.driver import Driver
from course.endpoint.server import Server, listen, own_process, server
from course.endpoint.setup import administrator, exports, profiles


def api(scenario: str, port: int, seed: int | None, env_file: str | None) -> int:
    """Serve an account until Ctrl+C."""
    try:
        world = start_world(*read_scenario(scenario), host_time(), seed)
        credentials = administrator(world)
        if credentials is None:
            raise Unusable(f"{scenario}: nobody could call. Give `you` a profile: profiles: {{default: USER}}")
        try:
            sock = listen(port)
        except OSError as error:
            raise Unusable(
                f"port {port} cannot be had ({error.strerror}); without --port any free one is taken"
            ) from None
    except Unusable as error:
        return complain(error)
    port = sock.getsockname()[1]
    lines = exports(port, credentials)
    told = f"""\
The account of {world.scenario} is open to boto3, the aws CLI and other programs of this machine. Ctrl+C ends it.
In the window of your program paste the lines above; or make a profile of them, for aws --profile mfa-course:
{profiles(world, port)}"""
    door = server(Driver(world, host_time), port, _log)
    own_process()
    try:
        return asyncio.run(_serve(door, sock, lines, told, env_file))
    finally:
        sock.close()


async def _serve(door: Server, sock: object, lines: str, told: str, env_file: str | None) -> int:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: there KeyboardInterrupt ends it
            loop.add_signal_handler(number, _end, door)
    serving = asyncio.create_task(door.serve(sockets=[sock]))  # type: ignore[list-item]
    while not door.started and not serving.done():
        await asyncio.sleep(0.005)
    print(lines, end="", flush=True)
    print(told, end="", file=sys.stderr, flush=True)
    status = 0
    if env_file is not None:
        try:
            _write(Path(env_file), lines)
        except OSError as error:
            status = complain(f"--env-file {env_file} cannot be written: {error.strerror}")
            door.should_exit = True
    await serving
    if not status:
        print("\nThe door is closed; the account is gone with it.", file=sys.stderr)
    return status


def _end(door: Server) -> None:
    door.should_exit = True


def _write(path: Path, text: str) -> None:
    """Write a file whole: whoever waits for it never reads half of it."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _log(line: str) -> None:
    print(f"mfa-course api: {line}", file=sys.stderr, flush=True)
