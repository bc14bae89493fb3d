"""What may come next on a command line: command words, then names that the world knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.services import OPERATIONS, SERVICES
from sim.shell import COMMANDS
from sim.shell.run import CONTROLS
from sim.world import World

PHONE = ("scan", "code", "serial", "add", "remove", "clock", "drift", "lose", "find", "break", "replace")
TOKEN = ("code", "serial", "clock", "drift", "lose", "find", "break")
FIXED = {
    "time": ("pause", "1x", "10x", "60x", "set", "live"),
    "wait": ("30s", "next-code", "now"),
    "api": ("on", "off"),
    "sign-in": ("--password", "--code", "--account"),
}


def complete(world: World, text: str) -> Sequence[str]:
    """The words that `text`, up to the cursor, can end in."""
    start = max(text.rfind(" "), text.rfind("(")) + 1
    before, word = text[:start], text[start:]
    for joint in ("$(", ";", "&&", "||", "|"):
        before = before.rpartition(joint)[2]
    words = before.split()
    while len(words) > 1 and words[0] == "as":
        words = words[2:]
    return sorted({each for each in _following(world, words) if each.startswith(word)})


def _following(world: World, words: Sequence[str]) -> Iterable[str]:
    if not words:
        return [*COMMANDS, "help", "as", "api", *CONTROLS]
    head = words[0]
    if head == "aws":
        return _aws(world, words[1:])
    if head in ("phone", "token"):
        return world.people if len(words) == 1 else PHONE if head == "phone" else TOKEN
    if head == "as":
        return world.people
    if head == "help":
        return COMMANDS
    if head == "sign-in" and len(words) == 1:
        return [*world.account.users, "root"]
    if head in ("cat", "ls"):
        return world.files
    return FIXED.get(head, ())


def _aws(world: World, words: Sequence[str]) -> Iterable[str]:
    if not words:
        return SERVICES
    operations = {each.cli_name: each for each in OPERATIONS.values() if each.cli_service == words[0]}
    if len(words) == 1:
        return operations
    last = words[-1]
    if last == "--user-name":
        return world.account.users
    if last == "--serial-number":
        return world.account.mfa_devices
    if last == "--bucket":
        return world.account.buckets
    if last == "--instance-ids":
        return world.account.instances
    operation = operations.get(words[1])
    options = [parameter.option for parameter in operation.parameters] if operation else []
    return [option for option in [*options, "--query", "--output", "--profile"] if option not in words]
