"""Commands for what people hold: `phone` and `token`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from sim.clock import DeviceClock
from sim.devices import Device, HardwareToken, Phone
from sim.errors import ServiceError
from sim.people import YOU, Person
from sim.services.root_recovery import answer
from sim.shell.authenticator import account_named, add, remove, scan
from sim.shell.command import Command, Refusal, did_you_mean, no_more, person_called
from sim.shell.held import called, clock_words, describe, in_hand, thing
from sim.shell.quantities import parse_drift, parse_offset
from sim.world import Outcome, World

PHONE_USAGE = """\
phone                               every phone, who holds it, what it shows
phone NAME                          that phone: its accounts, codes and clock
phone NAME scan [FILE]              scan the QR code last shown, or the one in FILE
phone NAME code [LABEL]             the code shown now (of the newest account, or of LABEL)
phone NAME serial [LABEL]           the MFA device's serial number that the account belongs to
phone NAME add SECRET --label TEXT  type a secret in by hand
phone NAME remove LABEL             delete an account from the app
phone NAME clock +95s|-95s|auto     set its clock ahead, behind, or right again
phone NAME drift 40ppm|+5s/day      let its clock run fast (or slow: -40ppm)
phone NAME answer DIGITS            answer a call from AWS and key in the six digits
phone NAME lose|find|steal|break    what happens to phones (steal: with `as PERSON`)
phone NAME replace                  a new phone: nothing on it, its clock right"""

TOKEN_USAGE = """\
token                               every hardware token and who holds it
token NAME                          that person's token: serial number, code, clock
token NAME code|serial              what its display shows; what stands on its back
token NAME clock +95s|-95s|auto     set its clock off, as an ageing battery would
token NAME drift 40ppm|+5s/day      let its clock run fast or slow
token NAME lose|find|steal|break    what happens to tokens
(NAME may be the serial number where somebody holds more than one)"""

_T = TypeVar("_T")


def phone(world: World, person: str, words: Sequence[str]) -> Outcome:
    """The `phone` command."""
    if not words:
        owners = [name for name in sorted(world.people) if world.people[name].phones]
        return Outcome(world, "".join(describe(world, world.people[name].phone) for name in owners))
    owner = person_called(world, words[0])
    if len(words) > 1 and words[1] == "answer":
        return _answer(world, person, owner, words[2:])
    if owner.phone is None:
        raise Refusal(f"{called(owner)} has no phone.")
    verb, rest = (words[1], words[2:]) if len(words) > 1 else ("show", ())
    if verb not in _PHONE_VERBS:
        raise Refusal(f"phone {owner.name}: {verb!r} is nothing a phone does.{did_you_mean(verb, _PHONE_VERBS)}")
    return _PHONE_VERBS[verb](world, person, owner, owner.phone, rest)


def token(world: World, person: str, words: Sequence[str]) -> Outcome:
    """The `token` command."""
    every = [token for name in sorted(world.people) for token in world.people[name].tokens]
    if not words:
        return Outcome(world, "".join(describe(world, token) for token in every) or "There are no hardware tokens.\n")
    named = [token for token in every if words[0] in (token.serial_number, token.owner)]
    if not named:
        owners = {token.owner for token in every} | {token.serial_number for token in every}
        raise Refusal(f"{words[0]!r} holds no hardware token.{did_you_mean(words[0], owners)}")
    verb, rest = (words[1], words[2:]) if len(words) > 1 else ("show", ())
    if verb not in _TOKEN_VERBS:
        raise Refusal(f"token {words[0]}: {verb!r} is nothing a token does.{did_you_mean(verb, _TOKEN_VERBS)}")
    return _TOKEN_VERBS[verb](world, person, world.people[named[-1].owner], named[-1], rest)


def _show(world: World, person: str, owner: Person, device: Device, rest: Sequence[str]) -> Outcome:
    no_more(rest, "show")
    return Outcome(world, describe(world, device))


def _answer(world: World, person: str, owner: Person, rest: Sequence[str]) -> Outcome:
    """Key in what AWS's sign-in page shows; who has no phone of the scenario's answers one on the desk."""
    if len(rest) != 1 or not (len(rest[0]) == 6 and rest[0].isascii() and rest[0].isdigit()):
        raise Refusal(f"The six digits that the sign-in page shows are expected: phone {owner.name} answer DIGITS")
    if owner.phone is not None:
        in_hand(person, owner.phone)
    elif person not in (YOU, owner.name):
        raise Refusal(f"{called(owner)}'s phone is on {called(owner)}'s desk, not in {person}'s hands.")
    try:
        after = answer(world, owner, rest[0])
    except ServiceError as error:
        raise Refusal(error.message) from None
    if after is None:
        raise Refusal("The voice says: that is not what the page shows. Please try again.")
    return Outcome(after, "The voice says: thank you, the telephone number is verified.\n")


def _code(world: World, person: str, owner: Person, device: Device, rest: Sequence[str]) -> Outcome:
    in_hand(person, device)
    if isinstance(device, HardwareToken):
        no_more(rest, "code")
        return Outcome(world, device.code(world.time) + "\n")
    account = account_named(owner, device, rest)
    world = replace(world, phone_in_use=owner.name) if world.phone_in_use != owner.name else world
    return Outcome(world, device.code(account, world.time) + "\n")


def _serial(world: World, person: str, owner: Person, device: Device, rest: Sequence[str]) -> Outcome:
    in_hand(person, device)
    if isinstance(device, HardwareToken):
        no_more(rest, "serial")
        return Outcome(world, device.serial_number + "\n")
    account = account_named(owner, device, rest)
    if account.serial_number is None:
        raise Refusal(
            f"The account {account.label} was typed in by hand, so the phone does not know its MFA device. "
            "aws iam list-virtual-mfa-devices lists them."
        )
    return Outcome(world, account.serial_number + "\n")


def _clock(world: World, person: str, owner: Person, device: Device, rest: Sequence[str]) -> Outcome:
    if len(rest) != 1:
        raise Refusal("Write how far the clock is off: +95s (ahead), -95s (behind), or auto (right).")
    if rest[0] == "auto":
        clock = DeviceClock()
    else:
        clock = device.clock.with_offset(_quantity(parse_offset, rest[0]), world.time)
    return _with_clock(world, owner, device, clock)


def _drift(world: World, person: str, owner: Person, device: Device, rest: Sequence[str]) -> Outcome:
    if len(rest) != 1:
        raise Refusal("Write how the clock drifts: 40ppm (fast), -40ppm (slow), +5s/day, or 0ppm (not at all).")
    return _with_clock(world, owner, device, device.clock.with_drift(_quantity(parse_drift, rest[0]), world.time))


def _with_clock(world: World, owner: Person, device: Device, clock: DeviceClock) -> Outcome:
    changed = replace(device, clock=clock)
    return Outcome(_changed(world, owner, changed), f"{clock_words(world, changed)}\n")


def _lose(world: World, person: str, owner: Person, device: Device, rest: Sequence[str]) -> Outcome:
    return _happens(world, owner, replace(device, state="lost", holder=None), rest, "is lost: nobody can read it now")


def _find(world: World, person: str, owner: Person, device: Device, rest: Sequence[str]) -> Outcome:
    if device.state == "broken":
        raise Refusal(f"{thing(device)} is broken, not lost.")
    return _happens(world, owner, replace(device, state="held", holder=None), rest, "is back in its owner's hands")


def _steal(world: World, person: str, owner: Person, device: Device, rest: Sequence[str]) -> Outcome:
    thief = None if person in (YOU, owner.name) else person
    stolen = replace(device, state="stolen", holder=thief)
    return _happens(world, owner, stolen, rest, f"is stolen{f': {thief} holds it' if thief else ''}")


def _break(world: World, person: str, owner: Person, device: Device, rest: Sequence[str]) -> Outcome:
    return _happens(world, owner, replace(device, state="broken"), rest, "is broken: it shows nothing any more")


def _happens(world: World, owner: Person, device: Device, rest: Sequence[str], what: str) -> Outcome:
    no_more(rest, "this")
    device = replace(device, since=None if device.state == "held" else world.time)
    return Outcome(_changed(world, owner, device), f"{thing(device)} {what}.\n")


def _replace(world: World, person: str, owner: Person, device: Device, rest: Sequence[str]) -> Outcome:
    no_more(rest, "replace")
    new = replace(owner, phones=(*owner.phones, Phone(owner.name)))
    return Outcome(world.with_person(new), f"{called(owner)} has a new phone, with no accounts on it yet.\n")


_Verb = Callable[[World, str, Person, Device, Sequence[str]], Outcome]

_BOTH: dict[str, _Verb] = {
    "show": _show,
    "code": _code,
    "serial": _serial,
    "clock": _clock,
    "drift": _drift,
    "lose": _lose,
    "find": _find,
    "steal": _steal,
    "break": _break,
}
_TOKEN_VERBS = _BOTH
_PHONE_VERBS: dict[str, _Verb] = _BOTH | {"scan": scan, "add": add, "remove": remove, "replace": _replace}


def _changed(world: World, owner: Person, device: Device) -> World:
    if isinstance(device, Phone):
        return world.with_person(owner.with_phone(device))
    return world.with_person(owner.with_token(device))


def _quantity(read: Callable[[str], _T], text: str) -> _T:
    try:
        return read(text)
    except ValueError as error:
        raise Refusal(str(error)) from None


COMMANDS = (
    Command("phone", PHONE_USAGE, "a phone with an authenticator app", phone),
    Command("token", TOKEN_USAGE, "a hardware token", token),
)
