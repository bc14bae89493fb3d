"""The codes that were refused, for the ruler of the time lab: which step they were of, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.account import ROOT, MFADevice
from sim.totp import time_step
from sim.world import Outcome, World


@dataclass(frozen=True, slots=True)
class Try:
    """A code that was refused for the device of that serial number: of which step it was, and why."""

    serial_number: str
    step: int
    cause: str
    depth: int


def tried(outcome: Outcome, depth: int) -> tuple[Try, ...]:
    """The code that an act at that depth of the history had refused, if it is known which step it was of."""
    call, world = outcome.call, outcome.world
    if call is None or call.error is None or call.cause is None or call.steps_off is None:
        return ()
    device = _device(world, call.parameters)
    if device is None:
        return ()
    step = time_step(world.time) + device.validator.skew + call.steps_off
    return (Try(device.serial_number, step, call.cause, depth),)


def _device(world: World, parameters: Mapping[str, Any]) -> MFADevice | None:
    """The device that a call was about: by its serial number, else the first of the user's."""
    named = world.account.mfa_devices.get(str(parameters.get("SerialNumber", "")))
    if named is not None:
        return named
    user = str(parameters.get("UserName", ""))
    devices = world.account.devices_of(ROOT if user == "root" else user)
    return devices[0] if devices else None
