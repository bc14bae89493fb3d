"""The command `mfa-course`."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

INTERRUPTED = 130
CLOSED_PIPE = 141
"""Exit statuses as a shell gives them for SIGINT and SIGPIPE."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit status."""
    _plain_streams()
    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nInterrupted. Nothing that was done is lost.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output is gone; the interpreter must not try to write the rest at exit.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    return status


def _run(argv: Sequence[str]) -> int:
    if not argv:
        from course.commands.run import run

        return run(None)
    from course.commands.options import parser

    options = parser().parse_args(argv)
    if options.command is None:
        from course.commands.run import run

        return run(None)
    from course.commands.carry_out import carry_out

    return carry_out(options)


def _plain_streams() -> None:
    """Text that is not UTF-8, on the way in or out, is shown with signs that stand for it instead of failing."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace" if stream is sys.stdin else _errors(stream.encoding))


def _errors(encoding: str | None) -> str:
    """What to do with text that the encoding of a stream lacks: UTF-8 lacks nothing that means anything."""
    if encoding is None or encoding.lower().startswith("utf"):
        return "replace"
    from course.signs import ERRORS

    return ERRORS
