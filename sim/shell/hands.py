"""Commands for what people hold: `phone` and `token`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from sim.clock import DeviceClock
from sim.devices import AuthenticatorAccount, HardwareToken, Phone
from sim.errors import ServiceError
from sim.people import YOU, Person
from sim.qr import UriError, parse_uri
from sim.services.root_recovery import answer
from sim.shell.command import Command, Refusal, call_of, did_you_mean
from sim.shell.quantities import parse_drift, parse_offset, say_offset
from sim.totp import TIME_STEP, code_at
from sim.world import File, Outcome, World

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

_Device = Phone | HardwareToken
_T = TypeVar("_T")


def phone(world: World, person: str, words: Sequence[str]) -> Outcome:
    """The `phone` command."""
    if not words:
        owners = [name for name in sorted(world.people) if world.people[name].phones]
        return Outcome(world, "".join(_describe(world, world.people[name].phone) for name in owners))
    owner = _person(world, words[0])
    if len(words) > 1 and words[1] == "answer":
        return _answer(world, person, owner, words[2:])
    if owner.phone is None:
        raise Refusal(f"{_name(owner)} has no phone.")
    verb, rest = (words[1], words[2:]) if len(words) > 1 else ("show", ())
    if verb not in _PHONE_VERBS:
        raise Refusal(f"phone {owner.name}: {verb!r} is nothing a phone does.{did_you_mean(verb, _PHONE_VERBS)}")
    return _PHONE_VERBS[verb](world, person, owner, owner.phone, rest)


def token(world: World, person: str, words: Sequence[str]) -> Outcome:
    """The `token` command."""
    every = [token for name in sorted(world.people) for token in world.people[name].tokens]
    if not words:
        return Outcome(world, "".join(_describe(world, token) for token in every) or "There are no hardware tokens.\n")
    named = [token for token in every if words[0] in (token.serial_number, token.owner)]
    if not named:
        owners = {token.owner for token in every} | {token.serial_number for token in every}
        raise Refusal(f"{words[0]!r} holds no hardware token.{did_you_mean(words[0], owners)}")
    verb, rest = (words[1], words[2:]) if len(words) > 1 else ("show", ())
    if verb not in _TOKEN_VERBS:
        raise Refusal(f"token {words[0]}: {verb!r} is nothing a token does.{did_you_mean(verb, _TOKEN_VERBS)}")
    return _TOKEN_VERBS[verb](world, person, world.people[named[-1].owner], named[-1], rest)


def _show(world: World, person: str, owner: Person, device: _Device, rest: Sequence[str]) -> Outcome:
    _no_more(rest, "show")
    return Outcome(world, _describe(world, device))


def _scan(world: World, person: str, owner: Person, device: _Device, rest: Sequence[str]) -> Outcome:
    _in_hand(person, device)
    _no_more(rest[1:], "scan")
    picture = _picture(world, rest[0] if rest else None)
    try:
        key = parse_uri(picture.otpauth or "")
    except UriError as error:
        raise Refusal(f"The phone cannot use this QR code: {error}.") from None
    account = AuthenticatorAccount(key.account_name, key.issuer, key.secret, picture.serial_number)
    return _added(world, person, owner, device, account)


def _picture(world: World, path: str | None) -> File:
    if path is None:
        if world.shown is None:
            raise Refusal(
                "There is no QR code on the screen to scan. Making a virtual MFA device shows one:\n"
                "  aws iam create-virtual-mfa-device --virtual-mfa-device-name NAME --outfile NAME.png "
                "--bootstrap-method QRCodePNG"
            )
        return world.shown
    picture = world.files.get(path)
    if picture is None:
        raise Refusal(f"There is no file {path}.{did_you_mean(path, world.files)}")
    if picture.otpauth is None:
        raise Refusal(
            f"{path} is not a QR code. A secret in a text file is typed in: phone NAME add SECRET --label TEXT"
        )
    return picture


def _add(world: World, person: str, owner: Person, device: _Device, rest: Sequence[str]) -> Outcome:
    _in_hand(person, device)
    usage = f"phone {owner.name} add SECRET --label TEXT"
    if "--label" not in rest or len(rest) < 3 or rest[-1] == "--label":
        raise Refusal(f"A secret and a label are expected: {usage}")
    at = rest.index("--label")
    _no_more(rest[at + 2 :], "add")
    secret, label = "".join(rest[:at]).replace("-", "").upper().rstrip("="), rest[at + 1]
    try:
        code_at(secret, 0)
    except ValueError:
        raise Refusal(
            "That is not a secret as AWS gives it: base32 (the letters A to Z and the digits 2 to 7), 23 characters or "
            "more."
        ) from None
    shown = world.shown
    same = shown is not None and shown.otpauth is not None and parse_uri(shown.otpauth).secret == secret
    account = AuthenticatorAccount(label, "", secret, shown.serial_number if same and shown else None)
    return _added(world, person, owner, device, account)


def _added(world: World, person: str, owner: Person, device: _Device, account: AuthenticatorAccount) -> Outcome:
    assert isinstance(device, Phone)
    world = world.with_person(owner.with_phone(device.with_account(account)))
    world = replace(world, phone_in_use=owner.name)
    label = f"{account.issuer} ({account.label})" if account.issuer else account.label
    call = call_of("", person, "phone", "scan", {"Owner": owner.name, "Label": account.label})
    return Outcome(world, f"{_name(owner)}'s phone now shows codes for {label}.\n", call=call)


def _answer(world: World, person: str, owner: Person, rest: Sequence[str]) -> Outcome:
    """Key in what AWS's sign-in page shows; who has no phone of the scenario's answers one on the desk."""
    if len(rest) != 1 or not (len(rest[0]) == 6 and rest[0].isascii() and rest[0].isdigit()):
        raise Refusal(f"The six digits that the sign-in page shows are expected: phone {owner.name} answer DIGITS")
    if owner.phone is not None:
        _in_hand(person, owner.phone)
    elif person not in (YOU, owner.name):
        raise Refusal(f"{_name(owner)}'s phone is on {_name(owner)}'s desk, not in {person}'s hands.")
    try:
        after = answer(world, owner, rest[0])
    except ServiceError as error:
        raise Refusal(error.message) from None
    if after is None:
        raise Refusal("The voice says: that is not what the page shows. Please try again.")
    return Outcome(after, "The voice says: thank you, the telephone number is verified.\n")


def _code(world: World, person: str, owner: Person, device: _Device, rest: Sequence[str]) -> Outcome:
    _in_hand(person, device)
    if isinstance(device, HardwareToken):
        _no_more(rest, "code")
        return Outcome(world, device.code(world.time) + "\n")
    account = _account(owner, device, rest)
    world = replace(world, phone_in_use=owner.name) if world.phone_in_use != owner.name else world
    return Outcome(world, device.code(account, world.time) + "\n")


def _serial(world: World, person: str, owner: Person, device: _Device, rest: Sequence[str]) -> Outcome:
    _in_hand(person, device)
    if isinstance(device, HardwareToken):
        _no_more(rest, "serial")
        return Outcome(world, device.serial_number + "\n")
    account = _account(owner, device, rest)
    if account.serial_number is None:
        raise Refusal(
            f"The account {account.label} was typed in by hand, so the phone does not know its MFA device. "
            "aws iam list-virtual-mfa-devices lists them."
        )
    return Outcome(world, account.serial_number + "\n")


def _remove(world: World, person: str, owner: Person, device: _Device, rest: Sequence[str]) -> Outcome:
    _in_hand(person, device)
    assert isinstance(device, Phone)
    if not rest:
        raise Refusal(f"Which account? phone {owner.name} remove LABEL")
    account = _account(owner, device, rest)
    left = tuple(a for a in device.accounts if a is not account)
    world = world.with_person(owner.with_phone(replace(device, accounts=left)))
    return Outcome(world, f"{_name(owner)}'s phone no longer shows codes for {account.label}.\n")


def _clock(world: World, person: str, owner: Person, device: _Device, rest: Sequence[str]) -> Outcome:
    if len(rest) != 1:
        raise Refusal("Write how far the clock is off: +95s (ahead), -95s (behind), or auto (right).")
    if rest[0] == "auto":
        clock = DeviceClock()
    else:
        clock = device.clock.with_offset(_quantity(parse_offset, rest[0]), world.time)
    return _with_clock(world, owner, device, clock)


def _drift(world: World, person: str, owner: Person, device: _Device, rest: Sequence[str]) -> Outcome:
    if len(rest) != 1:
        raise Refusal("Write how the clock drifts: 40ppm (fast), -40ppm (slow), +5s/day, or 0ppm (not at all).")
    return _with_clock(world, owner, device, device.clock.with_drift(_quantity(parse_drift, rest[0]), world.time))


def _with_clock(world: World, owner: Person, device: _Device, clock: DeviceClock) -> Outcome:
    changed = replace(device, clock=clock)
    return Outcome(_changed(world, owner, changed), f"{_clock_words(world, changed)}\n")


def _lose(world: World, person: str, owner: Person, device: _Device, rest: Sequence[str]) -> Outcome:
    return _happens(world, owner, replace(device, state="lost", holder=None), rest, "is lost: nobody can read it now")


def _find(world: World, person: str, owner: Person, device: _Device, rest: Sequence[str]) -> Outcome:
    if device.state == "broken":
        raise Refusal(f"{_thing(device)} is broken, not lost.")
    return _happens(world, owner, replace(device, state="held", holder=None), rest, "is back in its owner's hands")


def _steal(world: World, person: str, owner: Person, device: _Device, rest: Sequence[str]) -> Outcome:
    thief = None if person in (YOU, owner.name) else person
    stolen = replace(device, state="stolen", holder=thief)
    return _happens(world, owner, stolen, rest, f"is stolen{f': {thief} holds it' if thief else ''}")


def _break(world: World, person: str, owner: Person, device: _Device, rest: Sequence[str]) -> Outcome:
    return _happens(world, owner, replace(device, state="broken"), rest, "is broken: it shows nothing any more")


def _happens(world: World, owner: Person, device: _Device, rest: Sequence[str], what: str) -> Outcome:
    _no_more(rest, "this")
    device = replace(device, since=None if device.state == "held" else world.time)
    return Outcome(_changed(world, owner, device), f"{_thing(device)} {what}.\n")


def _replace(world: World, person: str, owner: Person, device: _Device, rest: Sequence[str]) -> Outcome:
    _no_more(rest, "replace")
    new = replace(owner, phones=(*owner.phones, Phone(owner.name)))
    return Outcome(world.with_person(new), f"{_name(owner)} has a new phone, with no accounts on it yet.\n")


_Verb = Callable[[World, str, Person, _Device, Sequence[str]], Outcome]

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
_PHONE_VERBS: dict[str, _Verb] = _BOTH | {"scan": _scan, "add": _add, "remove": _remove, "replace": _replace}


def _person(world: World, name: str) -> Person:
    found = world.people.get(name) or world.people.get(name.lower())
    if found is None:
        raise Refusal(f"There is nobody called {name!r} here.{did_you_mean(name, world.people)}")
    return found


def _account(owner: Person, device: Phone, rest: Sequence[str]) -> AuthenticatorAccount:
    _no_more(rest[1:], "this")
    account = device.find(rest[0] if rest else None)
    if account is not None:
        return account
    if not device.accounts:
        raise Refusal(
            f"{_name(owner)}'s phone has no accounts yet. Scan a QR code with it first: phone {owner.name} scan"
        )
    labels = {account.label for account in device.accounts}
    raise Refusal(f"{_name(owner)}'s phone has no account {rest[0]!r}.{did_you_mean(rest[0], labels)}")


def _in_hand(person: str, device: _Device) -> None:
    """Raise Refusal unless `person` can pick the device up: the learner plays everybody, others only themselves."""
    thing = _thing(device)
    if device.state == "broken":
        raise Refusal(f"{thing} is broken: it shows nothing any more.")
    if device.state == "lost":
        raise Refusal(f"{thing} is lost: nobody can read it.")
    if device.state == "stolen":
        if person != device.holder:
            raise Refusal(f"{thing} is stolen: only the thief can read it.")
    elif person not in (YOU, device.owner):
        raise Refusal(f"{thing} is in {_whose(device)} hands, not in {person}'s.")


def _changed(world: World, owner: Person, device: _Device) -> World:
    if isinstance(device, Phone):
        return world.with_person(owner.with_phone(device))
    return world.with_person(owner.with_token(device))


def _quantity(read: Callable[[str], _T], text: str) -> _T:
    try:
        return read(text)
    except ValueError as error:
        raise Refusal(str(error)) from None


def _no_more(rest: Sequence[str], verb: str) -> None:
    if rest:
        raise Refusal(f"Nothing is expected after {verb} here, but {rest[0]!r} was there.")


def _name(person: Person) -> str:
    return person.name.capitalize()


def _thing(device: _Device) -> str:
    whose = _whose(device)
    return f"{whose[0].upper()}{whose[1:]} {'phone' if isinstance(device, Phone) else 'token'}"


def _whose(device: _Device) -> str:
    return "your" if device.owner == YOU else f"{device.owner.capitalize()}'s"


def _clock_words(world: World, device: _Device) -> str:
    offset = say_offset(device.clock.offset_at(world.time))
    ppm = device.clock.drift_ppm
    drift = f", drifting {ppm:+g} ppm" if ppm else ""
    return f"{_thing(device)}: its clock is {offset}{drift}."


def _describe(world: World, device: _Device | None) -> str:
    if device is None:
        return ""
    if device.state != "held":
        holder = f" ({device.holder} holds it)" if device.holder else ""
        return f"{_thing(device)} is {device.state}{holder}.\n"
    text = _clock_words(world, device) + "\n"
    left = (TIME_STEP - device.clock.read(world.time) % TIME_STEP + 999) // 1_000
    if isinstance(device, HardwareToken):
        return text + f"  {device.serial_number}  {device.code(world.time)}  {left} s left\n"
    if not device.accounts:
        return text + "  no accounts yet\n"
    for account in device.accounts:
        label = f"{account.issuer}: {account.label}" if account.issuer else account.label
        text += f"  {label}  {device.code(account, world.time)}  {left} s left\n"
    return text


COMMANDS = (
    Command("phone", PHONE_USAGE, "a phone with an authenticator app", phone),
    Command("token", TOKEN_USAGE, "a hardware token", token),
)
