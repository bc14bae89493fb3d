"""Which phone or token the learner looks at, and what the screen needs to know of it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import Literal

from course.timing.standing import known_device
from sim.account import MFADevice
from sim.clock import DeviceClock
from sim.devices import AuthenticatorAccount, HardwareToken, Phone
from sim.people import YOU
from sim.world import World


@dataclass(frozen=True, slots=True)
class Holding:
    """A person's present phone, or the token of a serial number.

    `account` is the one whose code the phone has in view; None where nothing of it can be seen.
    """

    kind: Literal["phone", "token"]
    person: str
    serial_number: str | None = None
    account: AuthenticatorAccount | None = None

    @property
    def title(self) -> str:
        """What it is called: Alice's phone."""
        whose = "Your" if self.person == YOU else f"{self.person.title()}'s"
        return f"{whose} {self.kind}"

    @property
    def command(self) -> str:
        """How a command line about it begins."""
        return f"{self.kind} {shlex.quote(self.serial_number or self.person)}"

    def thing(self, world: World) -> Phone | HardwareToken | None:
        """The phone or token itself; None when it is not there any more."""
        person = world.people.get(self.person)
        if person is None or self.kind == "phone":
            return person.phone if person else None
        return next((token for token in person.tokens if token.serial_number == self.serial_number), None)

    def clock(self, world: World) -> DeviceClock | None:
        """Its clock."""
        thing = self.thing(world)
        return thing.clock if thing else None

    def device(self, world: World) -> MFADevice | None:
        """The MFA device that it shows codes for: of a phone out of sight, of the newest account that AWS knows."""
        if self.account is not None:
            return known_device(world, self.account)
        thing = self.thing(world)
        if isinstance(thing, Phone):
            return next(filter(None, (known_device(world, account) for account in reversed(thing.accounts))), None)
        return world.account.mfa_devices.get(thing.serial_number) if thing else None

    def account_label(self, world: World) -> str:
        """What the account in view is called; empty where the phone has no other one."""
        thing = self.thing(world)
        several = isinstance(thing, Phone) and len(thing.accounts) > 1
        return self.account.label if several and self.account else ""
