"""The console's pages of users in words: what each signs in with, and of one also the groups and the policies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from course.phrases import plural
from course.plain.refused import refused
from course.plain.width import wrapped
from course.reading.permissions import permissions
from course.reading.reader import Credentials, Device, Policy, Reader, RefusedError, attempt, day
from sim.world import World

T = TypeVar("T")


def all_told(world: World, *, closed_book: bool) -> list[str]:
    """A sentence for each user, as whoever `aws` is in that world may read it."""
    reader = Reader.of(world)
    try:
        users = reader.every_user()
    except RefusedError as refusal:
        return refused("The users cannot be listed.", refusal, closed_book=closed_book)
    return ["The users:", *(_sentence(reader.credentials(*user)) for user in users), "Type user and a name for more."]


def one_told(name: str, world: World, *, closed_book: bool) -> list[str]:
    """What the console's page of that user says."""
    reader = Reader.of(world)
    try:
        user = reader.call("get-user", user_name=name)["User"]
    except RefusedError as refusal:
        return refused("This user cannot be read.", refusal, closed_book=closed_book)
    held = reader.credentials(name, day(user["CreateDate"]))
    return [
        wrapped(f"{user['Arn']}, since {held.created}."),
        _line("Console password", held.password, lambda has: "enabled" if has else "disabled"),
        _line("MFA devices", held.devices, lambda each: ", ".join(device.serial_number for device in each)),
        _line("Access keys", held.access_keys, lambda keys: "; ".join(map(" ".join, keys))),
        _line("Groups", attempt(lambda: reader.groups(name)), ", ".join),
        _line("Policies", attempt(lambda: permissions(reader, "user", name)), _policies),
    ]


def _sentence(user: Credentials) -> str:
    parts = (
        _seen("MFA", user.devices, _devices),
        _seen("password", user.password, lambda has: "a password" if has else "no password"),
        _seen("access keys", user.access_keys, _keys),
    )
    return wrapped(f"{user.user_name}: {', '.join(parts)}; since {user.created}.", "  ", "    ")


def _devices(devices: Sequence[Device]) -> str:
    kinds = [device.kind.lower() for device in devices]
    told = [f"{plural(kinds.count(kind), f'{kind} MFA device')}" for kind in sorted(set(kinds))]
    return " and ".join(told) or "no MFA device"


def _keys(keys: Sequence[object]) -> str:
    return plural(len(keys), "access key") if keys else "no access key"


def _policies(held: Sequence[tuple[Policy, str | None]]) -> str:
    return "; ".join(
        f"{policy.name} ({policy.type}, {f'by the group {group}' if group else 'directly'})" for policy, group in held
    )


def _line(what: str, value: T | RefusedError, told: Callable[[T], str]) -> str:
    """A fact of the page; what may not be seen is told by the code of the refusal."""
    said = f"not shown, {value.code}" if isinstance(value, RefusedError) else told(value) or "none"
    return wrapped(f"{what}: {said}.", "  ", "    ")


def _seen(what: str, value: T | RefusedError, told: Callable[[T], str]) -> str:
    return f"{what} not shown" if isinstance(value, RefusedError) else told(value)
