"""The command `mfa-course`."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

INTERRUPTED = 130
CLOSED_PIPE = 141
"""Exit statuses as a shell gives them for SIGINT and SIGPIPE."""

EPILOG = """\
Where progress is kept: your data folder, or the folder that MFA_COURSE_HOME names.
Exit statuses: 0 done; 1 not done (a step unmet, the last line refused); 2 a word or a file that cannot be used;
252 to 254 as the AWS CLI has them.
"""


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
    options = _parser().parse_args(argv)
    if options.command == "shell":
        from course.commands.shell import shell

        return shell(options.scenario, options.seed, options.start, errexit=options.errexit)
    if options.command == "play":
        from course.commands.play import play

        return play(options.lesson, solve=options.solve, fresh=options.fresh)
    if options.command == "lessons":
        from course.commands.lessons import lessons

        return lessons()
    if options.command == "api":
        from course.commands.api import api

        return api(options.scenario, options.port, options.seed, options.env_file)
    from course.commands.run import run

    return run(getattr(options, "lesson", None))


def _parser() -> argparse.ArgumentParser:
    import argparse

    from course import __version__

    parser = argparse.ArgumentParser(
        prog="mfa-course",
        description="Learn AWS IAM and multi-factor authentication on a simulated account, with real codes.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"mfa-course {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    run = commands.add_parser(
        "run",
        help="open the course (as mfa-course alone does)",
        description="Open the course on the whole screen; without a terminal, as plain text.",
    )
    run.add_argument("lesson", nargs="?", metavar="LESSON", help="go straight to this lesson: its number, name or file")
    play = commands.add_parser(
        "play",
        help="a lesson as plain numbered text, from a terminal or a pipe",
        description="A lesson as plain numbered text: for screen readers, pipes and scripts.",
    )
    play.add_argument("lesson", metavar="LESSON", help="its number, name or file")
    play.add_argument("--solve", action="store_true", help="run the lesson's own solutions; 0 when every step is met")
    play.add_argument("--fresh", action="store_true", help="begin anew rather than where you left")
    shell = commands.add_parser(
        "shell",
        help="the command language alone, from a terminal or a pipe",
        description="Run command lines on a simulated account. `help` lists the commands.",
    )
    shell.add_argument("--scenario", default="alice-and-alan", metavar="NAME", help="the account to begin with")
    shell.add_argument("--seed", type=int, metavar="N", help="other ids and secrets than the scenario's own")
    shell.add_argument("--start", metavar="TIME", help="begin at this time, such as 2027-03-01T12:00:00Z")
    shell.add_argument("--errexit", action="store_true", help="stop at the first line that is refused")
    api = commands.add_parser(
        "api",
        help="a simulated account for boto3, the aws CLI and scripts",
        description="Serve a simulated account on this machine for boto3, the aws CLI and scripts, until Ctrl+C.",
    )
    api.add_argument("--scenario", default="alice-and-alan", metavar="NAME", help="the account to begin with")
    api.add_argument(
        "--port", type=_port, default=0, metavar="N", help="the port to listen at; any free one if left out"
    )
    api.add_argument("--seed", type=int, metavar="N", help="other ids and secrets than the scenario's own")
    api.add_argument("--env-file", metavar="PATH", help="write the export lines there too, once it accepts calls")
    commands.add_parser("lessons", help="list the lessons", description="List the lessons and how far you are.")
    return parser


def _port(text: str) -> int:
    from argparse import ArgumentTypeError

    if not (text.isascii() and text.isdigit() and int(text) < 65_536):
        raise ArgumentTypeError(f"{text!r} is no port: a number up to 65535 is expected")
    return int(text)


def _plain_streams() -> None:
    """Text that is not UTF-8, on the way in or out, is shown with replacement signs instead of failing."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
