"""A scenario's `happenings:`, command lines that run by themselves at set times; they are checked when it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sim.clock import DAY, iso, parse_iso
from sim.happening import Happening
from sim.people import YOU
from sim.scenario.nodes import Node
from sim.shell.command import did_you_mean
from sim.shell.quantities import LONGEST, parse_duration
from sim.shell.run import COMMANDS, CONTROLS
from sim.shell.syntax import Line, ShellSyntaxError, Simple, Substitution, Text, Word, parse
from sim.world import World

MOST_HAPPENINGS = 100
MOST_COMMANDS = 50
"""Commands of one happening at most."""

MOST_ALTOGETHER = 500
"""Commands of all happenings at most: one `wait` may pass over all of them."""

LONGEST_TELL = 500

_TIMELESS = ("wait", "time")


def add_happenings(world: World, node: Node) -> World:
    """`happenings:` — a list of {at, as, run, tell}, in any order; each happens once, at its time.

    Raises ScenarioError.
    """
    listed = node.items("happenings")
    if len(listed) > MOST_HAPPENINGS:
        node.fail(f"There may be {MOST_HAPPENINGS} happenings.")
    happenings = [_happening(world, item) for item in listed]
    if sum(len(list(_commands(parse(line)))) for each in happenings for line in each.lines) > MOST_ALTOGETHER:
        node.fail(f"All happenings together may have {MOST_ALTOGETHER} commands.")
    return replace(world, coming=tuple(sorted(happenings, key=lambda happening: happening.after)))


def _happening(world: World, node: Node) -> Happening:
    fields = node.mapping("A happening", ("at", "as", "run", "tell"))
    for needed in ("at", "run"):
        if needed not in fields:
            node.fail(f"A happening needs `{needed}:`.")
    person = _person(world, fields["as"], fields["as"].text("as")) if "as" in fields else YOU
    return Happening(
        _after(world, fields["at"]),
        person,
        _lines(world, fields["run"]),
        _tell(fields["tell"]) if "tell" in fields else None,
    )


def _after(world: World, node: Node) -> int:
    text = node.text("at")
    if text[0] == "+":
        try:
            return parse_duration(text[1:])
        except ValueError as error:
            node.fail(f"at: {error}")
    try:
        time = parse_iso(text)
    except (ValueError, OverflowError):
        node.fail(f"at should be +10m (after the start) or a time such as 2027-03-01T12:10:00Z, not {text[:60]!r}.")
    if world.clock.live:
        node.fail("A happening at a set time needs a set beginning: give the scenario `start:`, or write +10m.")
    if time < world.time:
        node.fail(f"{text} is before the start, {iso(world.time)}.")
    if time - world.time > LONGEST:
        node.fail(f"{text} is too late: at most {LONGEST // DAY} days after the start.")
    return time - world.time


def _person(world: World, node: Node, name: str) -> str:
    found = name if name in world.people else name.lower()
    if found not in world.people:
        node.fail(f"There is nobody called {name[:60]!r} here.{did_you_mean(name, world.people)}")
    return found


def _tell(node: Node) -> str:
    text = " ".join(node.text("tell").split())
    if not text:
        node.fail("tell should be a text.")
    if len(text) > LONGEST_TELL or not text.isprintable():
        node.fail(f"tell may have {LONGEST_TELL} characters that can be printed.")
    return text


def _lines(world: World, node: Node) -> tuple[str, ...]:
    text = node.text("run")
    found, commands = [], 0
    for at, line in _numbered(node, text):
        try:
            tree = parse(line)
        except ShellSyntaxError as error:
            at.fail(str(error))
        for command in _commands(tree):
            commands += 1
            _check(world, at, command)
        found.append(line)
    if not commands:
        node.fail("run should be a command line, such as phone alan steal.")
    if commands > MOST_COMMANDS:
        node.fail(f"A happening may have {MOST_COMMANDS} commands: make two of it.")
    return tuple(found)


def _numbered(node: Node, text: str) -> Iterator[tuple[Node, str]]:
    """The command lines of a text, each with a node where it begins."""
    held, begins = "", 0
    for number, line in enumerate(text.split("\n")):
        line = line.strip()
        if not held:
            begins = number
            if line.startswith("#"):
                continue
        held += line[:-1].rstrip() + " " if line.endswith("\\") else line
        if held.strip() and not line.endswith("\\"):
            yield _at(node, begins), held.strip()
            held = ""
    if held.strip():
        yield _at(node, begins), held.strip()


def _at(node: Node, number: int) -> Node:
    if node.indent is None:
        return node
    return replace(node, line=node.line + 1 + number, column=node.indent + 1)


def _commands(line: Line) -> Iterator[Simple]:
    """The commands of a line, those in its `$(…)` too."""
    for _, command in line.commands:
        yield command
        words = [*command.words, *(word for _, word in command.assignments), command.target or ()]
        for word in words:
            for part in word:
                if isinstance(part, Substitution):
                    yield from _commands(part.line)


def _check(world: World, at: Node, command: Simple) -> None:
    """Hold that a command is one that a happening may give."""
    words = list(command.words)
    while words and _literal(words[0]) == "as":
        if len(words) < 3:
            at.fail("Who does what? as attacker sign-in Alan --password '…'")
        if (name := _literal(words[1])) is not None:
            _person(world, at, name)
        words = words[2:]
    if not words:
        return
    name = _literal(words[0])
    if name is None:
        at.fail("A happening's command is written out: it cannot be a variable or what another command prints.")
    if name in (*CONTROLS, *_TIMELESS):
        at.fail(f"{name} cannot stand in a happening: what happens moves no time and takes nothing back.")
    if name not in COMMANDS and not (len(words) == 1 and "=" in name):
        at.fail(f"{name[:80]!r} is no command here.{did_you_mean(name, COMMANDS)}")


def _literal(word: Word) -> str | None:
    """What a word is when it is written out whole."""
    texts = [part.text for part in word if isinstance(part, Text)]
    return "".join(texts) if len(texts) == len(word) else None
