"""What the phones and tokens in the room show at a moment, as plain values for the widgets that draw them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from course.tui.holding import Holding
from course.tui.times import clock
from sim.clock import SECOND
from sim.devices import HardwareToken, Phone, State
from sim.people import YOU, Person
from sim.world import World

STEP_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One account in the app, or the one thing a token shows. `code` is six digits."""

    issuer: str
    label: str
    code: str


@dataclass(frozen=True, slots=True)
class Device:
    """A phone or a token as it looks now; without entries where it shows nothing."""

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

    @property
    def readable(self) -> bool:
        """Whether anyone in the room can look at it."""
        return self.state == "held"

    @property
    def change(self) -> str | None:
        """What can happen to it next, as its command has it; None for a token that is gone for good."""
        if self.state in ("held", "lost"):
            return "lose" if self.state == "held" else "find"
        return "replace" if self.kind == "phone" else None


def devices(world: World) -> tuple[Device, ...]:
    """Each person's present phone and tokens, the learner's own first, then by name."""
    people = sorted(world.people.values(), key=lambda person: (person.name != YOU, person.name))
    found: list[Device] = []
    for person in people:
        if person.phone is not None:
            found.append(_phone(person, person.phone, world.time))
        found += [_token(person, token, world.time) for token in person.tokens]
    return tuple(found)


def grouped(code: str) -> str:
    """A code as apps write it: 492 039."""
    return f"{code[:3]} {code[3:]}"


def _phone(person: Person, phone: Phone, time: int) -> Device:
    reading = phone.clock.read(time)
    entries = tuple(Entry(a.issuer, a.label, phone.code(a, time)) for a in phone.accounts)
    return Device(
        "phone",
        person.name,
        person.user_name,
        Holding("phone", person.name).title,
        phone.state,
        phone.holder,
        clock(reading),
        _left(reading),
        entries,
    )


def _token(person: Person, token: HardwareToken, time: int) -> Device:
    reading = token.clock.read(time)
    return Device(
        "token",
        person.name,
        person.user_name,
        Holding("token", person.name).title,
        token.state,
        token.holder,
        "",
        _left(reading),
        (Entry("Hardware token", token.serial_number, token.code(time)),),
        token.serial_number,
    )


def _left(reading: int) -> int:
    return STEP_SECONDS - reading // SECOND % STEP_SECONDS
