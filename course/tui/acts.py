"""The command lines that the screen's keys stand for."""

from __future__ import annotations

import shlex
from typing import Literal

from course.tui.phone.holding import Holding
from sim.account import ROOT
from sim.clock import SECOND
from sim.people import YOU
from sim.world import World

RATES = (1, 10, 60)
SNAP = 50
"""Milliseconds within which a clock that is set comes to whole seconds: a drift's last moments are not meant."""

DRIFTS = (0, 40, -3_000)
"""Parts per million: none, a poor quartz's, one that costs a step in under three hours."""


def next_code(holding: Holding | None) -> str:
    """To the next code of what is in view."""
    if holding is None:
        return "wait next-code"
    return f"wait next-code {shlex.quote(holding.serial_number or holding.person)}"


def pace(world: World, by: Literal[1, -1]) -> str | None:
    """One pace faster or slower, below 1x a pause; None at either end."""
    rate = world.clock.rate
    wanted = [each for each in RATES if (each > rate if by > 0 else each < rate)]
    if not wanted:
        return "time pause" if by < 0 and rate else None
    return f"time {wanted[0] if by > 0 else wanted[-1]}x"


def set_clock(world: World, holding: Holding | None, seconds: int) -> str | None:
    """What is in view set `seconds` further ahead of where it stands (back: negative); right for 0."""
    clock = holding.clock(world) if holding else None
    if holding is None or clock is None:
        return None
    wanted = clock.offset_at(world.time) + seconds * SECOND
    whole_seconds = round(wanted / SECOND) * SECOND
    if abs(wanted - whole_seconds) < SNAP:
        wanted = whole_seconds
    if not seconds or abs(wanted) < SECOND:
        return f"{holding.command} clock auto"
    whole, rest = divmod(abs(wanted), SECOND)
    length = f"{whole}.{rest:03d}s" if rest else f"{whole}s"
    return f"{holding.command} clock {'+' if wanted > 0 else '-'}{length}"


def drift(world: World, holding: Holding | None) -> str | None:
    """The next of the drifts for what is in view."""
    clock = holding.clock(world) if holding else None
    if holding is None or clock is None:
        return None
    place = DRIFTS.index(round(clock.drift_ppm)) if clock.drift_ppm in DRIFTS else -1
    following = DRIFTS[(place + 1) % len(DRIFTS)]
    return f"{holding.command} drift {following}ppm"


def who_acts(world: World) -> str:
    """Whose hands a command goes through, and as whom they are signed in to the console."""
    you = world.people.get(YOU)
    session = world.sessions.get(you.browser) if you and you.browser else None
    return f"{YOU} ({'root' if session.owner == ROOT else session.owner})" if session else YOU


def source_of(line: str) -> str:
    """Which part of the screen issues such a command line."""
    return "phone" if line.startswith(("phone ", "token ")) else "console"
