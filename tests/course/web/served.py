"""`mfa-course web` as a process of its own, and the courses that it runs for its tabs."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 30.0
COMMAND = (sys.executable, "-c", "import sys; from course.cli import main; sys.exit(main())", "web")


@dataclass
class Served:
    """The server's process and the address that it printed."""

    process: asyncio.subprocess.Process
    address: str

    @property
    def origin(self) -> str:
        return self.address.rsplit("/", 2)[0]

    def courses(self) -> list[int]:
        """The processes that it runs."""
        pid = self.process.pid
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    async def interrupt(self) -> int:
        """Press Ctrl+C at it; gives its exit status."""
        self.process.send_signal(signal.SIGINT)
        return await asyncio.wait_for(self.process.wait(), PATIENCE)


@asynccontextmanager
async def served(home: Path) -> AsyncIterator[Served]:
    """A server with a data folder of its own."""
    environment = {**os.environ, "MFA_COURSE_HOME": str(home), "PYTHONUTF8": "1", "TEXTUAL_ANIMATIONS": "none"}
    environment = {name: value for name, value in environment.items() if name not in ("NO_COLOR", "TEXTUAL_THEME")}
    process = await asyncio.create_subprocess_exec(*COMMAND, stdout=asyncio.subprocess.PIPE, env=environment)
    try:
        assert process.stdout is not None
        address = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode().strip()
        yield Served(process, address)
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), PATIENCE)


async def ended(pid: int) -> None:
    """Wait until a process that is no child of this one has ended."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    loop, done = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(descriptor, done.set)
    try:
        await asyncio.wait_for(done.wait(), PATIENCE)
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)
