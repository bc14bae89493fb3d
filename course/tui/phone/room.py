"""What the phones and tokens in the room show at a moment, as plain values for the widgets that draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from course.timing.standing import known_device
from course.timing.words import clock
from course.tui.phone.holding import Holding
from sim.account import ROOT, MFADevice
from sim.clock import SECOND, iso
from sim.devices import AuthenticatorAccount, HardwareToken, Phone, State
from sim.people import YOU, Person
from sim.totp import TIME_STEP, code_at
from sim.world import World

STEP_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One account in the app, or the one thing a token shows. `code` is six digits, `following` those after them.

    `account` is the app's account itself, None on a token; `device` the MFA device that AWS checks by its secret.
    """

    issuer: str
    label: str
    code: str
    following: str = ""
    account: AuthenticatorAccount | None = None
    device: MFADevice | None = None

    @property
    def owner(self) -> str:
        """The user, or ROOT, whom AWS asks for the code; empty where it asks nobody."""
        return (self.device.owner or "") if self.device else ""


@dataclass(frozen=True, slots=True)
class Device:
    """A phone or a token as it looks now; without entries where it shows nothing, the newest entry first.

    `since` is when it was lost, stolen or broken, in words.
    """

    kind: Literal["phone", "token"]
    person: str
    user_name: str | None
    title: str
    state: State
    holder: str | None
    clock: str
    seconds_left: int
    entries: tuple[Entry, ...]
    serial_number: str | None = None
    since: str = ""

    @property
    def name(self) -> str:
        """What it is called among the others: one that nobody can look at is told by its state."""
        return self.title if self.readable else f"{self.title} ({self.state})"

    @property
    def readable(self) -> bool:
        """Whether anyone in the room can look at it."""
        return self.state == "held"

    def entry(self, chosen: int) -> Entry | None:
        """The entry at that place, the last one for any beyond; None where it cannot be read or shows nothing."""
        return self.entries[min(chosen, len(self.entries) - 1)] if self.readable and self.entries else None

    @property
    def serial_numbers(self) -> tuple[str | None, ...]:
        """The serial number of the MFA device that each entry belongs to, None where AWS knows none."""
        return tuple(entry.device.serial_number if entry.device else self.serial_number for entry in self.entries)

    def shows(self, serial_number: str | None) -> bool:
        """Whether it has the codes of the MFA device of that serial number."""
        return serial_number is not None and serial_number in self.serial_numbers

    @property
    def asked(self) -> tuple[str, ...]:
        """The users whom AWS asks for its codes, each once."""
        return tuple("root" if owner == ROOT else owner for owner in dict.fromkeys(self.owners) if owner)

    @property
    def owners(self) -> tuple[str, ...]:
        """The owner of each entry."""
        return tuple(entry.owner for entry in self.entries)

    def place_of(self, chosen: int, owner: str, serial_number: str | None) -> int:
        """The place of the entry of that MFA device, else of one that AWS asks this user for, else the chosen one."""
        if self.shows(serial_number):
            return self.serial_numbers.index(serial_number)
        fits = owner not in self.owners or self.owners[min(chosen, len(self.entries) - 1)] == owner
        return chosen if fits else self.owners.index(owner)

    @property
    def change(self) -> str | None:
        """What can happen to it next, as its command has it; None for one that is gone for good."""
        if self.state in ("held", "lost"):
            return "lose" if self.state == "held" else "find"
        return None

    @property
    def replaceable(self) -> bool:
        """Whether its owner can have a new one in its place."""
        return self.kind == "phone" and not self.readable


def devices(world: World) -> tuple[Device, ...]:
    """Each person's present phone and tokens, the learner's own first, then by name."""
    people = sorted(world.people.values(), key=lambda person: (person.name != YOU, person.name))
    found: list[Device] = []
    for person in people:
        if person.phone is not None:
            found.append(_phone(world, person, person.phone))
        found += [_token(world, person, token, len(person.tokens) > 1) for token in person.tokens]
    return tuple(found)


def fitting_devices(
    room: Sequence[Device], name: str, kind: str | None = None, serial_number: str | None = None
) -> list[Device]:
    """What is meant by a person's or an IAM user's device.

    That is the token of the serial number, or the phone with the account of that MFA device, whoever holds it; else
    what is theirs of the kind, else theirs that AWS asks the user for, else any of theirs, else what others hold of it.
    """
    wanted = name.casefold()
    theirs = [each for each in room if wanted in (each.person.casefold(), (each.user_name or "").casefold())]
    return (
        [each for each in room if each.shows(serial_number)]
        or [each for each in theirs if each.kind == kind]
        or [each for each in theirs if name in each.owners]
        or theirs
        or [each for each in room if name in each.owners]
    )


def followed(chosen: int, before: Device, after: Device) -> int:
    """The place of the account that was in view, among those that there are now; of a new one, where there is one."""
    were, are = ([entry.account for entry in device.entries] for device in (before, after))
    if were == are:
        return chosen
    account = were[min(chosen, len(were) - 1)] if were else None
    return are.index(account) if account in are and are[0] in were else 0


def grouped(code: str) -> str:
    """A code as apps write it: 492 039."""
    return f"{code[:3]} {code[3:]}"


def _phone(world: World, person: Person, phone: Phone) -> Device:
    time = world.time
    reading = phone.clock.read(time)
    entries = tuple(
        Entry(
            a.issuer,
            a.label,
            phone.code(a, time),
            code_at(a.secret, max(0, reading + TIME_STEP)),
            a,
            known_device(world, a),
        )
        for a in reversed(phone.accounts)
    )
    holding = Holding("phone", person.name)
    return Device(
        "phone",
        person.name,
        person.user_name,
        holding.title,
        phone.state,
        phone.holder,
        clock(reading),
        _left(reading),
        entries,
        since=_since(phone.since, time),
    )


def _token(world: World, person: Person, token: HardwareToken, one_of_many: bool) -> Device:
    time = world.time
    reading = token.clock.read(time)
    holding = Holding("token", person.name, token.serial_number)
    return Device(
        "token",
        person.name,
        person.user_name,
        f"{holding.title} …{token.serial_number[-4:]}" if one_of_many else holding.title,
        token.state,
        token.holder,
        "",
        _left(reading),
        (Entry("Hardware token", token.serial_number, token.code(time), device=holding.device(world)),),
        token.serial_number,
        _since(token.since, time),
    )


def _since(moment: int | None, now: int) -> str:
    """When that was, as short as it can be told: the time today, else the day too."""
    if moment is None:
        return ""
    return clock(moment)[:5] if iso(moment)[:10] == iso(now)[:10] else f"{iso(moment)[:10]} {clock(moment)[:5]}"


def _left(reading: int) -> int:
    return STEP_SECONDS - reading // SECOND % STEP_SECONDS
