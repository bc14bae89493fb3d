"""Commands for service time: `wait`, `time` and `date`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sim.clock import cli_iso, parse_iso, utc
from sim.devices import Device
from sim.shell.command import Command, Refusal, did_you_mean
from sim.shell.quantities import parse_duration
from sim.totp import TIME_STEP, time_step
from sim.world import Outcome, World

WAIT_USAGE = """\
wait 30s                            let service time run on (ms, s, m, h, d; 1m30s)
wait next-code [NAME]               until the phone in use, or NAME's, shows its next code
wait now                            back to the present: service time is the host's again
(NAME may be the serial number of a token)"""

TIME_USAGE = """\
time                                what time it is at AWS
time pause                          service time stands still
time 1x | 10x | 60x                 service time runs on, at that pace
time set 2027-03-01T12:00:00Z       service time is this
time live                           service time is the host's again, as at the start"""

DATE_USAGE = """\
date -u                             what time it is at AWS
date -u +%Y-%m-%dT%H:%M:%SZ         the same as policies write it: now=$(date -u +%Y-%m-%dT%H:%M:%SZ)"""

FASTEST = 3_600.0

_RATE = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)x")


def _wait(world: World, person: str, words: Sequence[str]) -> Outcome:
    if not words:
        raise Refusal("How long? wait 30s, or wait next-code")
    if words[0] == "next-code":
        if len(words) > 2:
            raise Refusal("One name is expected: wait next-code alice")
        return _moved(world, _next_code(world, words[1] if len(words) == 2 else None))
    if len(words) > 1:
        raise Refusal(f"One length of time is expected, but {words[1]!r} came after {words[0]!r}.")
    if words[0] == "now":
        return _live(world)
    try:
        return _moved(world, world.time + parse_duration(words[0]))
    except ValueError as error:
        raise Refusal(str(error)) from None


def _moved(world: World, time: int) -> Outcome:
    clock = world.clock.moved(time)
    if clock.time == world.time:
        return Outcome(world, f"{cli_iso(world.time)}\n")
    return Outcome(replace(world, clock=clock), f"{cli_iso(clock.time)}\n")


def _next_code(world: World, name: str | None) -> int:
    """The service time at which a phone's, a token's or (where there is none in use) AWS's own step ends."""
    tokens = {token.serial_number: token for person in world.people.values() for token in person.tokens}
    if name is not None and name not in world.people and name not in tokens:
        raise Refusal(f"There is nobody called {name!r} here.{did_you_mean(name, {*world.people, *tokens})}")
    owner = world.people.get(name or world.phone_in_use or "")
    if owner is None:
        device: Device | None = tokens.get(name or "")
    else:
        device = owner.phone or (owner.tokens[-1] if owner.tokens else None)
    if not device:
        if name is not None:
            raise Refusal(f"{name.capitalize()} has nothing that shows codes.")
        return (time_step(world.time) + 1) * TIME_STEP
    shown = time_step(device.clock.read(world.time))
    return device.clock.service_time_when((shown + 1) * TIME_STEP, world.time)


def _time(world: World, person: str, words: Sequence[str]) -> Outcome:
    if not words:
        return Outcome(world, f"{cli_iso(world.time)}, {_pace(world)}\n")
    verb = words[0]
    if verb == "set":
        if len(words) != 2:
            raise Refusal("Which time? time set 2027-03-01T12:00:00Z")
        try:
            return _moved(world, parse_iso(words[1]))
        except (ValueError, OverflowError):
            raise Refusal(f"{words[1]!r} is no time: write 2027-03-01T12:00:00Z.") from None
    if len(words) > 1:
        raise Refusal(f"Nothing is expected after time {verb}, but {words[1]!r} was there.")
    if verb == "live":
        return _live(world)
    if verb == "pause":
        return _paced(world, 0.0)
    rate = _RATE.fullmatch(verb)
    if rate is None:
        raise Refusal(f"time {verb}: a pace such as 10x is expected.{did_you_mean(verb, ('pause', 'live', 'set'))}")
    if float(rate[1]) > FASTEST:
        raise Refusal(f"{verb} is too fast: at most {FASTEST:g}x.")
    return _paced(world, float(rate[1]))


def _paced(world: World, rate: float) -> Outcome:
    clock = replace(world.clock, rate=rate, live=world.clock.live and rate == 1.0)
    after = world if clock == world.clock else replace(world, clock=clock)
    return Outcome(after, f"{_pace(after).capitalize()}.\n")


def _live(world: World) -> Outcome:
    clock = replace(world.clock, rate=1.0, live=True)
    after = world if clock == world.clock else replace(world, clock=clock)
    return Outcome(after, "Service time is the host's again.\n")


def _pace(world: World) -> str:
    if world.clock.live:
        return "the host's own time"
    if world.clock.rate == 0:
        return "standing still"
    return f"running at {world.clock.rate:g}x"


_DIRECTIVE = re.compile(r"%(.?)")
_FIELDS = {
    "Y": "{0:%Y}", "m": "{0:%m}", "d": "{0:%d}", "H": "{0:%H}", "M": "{0:%M}", "S": "{0:%S}", "F": "{0:%Y-%m-%d}",
    "T": "{0:%H:%M:%S}", "Z": "UTC", "%": "%",
}  # fmt: skip
"""What `+FORMAT` may ask for, as in POSIX's date; F is what most systems add."""


def _date(world: World, person: str, words: Sequence[str]) -> Outcome:
    """Service time in UTC, which is the only zone here, whether -u stands there or not."""
    rest = [word for word in words if word not in ("-u", "--utc")]
    if not rest:
        now = utc(world.time)
        return Outcome(world, f"{now:%a %b} {now.day:>2} {now:%H:%M:%S UTC %Y}\n")
    if len(rest) > 1 or not rest[0].startswith("+"):
        raise Refusal(f"date takes -u and a +FORMAT here, but {rest[0][:80]!r} was there.")
    for found in _DIRECTIVE.finditer(rest[0]):
        if not found[1] or found[1] not in _FIELDS:
            raise Refusal(f"date knows %Y %m %d %H %M %S %F %T %Z and %% here, not {found[0]!r}.")
    filled = _DIRECTIVE.sub(lambda found: _FIELDS[found[1]].format(utc(world.time)), rest[0][1:])
    return Outcome(world, f"{filled}\n")


COMMANDS = (
    Command("date", DATE_USAGE, "what time it is, for a script", _date),
    Command("wait", WAIT_USAGE, "let time pass", _wait),
    Command("time", TIME_USAGE, "see, stop, speed up and set service time", _time),
)
