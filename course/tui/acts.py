"""The command lines that the screen's keys stand for."""

from __future__ import annotations

import shlex
from typing import Literal

from course.tui.widgets.room import Device
from sim.account import ROOT
from sim.clock import SECOND
from sim.people import YOU
from sim.world import World

RATES = (1, 10, 60)
DRIFTS = (0, 40, 5_000)
"""Parts per million: none, a poor quartz's, one that costs a step in under two hours."""


def next_code(world: World | None, person: str | None) -> str:
    """To the next code of the phone in view, if it shows codes at all."""
    owner = world.people.get(person) if world and person else None
    shows = owner is not None and (owner.tokens or (owner.phone and owner.phone.accounts))
    return f"wait next-code {shlex.quote(person)}" if shows and person else "wait next-code"


def pace(world: World | None, by: Literal[1, -1]) -> str | None:
    """One pace faster or slower; None at either end."""
    if world is None:
        return None
    rate = world.clock.rate
    wanted = [each for each in RATES if (each > rate if by > 0 else each < rate)]
    if not wanted:
        return None if by > 0 or not rate else "time pause"
    return f"time {wanted[0] if by > 0 else wanted[-1]}x"


def phone_clock(world: World | None, device: Device | None, seconds: int) -> str | None:
    """The device in view set `seconds` ahead of where it stands (behind: negative); right for 0."""
    offset = _offset(world, device)
    if device is None or offset is None:
        return None
    name = f"{device.kind} {shlex.quote(device.person)}"
    wanted = offset + seconds * SECOND
    if not seconds or abs(wanted) < SECOND:
        return f"{name} clock auto"
    return f"{name} clock {'+' if wanted > 0 else '-'}{_seconds(abs(wanted))}"


def drift(world: World | None, device: Device | None) -> str | None:
    """The next of the drifts for the device in view."""
    if world is None or device is None:
        return None
    owner = world.people[device.person]
    things = [owner.phone] if device.kind == "phone" else list(owner.tokens)
    now = next((thing.clock.drift_ppm for thing in things if thing), 0)
    following = next((each for each in DRIFTS if each > now), DRIFTS[0])
    return f"{device.kind} {shlex.quote(device.person)} drift {following}ppm"


def who_acts(world: World | None) -> str:
    """Whose hands a command goes through, and as whom they are signed in to the console."""
    you = world.people.get(YOU) if world else None
    session = world.sessions.get(you.browser) if world and you and you.browser else None
    if session is None:
        return YOU
    return f"{YOU} ({'root' if session.owner == ROOT else session.owner})"


def source_of(line: str) -> str:
    """Which part of the screen issues such a command line."""
    return "phone" if line.startswith(("phone ", "token ")) else "console"


def _offset(world: World | None, device: Device | None) -> int | None:
    if world is None or device is None:
        return None
    owner = world.people[device.person]
    if device.kind == "phone":
        return owner.phone.clock.offset_at(world.time) if owner.phone else None
    return next((t.clock.offset_at(world.time) for t in owner.tokens if t.serial_number == device.serial_number), None)


def _seconds(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, SECOND)
    return f"{seconds}.{rest:03d}s" if rest else f"{seconds}s"
