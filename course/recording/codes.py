"""Codes and serial numbers in a command line, traced to the phone or token that showed them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.clock import DeviceClock
from sim.devices import HardwareToken, Phone
from sim.totp import TIME_STEP, seed_bytes, time_step, truncated
from sim.world import World

BACK = 120
"""How many 30-second steps ago a code may have been shown: an hour."""

_CODE = re.compile(r"(?<![^\s=])(['\"]?)(\d{6})\1(?=$|[\s;&|)])", re.ASCII)
_READ = re.compile(r"\b(phone|token)\s+(\S+)\s+code\b")


@dataclass(frozen=True, slots=True)
class Source:
    """Something that shows codes: `kind` and `name` as its command has them, `code` the command that reads it."""

    kind: str
    name: str
    code: str
    serial: str
    wait: str
    secret: bytes
    clock: DeviceClock
    serial_number: str | None

    @property
    def key(self) -> tuple[str, str]:
        """Which device it is."""
        return self.kind, self.name


@dataclass(frozen=True, slots=True)
class Reading:
    """A code that a line holds: who showed it, and in which step of that device's clock."""

    source: Source
    step: int


def sources(world: World) -> list[Source]:
    """All that can be read at this moment: every account of every phone in use, and every token."""
    return [source for name in sorted(world.people) for source in _of(world, name)]


def _of(world: World, owner: str) -> Iterator[Source]:
    person = world.people[owner]
    phone = person.phone
    if phone is not None and (hands := _hands(phone)) is not None:
        name = shlex.quote(owner)
        for account in phone.accounts:
            labels = [None, account.label, account.issuer]
            label = next((word for word in labels if phone.find(word) is account), "")
            if label == "":
                continue
            after = f" {shlex.quote(label)}" if label is not None else ""
            yield Source(
                "phone",
                owner,
                f"{hands}phone {name} code{after}",
                f"{hands}phone {name} serial{after}",
                f"wait next-code {name}",
                seed_bytes(account.secret),
                phone.clock,
                account.serial_number,
            )
    for token in person.tokens:
        if (hands := _hands(token)) is not None:
            last = token is person.tokens[-1]
            name = shlex.quote(owner if last else token.serial_number)
            wait = f"wait next-code {name}" if last and phone is None else f"wait {TIME_STEP // 1_000}s"
            yield Source(
                "token",
                owner if last else token.serial_number,
                f"{hands}token {name} code",
                f"{hands}token {name} serial",
                wait,
                seed_bytes(token.secret),
                token.clock,
                None,
            )


def _hands(device: Phone | HardwareToken) -> str | None:
    """How a line begins that the one who can read a device writes; None when nobody can."""
    if device.state == "held":
        return ""
    return f"as {shlex.quote(device.holder)} " if device.state == "stolen" and device.holder else None


def literal_codes(line: str, world: World) -> dict[str, Reading]:
    """The codes that stand in a line and were shown by something within the last hour, each with its reading."""
    found: dict[str, Reading] = {}
    for match in _CODE.finditer(line):
        code = match[2]
        if code not in found and (reading := _shown(code, line, world)) is not None:
            found[code] = reading
    return found


def unknown_codes(line: str, world: World) -> list[str]:
    """Codes in a line that an MFA device of the account gave, but nothing in the scenario shows."""
    known = literal_codes(line, world)
    words = [match[2] for match in _CODE.finditer(line) if match[2] not in known]
    devices = world.account.mfa_devices.values()
    now = time_step(world.time)
    return [
        word
        for word in words
        if any(
            truncated(device.validator.seed, step) == int(word)
            for device in devices
            for step in range(now - BACK, now + BACK)
        )
    ]


def _shown(code: str, line: str, world: World) -> Reading | None:
    """The reading that fits best: of a device that the line names, then the latest."""
    found: list[tuple[tuple[bool, int], Reading]] = []
    for source in sources(world):
        now = window(source, world.time)
        back = next((n for n in range(min(BACK, now) + 1) if truncated(source.secret, now - n) == int(code)), None)
        if back is not None:
            named = source.serial_number is not None and source.serial_number in line
            found.append(((not named, back), Reading(source, now - back)))
    return min(found, key=lambda each: each[0])[1] if found else None


def with_readings(line: str, words: Mapping[str, str]) -> str:
    """The line with each of the codes replaced by its word, such as `$code1`."""
    return _CODE.sub(lambda match: words.get(match[2], match[0]), line)


def with_serials(line: str, world: World) -> str:
    """The line with serial numbers that a phone knows replaced by reading them from it."""
    for source in sources(world):
        if source.kind == "phone" and source.serial_number and source.serial_number in line:
            pattern = rf"(?<![^\s=])(['\"]?){re.escape(source.serial_number)}\1(?=$|[\s;&|)])"
            line = re.sub(pattern, f"$({source.serial})".replace("\\", r"\\"), line)
    return line


def reads(line: str, world: World) -> list[Source]:
    """The devices that a line reads codes from by command, in order."""
    known = sources(world)
    words = ((match[1], match[2].strip("'\")")) for match in _READ.finditer(line))
    found = (next((each for each in known if each.key == word), None) for word in words)
    return [source for source in found if source is not None]


def window(source: Source, time: int) -> int:
    """The step of a device's clock at a service time."""
    return time_step(max(0, source.clock.read(time)))
