"""`mfa-course shell`: command lines from a terminal or a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace

from course.commands.host import Unusable, complain, has_terminal, host_time, read_scenario, start_world
from course.driver import Driver
from sim.clock import parse_iso

WELCOME = """\
This is the simulated account of the scenario {name}. help lists the commands; exit or Ctrl+D leaves.
"""


def shell(scenario: str, seed: int | None, start: str | None, *, errexit: bool) -> int:
    """Run command lines from standard input; gives the status of the last, or of the first refused with `errexit`."""
    try:
        name, text = read_scenario(scenario)
        begin = host_time() if start is None else _time(start)
        world = start_world(name, text, begin, seed)
        if start is not None:
            world = replace(world, clock=world.clock.moved(begin))
    except Unusable as error:
        return complain(error)
    driver = Driver(world, host_time)
    interactive = has_terminal()
    if interactive:
        from course.commands.completing import complete_by

        complete_by(lambda: driver.world)
        print(WELCOME.format(name=name), end="")
    status = 0
    for line in read_lines("$ ", "> ") if interactive else joined(sys.stdin):
        if line.strip() in ("exit", "quit"):
            break
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        outcome = driver.run(line)
        print(outcome.output, end="", flush=True)
        print(outcome.error, end="", file=sys.stderr, flush=True)
        status = outcome.status
        if status and errexit:
            break
    return status


def joined(lines: Iterable[str]) -> Iterator[str]:
    """Command lines, each put together where it ends in a backslash."""
    held = ""
    for line in lines:
        line = line.rstrip("\r\n")
        if line.endswith("\\"):
            held += line[:-1] + " "
            continue
        yield held + line
        held = ""
    if held:
        yield held


def read_lines(prompt: str, more: str) -> Iterator[str]:
    """Command lines from a terminal, with editing and history; Ctrl+C forgets the line, Ctrl+D ends."""
    import readline

    readline.set_auto_history(True)
    held = ""
    while True:
        try:
            line = input(more if held else prompt)
        except KeyboardInterrupt:
            print()
            held = ""
            continue
        except EOFError:
            print()
            return
        if line.endswith("\\"):
            held += line[:-1] + " "
            continue
        yield held + line
        held = ""


def _time(text: str) -> int:
    try:
        return parse_iso(text)
    except (ValueError, OverflowError):
        raise Unusable(f"--start: {text!r} is no time; write 2027-03-01T12:00:00Z") from None
