"""A program in a terminal of its own: started, watched until it has painted a text, answered by keys, ended."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import resource
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

COLUMNS, ROWS = 120, 40
PATIENCE_SECONDS = 20.0

_ESCAPES = re.compile(r"\x1b(?:\[[0-9;:?<>=$]*[@-~]|[\]P_^].*?(?:\x07|\x1b\\)|[ -/]*[0-~])", re.DOTALL)


class Program:
    """A program that runs in a pseudo-terminal of COLUMNS by ROWS, from the moment this is made."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._written = b""
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        self.begun = time.perf_counter()
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execve(command[0], list(command), {**os.environ, **environment})

    def shown(self, text: str) -> float:
        """Wait until `text` was painted since the last key; gives the time at which it was."""
        end = time.perf_counter() + PATIENCE_SECONDS
        while time.perf_counter() < end and self._read(end - time.perf_counter()):
            now = time.perf_counter()
            if text in self._painted:
                return now
        os.kill(self._pid, signal.SIGKILL)
        raise SystemExit(f"{text!r} was not painted. What was:\n{self._painted}")

    def quiet(self, seconds: float) -> None:
        """Wait until nothing was painted for that long; a clock that ticks is not waited for."""
        end = time.perf_counter() + 4 * seconds
        while time.perf_counter() < end and self._read(seconds):
            pass

    def press(self, key: str) -> float:
        """Press a key; gives the time at which it was."""
        self._written = b""
        now = time.perf_counter()
        os.write(self._terminal, key.encode())
        return now

    def end(self, key: str) -> int:
        """Press the key that ends the program; gives its peak memory in kilobytes."""
        self.press(key)
        while self._read(PATIENCE_SECONDS):
            pass
        _, status, usage = os.wait4(self._pid, 0)
        os.close(self._terminal)
        if status:
            raise SystemExit(f"The program ended with {status}. What was painted:\n{self._painted}")
        return usage.ru_maxrss

    @property
    def processor_seconds(self) -> float:
        """The processor's time that the program took so far: what else the machine does is not in it."""
        # The clock of another process, as clock_getcpuclockid(3) makes it on Linux.
        return time.clock_gettime((~self._pid << 3) | 2)

    @property
    def queued_seconds(self) -> float:
        """How long the program, and this one that watches it, could have run so far while the machine was busy."""
        return _queued(self._pid) + _queued("self")

    @property
    def resident_bytes(self) -> int:
        """What of the program's memory is in the machine's now (the second number of /proc/PID/statm)."""
        pages = Path(f"/proc/{self._pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * resource.getpagesize()

    def watch(self, seconds: float) -> None:
        """Read what it paints for that long."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)

    @property
    def _painted(self) -> str:
        return _ESCAPES.sub("", self._written.decode(errors="replace"))

    def _read(self, patience: float) -> bool:
        """Read what is there within `patience` seconds; false when there is nothing."""
        ready, _, _ = select.select([self._terminal], [], [], max(0.0, patience))
        try:
            data = os.read(self._terminal, 1 << 16) if ready else b""
        except OSError:  # Linux's way to say that the other side is closed
            return False
        self._written += data
        return bool(data)


def _queued(process: int | str) -> float:
    """Seconds that a process's main thread waited for a processor (the second number of /proc/PID/schedstat)."""
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
