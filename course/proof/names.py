"""What code spans and blocks of prose may name: commands, operations, options, people, things of the account."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise

from sim.services import OPERATIONS, SERVICES
from sim.shell import aws_s3
from sim.shell.aws import BY_CLI_NAME, CLI_ONLY
from sim.shell.aws_options import GLOBAL_FLAGS, GLOBAL_OPTIONS
from sim.shell.paging import options as paging_options
from sim.shell.run import COMMANDS, CONTROLS
from sim.shell.syntax import Line, ShellSyntaxError, Simple, Substitution, Text, Word, parse

HOST = frozenset(
    {
        "mfa-course", "pytest", "python", "python3", "pip", "pipx", "make", "git", "ssh", "curl", "docker",
        "npm", "sudo", "cd", "mkdir", "export", "nano", "vim", "vi", "man", "less", "source", "touch", "brew",
        "apt", "apt-get", "cargo", "uv", "node", "bash", "sh", "zsh", "jq", "grep", "sed", "awk", "openssl",
        "chronyc", "date",
    }
)  # fmt: skip
"""Programs of the learner's own computer that prose may name."""

KINDS = {
    "user": "users", "group": "groups", "role": "roles", "bucket": "buckets", "person": "people", "policy": "policies",
    "instance": "instances", "scenario": "scenarios", "step": "steps", "password": "passwords",
}  # fmt: skip
"""Words before a code span that say what it names, with the names that there are."""

_SAID = re.compile(rf"\b({'|'.join(KINDS)})(?:\s+(?:name|id|called|named))?\s+$", re.IGNORECASE)
_OF_OPTION = {
    "--user-name": "users", "--group-name": "groups", "--role-name": "roles", "--bucket": "buckets",
    "--policy-name": "policies", "--instance-ids": "instances", "--instance-id": "instances",
}  # fmt: skip
_MAKES = ("create-", "put-", "add-", "tag-", "mb", "update-")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_PLACEHOLDER = re.compile(r"[A-Z0-9_-]+|.*[…<>{}*?].*")
_ACTION = re.compile(r"[a-z0-9]+:[A-Z][A-Za-z]+")
_SERIAL = re.compile(r"[A-Z]{4}[0-9]{8}")
_OPTION = re.compile(r"(--[a-z][a-z0-9-]*)(?:[ =].*)?")


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a lesson may use: `things` by kind, and every text that any of its worlds holds."""

    things: Mapping[str, frozenset[str]]
    texts: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Misnomer:
    """A name that is not known: the word, what it should be one of, and the nearest known word."""

    word: str
    what: str
    nearest: str | None
    known: tuple[str, ...]


def of_span(text: str, before: str, known: Known) -> Misnomer | None:
    """What is wrong with the names in a code span; `before` is the prose before it."""
    text = text.strip()
    said = _SAID.search(before)
    if said and _simple(text) and not _PLACEHOLDER.fullmatch(text):
        names = known.things.get(KINDS[said[1].lower()], frozenset())
        if text not in names and text not in known.texts:
            return _misnomer(text, said[1].lower(), names)
    if option := _OPTION.fullmatch(text):
        return None if option[1] in _every_option() else _misnomer(option[1], "option", _every_option())
    if _ACTION.fullmatch(text):
        return _of_action(text)
    if text.startswith("arn:"):
        return _of_arn(text, known)
    if " " in text and (_looks_like_command(text) or "$(" in text):
        return of_line(text, known)
    if _SERIAL.fullmatch(text):
        return _of_serial(text, known)
    return _nearly(text, known) if _simple(text) else None


def of_block(text: str, language: str, known: Known) -> Iterator[Misnomer]:
    """What is wrong with the names in a code block: of a shell's language, or one that begins with known commands."""
    from sim.shell import lines

    commands = [line.removeprefix("$ ") for line in lines(text)]
    shell = language in ("sh", "bash", "shell", "console")
    if not shell and (language or not any(_first(line) in (*COMMANDS, *CONTROLS) for line in commands)):
        return
    for line in commands:
        if (shell or _first(line) in COMMANDS or _near_command(_first(line))) and (found := of_line(line, known)):
            yield found


def of_line(text: str, known: Known) -> Misnomer | None:
    """What is wrong with the names in a command line; what a line only describes is not looked at."""
    try:
        return next(_of_tree(parse(text), known), None)
    except ShellSyntaxError:
        return None


def _of_tree(line: Line, known: Known) -> Iterator[Misnomer]:
    for _, command in line.commands:
        for word in (*command.words, *(value for _, value in command.assignments)):
            for part in word:
                if isinstance(part, Substitution):
                    yield from _of_tree(part.line, known)
        yield from _of_command(command, known)


def _of_command(command: Simple, known: Known) -> Iterator[Misnomer]:
    words = [_literal(word) for word in command.words]
    while len(words) > 1 and words[0] == "as":
        yield from _person(words[1], known)
        words = words[2:]
    if not words or words[0] is None or words[0] in HOST or words[0] in ("help", "as", *CONTROLS):
        return
    name = words[0]
    if name not in COMMANDS:
        if "=" not in name and not _PLACEHOLDER.fullmatch(name):
            yield _misnomer(name, "command", [*COMMANDS, *CONTROLS, "help"])
        return
    if name == "aws":
        yield from _of_aws(words[1:], known)
    elif name in ("phone", "token") and len(words) > 1:
        yield from _person(words[1], known)
        verbs = _verbs(name)
        if len(words) > 2 and words[2] is not None and words[2] not in verbs and not _PLACEHOLDER.fullmatch(words[2]):
            yield _misnomer(words[2], f"act of {name}", verbs)
    else:
        yield from _of_options(words[1:], _options_in(COMMANDS[name].usage), f"option of {name}")


def _of_aws(words: list[str | None], known: Known) -> Iterator[Misnomer]:
    while words and words[0] is not None and words[0].startswith("--"):
        words = words[2:] if words[0] in GLOBAL_OPTIONS else words[1:]
    if not words or words[0] is None or _PLACEHOLDER.fullmatch(words[0]) or words[0] == "help":
        return
    service = words[0]
    if service not in (*SERVICES, "s3"):
        yield _misnomer(service, "service of aws", [*SERVICES, "s3"])
        return
    if len(words) == 1 or words[1] is None or words[1] == "help" or _PLACEHOLDER.fullmatch(words[1]):
        return
    if service == "s3":
        commands = re.findall(r"^  ([a-z]+)", aws_s3.HELP, re.MULTILINE)
        if words[1] not in commands:
            yield _misnomer(words[1], "command of aws s3", commands)
        return
    operation = BY_CLI_NAME.get((service, words[1]))
    if operation is None:
        yield _misnomer(words[1], f"operation of aws {service}", [name for of, name in BY_CLI_NAME if of == service])
        return
    options = {parameter.option for parameter in operation.parameters}
    options |= {f"--no-{option[2:]}" for option in options}
    options |= {*CLI_ONLY.get(operation.name, ()), *paging_options(operation), *GLOBAL_OPTIONS, *GLOBAL_FLAGS}
    yield from _of_options(words[2:], options, f"option of aws {service} {words[1]}")
    if words[1].startswith(_MAKES):
        return
    for option, value in pairwise(words[2:]):
        kind = _OF_OPTION.get(option or "")
        if kind and value and not value.startswith("--") and not _PLACEHOLDER.fullmatch(value):
            names = known.things.get(kind, frozenset())
            if value not in names and value not in known.texts:
                yield _misnomer(value, kind.rstrip("s") if kind != "policies" else "policy", names)


def _of_options(words: Iterable[str | None], options: Iterable[str], what: str) -> Iterator[Misnomer]:
    every = set(options)
    for word in words:
        if word and (option := _OPTION.fullmatch(word)) and option[1] not in every:
            yield _misnomer(option[1], what, every)


def _person(name: str | None, known: Known) -> Iterator[Misnomer]:
    people = known.things.get("people", frozenset())
    if not name or _PLACEHOLDER.fullmatch(name) or name in known.texts:
        return
    if name not in people and name.lower() not in people:
        yield _misnomer(name, "person", people)


def _of_action(text: str) -> Misnomer | None:
    """An action in a policy: AWS has more than are simulated here, so only one that nearly is a known one is wrong."""
    actions = {operation.action for operation in OPERATIONS.values()}
    if text in actions:
        return None
    near = get_close_matches(text, sorted(actions), 1, 0.94)
    return Misnomer(text, "action", near[0], (near[0],)) if near and abs(len(near[0]) - len(text)) <= 1 else None


def _of_arn(text: str, known: Known) -> Misnomer | None:
    if text in known.texts or _PLACEHOLDER.fullmatch(text.rpartition(":")[2]) or text.startswith("arn:aws:iam::aws:"):
        return None
    arns = [other for other in known.texts if other.startswith("arn:")]
    near = get_close_matches(text, arns, 1, 0.9)
    return Misnomer(text, "ARN", near[0], (near[0],)) if near else None


def _of_serial(text: str, known: Known) -> Misnomer | None:
    """A serial number may be any token's; only one that nearly is somebody's here is wrong."""
    serials = [other for other in known.texts if _SERIAL.fullmatch(other)]
    near = get_close_matches(text, serials, 1, 0.85) if text not in serials else []
    return Misnomer(text, "serial number", near[0], (near[0],)) if near else None


def _nearly(text: str, known: Known) -> Misnomer | None:
    """A single word that is no known one, but so near to a name that it must be meant for it."""
    names = {name for names in known.things.values() for name in names}
    if len(text) < 4 or text in known.texts or text in names or text in declared():
        return None
    names |= {*COMMANDS, *(name for _, name in BY_CLI_NAME), *(name for _, name in OPERATIONS)}
    alike = (name for name in names if len(name) > 3 and name[:1].casefold() == text[:1].casefold())
    near = get_close_matches(text, sorted(name for name in alike if name.casefold() != text.casefold()), 1, 0.79)
    return Misnomer(text, "name", near[0], (near[0],)) if near else None


def _misnomer(word: str, what: str, known: Iterable[str]) -> Misnomer:
    choices = tuple(sorted(known))
    near = get_close_matches(word, choices, 1, 0.6)
    return Misnomer(word, what, near[0] if near else None, choices)


@lru_cache(maxsize=1)
def declared() -> frozenset[str]:
    """Every word that services and shell are declared with."""
    found = {*COMMANDS, *CONTROLS, *SERVICES, "help", "as", "s3", *HOST}
    for operation in OPERATIONS.values():
        found |= {operation.name, operation.cli_name, *operation.result, *operation.errors}
        found |= {parameter.name for parameter in operation.parameters}
        found |= {value for parameter in operation.parameters for value in parameter.shape.enum}
    for command in COMMANDS.values():
        found |= set(_WORD.findall(command.usage)) | set(_WORD.findall(command.doc))
    return frozenset(found)


@lru_cache(maxsize=1)
def _every_option() -> frozenset[str]:
    found = {parameter.option for operation in OPERATIONS.values() for parameter in operation.parameters}
    found |= {f"--no-{option[2:]}" for option in found} | {*GLOBAL_OPTIONS, *GLOBAL_FLAGS}
    found |= {option for options in CLI_ONLY.values() for option in options if option.startswith("--")}
    for operation in OPERATIONS.values():
        found |= set(paging_options(operation))
    for command in COMMANDS.values():
        found |= _options_in(command.usage)
    found |= _options_in(aws_s3.HELP)
    return frozenset(found)


def _options_in(usage: str) -> set[str]:
    return set(re.findall(r"--[a-z][a-z0-9-]*", usage))


def _verbs(name: str) -> set[str]:
    """The acts that the usage of `phone` or `token` lists."""
    verbs: set[str] = set()
    for line in COMMANDS[name].usage.splitlines():
        words = line[:36].split()
        if len(words) > 2 and words[1] == "NAME":
            verbs |= set(words[2].split("|"))
    return verbs


def _literal(word: Word) -> str | None:
    texts = [part.text for part in word if isinstance(part, Text)]
    return "".join(texts) if len(texts) == len(word) else None


def _simple(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9][\w.@/-]*", text) is not None


def _first(line: str) -> str:
    words = line.split()
    return words[2] if words[:1] == ["as"] and len(words) > 2 else words[0] if words else ""


def _near_command(word: str) -> bool:
    return bool(get_close_matches(word, [*COMMANDS, *CONTROLS], 1, 0.7))


def _looks_like_command(text: str) -> bool:
    first = _first(text)
    return re.fullmatch(r"[a-z][a-z0-9-]*", first) is not None
