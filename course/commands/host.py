"""The host's side of a command: its clock, its terminal, its files."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.world import World


def host_time() -> int:
    """The host's present, in milliseconds since the Unix epoch."""
    return time.time_ns() // 1_000_000


def has_terminal() -> bool:
    """Whether both standard input and output are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def has_screen() -> bool:
    """Whether the whole course can be shown: in a terminal, or through what TEXTUAL_DRIVER names, as in a browser."""
    return (has_terminal() and not is_dumb()) or bool(os.environ.get("TEXTUAL_DRIVER"))


def follow_width() -> None:
    """Have the lines of plain text as long as the terminal is wide, also once it is resized; elsewhere as they are."""
    from course.plain.width import follow

    if sys.stdout is not None and sys.stdout.isatty():
        follow(lambda: shutil.get_terminal_size().columns)


def is_dumb() -> bool:
    """Whether the terminal says of itself that it can only print lines, as that of an editor does."""
    return os.environ.get("TERM", "").lower() in ("dumb", "unknown")


def complain(message: object) -> int:
    """Say on standard error what cannot be used; gives the exit status for it."""
    print(f"mfa-course: {message}", file=sys.stderr)
    return 2


def write(text: str) -> None:
    """Print text as it stands, at once: whoever reads along waits for it."""
    print(text, end="", flush=True)


class Unusable(Exception):
    """A file or word that cannot be used; the message is one for people."""


def read_scenario(name: str, beside: Path | None = None) -> tuple[str, str]:
    """The name and text of a scenario: one of the course's by name, or a file by its path.

    Raises Unusable.
    """
    from course import library
    from course.lesson.error import LessonError

    path = Path(name)
    try:
        if path.suffix not in (".yaml", ".yml"):
            path = library.scenario(name, beside)
        return path.stem, library.read_text(path)
    except (library.NotFoundError, LessonError) as error:
        raise Unusable(str(error)) from None


def start_world(name: str, text: str, time: int, seed: int | None = None) -> World:
    """The world that a scenario's text describes, at host `time`.

    Raises Unusable.
    """
    from sim.scenario import ScenarioError, load

    try:
        return load(text, name, time, seed)
    except ScenarioError as error:
        raise Unusable(str(error)) from None
