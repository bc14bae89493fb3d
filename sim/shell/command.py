"""What a command of the shell is, and how it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sim.errors import ServiceError
from sim.people import YOU, Person
from sim.world import Call, Outcome, World

NO_COMMAND = 127
"""The exit status where a command is none, as shells have it."""

LONGEST_NEAR = 200
"""Characters of a word for which a known one like it is looked for."""

Function = Callable[[World, str, Sequence[str]], Outcome]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: how it is written (a form a line), what it does, its function of (world, person, words after it)."""

    name: str
    usage: str
    doc: str
    function: Function


class Refusal(Exception):
    """A command that cannot be carried out; the message is for the person, `status` the exit status."""

    def __init__(self, message: str, status: int = 1, call: Call | None = None) -> None:
        super().__init__(message)
        self.status, self.call = status, call


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, if any is like it; none where it is too long to be one."""
    if len(word) > LONGEST_NEAR:
        return None
    choices = sorted(known)
    lowered = {choice.lower(): choice for choice in choices}
    found = get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)
    return lowered[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` Did you mean X?` for an unknown word, or the known ones where none is near; empty where there are none."""
    choices = sorted(known)
    near = nearest(word, choices)
    if near:
        return f" Did you mean {near}?"
    if 0 < len(choices) <= 12:
        return f" Known here: {', '.join(choices)}."
    return ""


def call_of(
    line: str,
    person: str,
    service: str,
    operation: str,
    parameters: dict[str, Any],
    error: ServiceError | None = None,
) -> Call:
    """The record of a call for the tutor; what it sent in bytes is left out."""
    parameters = {name: value for name, value in parameters.items() if not isinstance(value, bytes)}
    if error is None:
        return Call(line, person, service, operation, parameters)
    verdict = error.verdict
    return Call(
        line,
        person,
        service,
        operation,
        parameters,
        {"Code": error.code, "Message": error.message},
        error.cause,
        verdict.steps_off if verdict else None,
        verdict.clock if verdict else None,
        verdict.device if verdict else None,
    )


def typed_for(person: str, line: str) -> str:
    """A line as it is typed for this person to run it: anybody but you is named first."""
    return line if person == YOU else f"as {person} {line}"


def person_called(world: World, name: str) -> Person:
    """Who is called so, in capitals or not. Raises Refusal."""
    found = world.people.get(name) or world.people.get(name.lower())
    if found is None:
        raise Refusal(f"There is nobody called {name!r} here.{did_you_mean(name, world.people)}")
    return found


def no_more(rest: Sequence[str], verb: str) -> None:
    """Raise Refusal where words are left behind a verb that takes none."""
    if rest:
        raise Refusal(f"Nothing is expected after {verb} here, but {rest[0]!r} was there.")
