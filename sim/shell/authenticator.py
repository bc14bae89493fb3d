"""The accounts of a phone's authenticator app: scanned, typed in, found again, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.devices import AuthenticatorAccount, Device, Phone
from sim.people import Person
from sim.qr import UriError, parse_uri
from sim.shell.command import Refusal, call_of, did_you_mean, no_more
from sim.shell.held import called, in_hand
from sim.totp import code_at
from sim.world import File, Outcome, World


def scan(world: World, person: str, owner: Person, device: Device, rest: Sequence[str]) -> Outcome:
    """`phone NAME scan [FILE]`."""
    in_hand(person, device)
    no_more(rest[1:], "scan")
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


def add(world: World, person: str, owner: Person, device: Device, rest: Sequence[str]) -> Outcome:
    """`phone NAME add SECRET --label TEXT`."""
    in_hand(person, device)
    usage = f"phone {owner.name} add SECRET --label TEXT"
    if "--label" not in rest or len(rest) < 3 or rest[-1] == "--label":
        raise Refusal(f"A secret and a label are expected: {usage}")
    at = rest.index("--label")
    no_more(rest[at + 2 :], "add")
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


def _added(world: World, person: str, owner: Person, device: Device, account: AuthenticatorAccount) -> Outcome:
    assert isinstance(device, Phone)
    world = world.with_person(owner.with_phone(device.with_account(account)))
    world = replace(world, phone_in_use=owner.name)
    label = f"{account.issuer} ({account.label})" if account.issuer else account.label
    call = call_of("", person, "phone", "scan", {"Owner": owner.name, "Label": account.label})
    return Outcome(world, f"{called(owner)}'s phone now shows codes for {label}.\n", call=call)


def remove(world: World, person: str, owner: Person, device: Device, rest: Sequence[str]) -> Outcome:
    """`phone NAME remove LABEL`."""
    in_hand(person, device)
    assert isinstance(device, Phone)
    if not rest:
        raise Refusal(f"Which account? phone {owner.name} remove LABEL")
    account = account_named(owner, device, rest)
    left = tuple(a for a in device.accounts if a is not account)
    world = world.with_person(owner.with_phone(replace(device, accounts=left)))
    return Outcome(world, f"{called(owner)}'s phone no longer shows codes for {account.label}.\n")


def account_named(owner: Person, device: Phone, rest: Sequence[str]) -> AuthenticatorAccount:
    """The account that the one word of `rest` names, the newest where there is none. Raises Refusal."""
    no_more(rest[1:], "this")
    account = device.find(rest[0] if rest else None)
    if account is not None:
        return account
    if not device.accounts:
        raise Refusal(
            f"{called(owner)}'s phone has no accounts yet. Scan a QR code with it first: phone {owner.name} scan"
        )
    labels = {account.label for account in device.accounts}
    raise Refusal(f"{called(owner)}'s phone has no account {rest[0]!r}.{did_you_mean(rest[0], labels)}")
