"""A phone or a token as the shell speaks of it: its words, what it shows, and who can pick it up."""

from __future__ import annotations

from sim.devices import Device, HardwareToken, Phone
from sim.people import Person, in_reach, whose
from sim.shell.command import Refusal
from sim.shell.quantities import say_offset
from sim.totp import TIME_STEP
from sim.world import World


def in_hand(person: str, device: Device) -> None:
    """Raise Refusal, with the reason, unless `person` can pick the device up."""
    if in_reach(person, device):
        return
    match device.state:
        case "broken":
            reason = "is broken: it shows nothing any more."
        case "lost":
            reason = "is lost: nobody can read it."
        case "stolen":
            reason = "is stolen: only the thief can read it."
        case "held":
            reason = f"is in {whose(device.owner)} hands, not in {person}'s."
    raise Refusal(f"{thing(device)} {reason}")


def called(person: Person) -> str:
    """The person's name, as a sentence has it."""
    return person.name.capitalize()


def thing(device: Device) -> str:
    """The device as a sentence begins: `Your phone`, `Alan's token`."""
    owner = whose(device.owner)
    return f"{owner[0].upper()}{owner[1:]} {'phone' if isinstance(device, Phone) else 'token'}"


def clock_words(world: World, device: Device) -> str:
    """How far its clock is off, and how it drifts, as a sentence."""
    offset = say_offset(device.clock.offset_at(world.time))
    ppm = device.clock.drift_ppm
    drift = f", drifting {ppm:+g} ppm" if ppm else ""
    return f"{thing(device)}: its clock is {offset}{drift}."


def describe(world: World, device: Device | None) -> str:
    """A few lines: its clock, its codes and how long they last, or that it is out of its owner's hands."""
    if device is None:
        return ""
    if device.state != "held":
        holder = f" ({device.holder} holds it)" if device.holder else ""
        return f"{thing(device)} is {device.state}{holder}.\n"
    text = clock_words(world, device) + "\n"
    left = (TIME_STEP - device.clock.read(world.time) % TIME_STEP + 999) // 1_000
    if isinstance(device, HardwareToken):
        return text + f"  {device.serial_number}  {device.code(world.time)}  {left} s left\n"
    if not device.accounts:
        return text + "  no accounts yet\n"
    for account in device.accounts:
        label = f"{account.issuer}: {account.label}" if account.issuer else account.label
        text += f"  {label}  {device.code(account, world.time)}  {left} s left\n"
    return text
