"""A person's variables: `export`, `unset`, and `printf`, which makes several from one output.

As in POSIX's XCU: `export $(printf 'A=%s B=%s' $(command))` gives names to the words of an output. What is assigned
is seen by `aws` at once here, so `export` keeps nothing apart.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from sim.shell.command import Command, Refusal, did_you_mean
from sim.world import Outcome, World

MOST_VARIABLES = 200
LARGEST_VARIABLES = 1_000_000
"""Characters of everybody's variables together."""

LARGEST_FORMATTED = 500_000
"""Characters that `printf` prints at most."""

ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)", re.DOTALL)

_DIRECTIVE = re.compile(r"%(.?)|\\(.?)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


def assigned(world: World, person: str, name: str, value: str) -> World:
    """The world in which a person's variable has a value.

    Raises Refusal where variables would be too many, or hold too much.
    """
    who = world.people[person]
    before = who.variables.get(name)
    if before == value:
        return world
    held = [text for each in world.people.values() for text in each.variables.values()]
    if len(value) - len(before or "") + sum(map(len, held)) > LARGEST_VARIABLES:
        raise Refusal(f"All variables together may hold {LARGEST_VARIABLES:,} characters.")
    if before is None and len(held) >= MOST_VARIABLES:
        raise Refusal(f"There are {MOST_VARIABLES:,} variables already.")
    return world.with_person(replace(who, variables=who.variables.insert(name, value)))


def _export(world: World, person: str, words: Sequence[str]) -> Outcome:
    variables = world.people[person].variables
    if not words:
        return Outcome(world, "".join(f"{name}={variables[name]}\n" for name in sorted(variables)))
    for word in words:
        assignment = ASSIGNMENT.fullmatch(word)
        if assignment:
            world = assigned(world, person, assignment[1], assignment[2])
        elif word not in variables:
            raise Refusal(f"export takes NAME=VALUE, but {word[:80]!r} was there.{did_you_mean(word, variables)}")
    return Outcome(world)


def _unset(world: World, person: str, words: Sequence[str]) -> Outcome:
    if not words:
        raise Refusal("Which variables? unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN")
    who = world.people[person]
    left = who.variables
    for name in words:
        left = left.discard(name)
    return Outcome(world if len(left) == len(who.variables) else world.with_person(replace(who, variables=left)))


def _printf(world: World, person: str, words: Sequence[str]) -> Outcome:
    if not words:
        raise Refusal("A format is expected: printf 'NAME=%s ' VALUE …")
    form, *values = words
    text, rest = "", deque(values)
    while True:
        before = len(rest)
        text += _DIRECTIVE.sub(lambda found: _filled(found, rest), form)
        if len(text) > LARGEST_FORMATTED:
            raise Refusal(f"printf prints at most {LARGEST_FORMATTED:,} characters.")
        if not rest or len(rest) == before:
            return Outcome(world, text)


def _filled(found: re.Match[str], rest: deque[str]) -> str:
    if found[2] is not None:
        return _ESCAPES.get(found[2], found[0])
    if found[1] == "%":
        return "%"
    if found[1] != "s":
        raise Refusal(f"printf knows %s and %% here, not {found[0]!r}.")
    return rest.popleft() if rest else ""


COMMANDS = (
    Command("export", "export NAME=VALUE …", "keep several values at once: export $(printf …)", _export),
    Command("unset", "unset NAME …", "forget variables", _unset),
    Command(
        "printf",
        "printf FORMAT [VALUE …]             %s stands for the next value; again while values are left",
        "put values into a text",
        _printf,
    ),
)
