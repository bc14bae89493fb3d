"""How a device's codes stand with AWS at a moment: which one it shows, which ones AWS takes, and why not this one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from course.phrases import plural
from course.timing.words import clock, difference
from sim.account import MFADevice
from sim.clock import DeviceClock
from sim.devices import AuthenticatorAccount
from sim.totp import seed_bytes, time_step, truncated
from sim.validator import TRIES
from sim.verdict import SKEW
from sim.world import World


@dataclass(frozen=True, slots=True)
class Standing:
    """An MFA device at service time `now`, and the clock of the phone or token called `name` that holds it.

    `dragged` is how far that clock is being moved just now, in milliseconds, and `account` the label of the account
    in the authenticator app, where the phone has several.
    """

    name: str
    device: MFADevice
    clock: DeviceClock
    now: int
    dragged: int = 0
    account: str = field(default="", kw_only=True)

    @property
    def offset(self) -> int:
        """How far the device's clock is ahead of AWS's, in milliseconds."""
        return self.clock.offset_at(self.now) + self.dragged

    @property
    def known(self) -> int:
        """The step that AWS takes for the device's present one."""
        return time_step(self.now) + self.device.validator.skew

    @property
    def shown(self) -> int:
        """The step whose code the device shows now."""
        return time_step(self.now + self.offset)

    @property
    def window(self) -> range:
        """The steps whose codes AWS takes, those used already among them."""
        return range(self.known - SKEW, self.known + SKEW + 1)

    def code(self, step: int) -> str:
        """The device's code of a step."""
        return f"{truncated(self.device.validator.seed, step):06d}" if step >= 0 else "      "

    @property
    def refused_until(self) -> int | None:
        """When AWS looks at codes again, where it refuses all of them since it looked at too many."""
        return self.device.validator.refused_until(self.now)

    @property
    def stands(self) -> Literal["accepted", "used", "refused"]:
        """What AWS does with the code that the device shows now; `used` when it took that one already."""
        if self.refused_until is not None or self.shown not in self.window:
            return "refused"
        return "used" if self.shown in self.device.validator.used else "accepted"

    @property
    def accepted(self) -> bool:
        """Whether AWS takes the code that the device shows now."""
        return self.stands == "accepted"

    @property
    def verdict(self) -> str:
        """The same in words, and why: "✗ AWS refuses it, too old: 3 steps, and it takes 2"."""
        off, until = self.shown - self.known, self.refused_until
        if until is not None:
            return f"✗ AWS refuses all codes until {clock(until)}, since {TRIES} were tried"
        if self.stands == "refused":
            far = f"{plural(abs(off), 'step')}, and it takes {SKEW}"
            return f"✗ AWS refuses it, too {'old' if off < 0 else 'new'}: {far}"
        return "✓ AWS accepts it" if self.accepted else "AWS has taken this code, and takes none twice"

    @property
    def learnt(self) -> str:
        """What AWS remembers of the device's clock, as a sentence; empty where it reckons with none."""
        skew = self.device.validator.skew
        side = "ahead" if skew > 0 else "behind"
        return f"AWS has learnt that this device is {plural(abs(skew), 'step')} {side}." if skew else ""

    @property
    def words(self) -> tuple[str, ...]:
        """All of it as a sentence or two, in parts: before the code, the code, before the verdict, it, what follows."""
        learnt = f". {self.learnt}" if self.learnt else "."
        return (
            f"{self.name}{f', account {self.account},' if self.account else ''} shows ",
            self.code(self.shown),
            f" and is {difference(self.offset)}: ",
            self.verdict,
            learnt,
        )


def known_device(world: World, account: AuthenticatorAccount) -> MFADevice | None:
    """The MFA device that AWS checks by the secret of this account of an app; None where it knows no such secret."""
    devices = world.account.mfa_devices
    by_number = devices.get(account.serial_number) if account.serial_number else None
    seed = seed_bytes(account.secret)
    candidates = devices.values() if by_number is None else (by_number,)
    return next((device for device in candidates if device.validator.seed == seed), None)
