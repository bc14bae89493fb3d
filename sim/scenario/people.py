"""The people's part of a scenario: what they know, and the phones and tokens they hold."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from sim.account import ROOT, MFADevice
from sim.clock import DeviceClock
from sim.devices import AuthenticatorAccount, HardwareToken, Phone
from sim.people import Credentials, Person
from sim.qr import AWS_ISSUER
from sim.scenario.account import LONGEST_NAME, SETTLED
from sim.scenario.nodes import Node
from sim.services.iam.virtual_mfa_devices import SEED_BYTES
from sim.services.signin import CONSOLE_SESSION, owner_named
from sim.services.sts import open_session
from sim.shell.quantities import parse_drift, parse_offset
from sim.totp import TIME_STEP, time_step
from sim.validator import Validator
from sim.world import World

_T = TypeVar("_T")

_PERSON = ("user", "knows", "phone", "tokens", "profiles", "signed-in")
TOKEN_SEED_BYTES = 20

MOST_PEOPLE = 100
MOST_HELD = 20
"""Accounts on a phone, tokens, profiles and known passwords of one person at most."""


def add_people(world: World, node: Node) -> World:
    """`people:` — each with `user:`, `knows:`, `phone:`, `tokens:` and `profiles:`."""
    people = node.mapping("people")
    if len(people) > MOST_PEOPLE:
        node.fail(f"There may be {MOST_PEOPLE} people, not {len(people):,}.")
    for name, fields in people.items():
        if not (name.isascii() and name.isalnum() and name == name.lower() and len(name) <= LONGEST_NAME["user"]):
            fields.fail(f"A person's name is one word in lower case, not {name!r}.")
        person = fields.mapping(name, _PERSON)
        for field in ("knows", "profiles", "tokens"):
            _few(person.get(field))
        who = Person(name, _user(world, person["user"]) if "user" in person else None)
        passwords = []
        user = world.account.users.get(who.user_name or "")
        if user and user.password:
            passwords.append((user.user_name, user.password.text))
        for sign_in_name, password in person["knows"].mapping("knows").items() if "knows" in person else ():
            passwords.append((sign_in_name, password.text("A password")))
        who = replace(who, passwords=tuple(passwords))
        for profile, holder in person["profiles"].mapping("profiles").items() if "profiles" in person else ():
            who = replace(who, profiles=who.profiles.insert(profile, _credentials(world, holder)))
        world = world.with_person(who)
        if "phone" in person:
            world = _add_phone(world, name, person["phone"])
        for token in person["tokens"].items("tokens") if "tokens" in person else ():
            world = _add_token(world, name, token)
    return world


def sign_in_at_start(world: World, node: Node) -> World:
    """`signed-in: NAME` — a console session that is open from the start (of a user without MFA, or root)."""
    for name, fields in node.mapping("people").items():
        person = fields.mapping(name)
        if "signed-in" not in person:
            continue
        owner = owner_named(world, person["signed-in"].text("signed-in"))
        if owner is None:
            person["signed-in"].fail("signed-in should name a user of this scenario, or root.")
        mfa_time = world.time if world.account.devices_of(owner) else None
        world, session = open_session(world, name, owner, "console", CONSOLE_SESSION, mfa_time)
        world = world.with_person(replace(world.people[name], browser=session.access_key_id))
    return world


def _add_phone(world: World, owner: str, node: Node) -> World:
    """`phone: {offset, drift, accounts: [{user, device}]}` — each account is a device in use since a while."""
    fields = node.mapping(f"{owner}'s phone", ("offset", "drift", "accounts"))
    phone = Phone(owner, _clock(world, fields))
    _few(fields.get("accounts"))
    for item in fields["accounts"].items("accounts") if "accounts" in fields else ():
        account = item.mapping("An account", ("user", "device"))
        if "user" not in account:
            item.fail("An account of the app needs `user:`, the user (or root) whose MFA device it is.")
        user = owner_named(world, account["user"].text("user"))
        if user is None:
            account["user"].fail("user should name a user of this scenario, or root.")
        name = "root-account-mfa-device" if user == ROOT else user
        if "device" in account:
            name = account["device"].text("device")
        serial = world.account.arn(f"mfa/{name}")
        if serial in world.account.mfa_devices:
            item.fail(f"There is a device {name} already.")
        world, seed = world.draw(SEED_BYTES)
        world = _enrolled(world, MFADevice(serial, "virtual", Validator(seed)), user, phone.clock)
        label = f"{'root-account-mfa-device' if user == ROOT else name}@{world.account.account_id}"
        secret = base64.b32encode(seed).decode()
        phone = phone.with_account(AuthenticatorAccount(label, AWS_ISSUER, secret, serial))
    return world.with_person(replace(world.people[owner], phones=(phone,)))


def _add_token(world: World, owner: str, node: Node) -> World:
    """`tokens: [{serial, offset, drift, user}]` — with `user:` the token is that user's MFA device already."""
    fields = node.mapping(f"{owner}'s token", ("serial", "offset", "drift", "user"))
    if "serial" not in fields:
        node.fail("A token needs `serial:`, what stands on its back, such as GAHT12345678.")
    serial = fields["serial"].text("serial")
    if not (9 <= len(serial) <= 256 and serial.isascii() and serial.isalnum()):
        fields["serial"].fail("A serial number is 9 or more letters and digits, such as GAHT12345678.")
    if serial in world.account.mfa_devices:
        fields["serial"].fail(f"There is a token {serial} already.")
    world, seed = world.draw(TOKEN_SEED_BYTES)
    clock = _clock(world, fields)
    token = HardwareToken(serial, owner, base64.b32encode(seed).decode(), clock)
    device = MFADevice(serial, "hardware", Validator(seed))
    if "user" in fields:
        user = owner_named(world, fields["user"].text("user"))
        if user is None:
            fields["user"].fail("user should name a user of this scenario, or root.")
        world = _enrolled(world, device, user, clock)
    else:
        world = replace(world, account=world.account.with_device(device))
    who = world.people[owner]
    return world.with_person(replace(who, tokens=(*who.tokens, token)))


def _enrolled(world: World, device: MFADevice, owner: str, clock: DeviceClock) -> World:
    """The world in which `device` is in use; AWS knows its clock's offset as it is at the start."""
    now = time_step(world.time)
    skew = time_step(clock.read(world.time)) - now
    validator = device.validator._replace(skew=skew, last_pair=now + skew - SETTLED // TIME_STEP)
    device = replace(device, validator=validator, enable_date=world.time - SETTLED)
    return replace(world, account=world.account.assign(device, owner))


def _few(node: Node | None) -> None:
    if node and isinstance(node.value, tuple | dict) and len(node.value) > MOST_HELD:
        node.fail(f"One person may have {MOST_HELD} of these, not {len(node.value):,}.")


def _clock(world: World, fields: dict[str, Node]) -> DeviceClock:
    offset = _quantity(fields["offset"], "offset", parse_offset) if "offset" in fields else 0
    drift = _quantity(fields["drift"], "drift", parse_drift) if "drift" in fields else 0.0
    return DeviceClock(offset, drift, world.time)


def _quantity(node: Node, what: str, parse: Callable[[str], _T]) -> _T:
    text = node.text(what)
    try:
        return parse(text)
    except ValueError as error:
        node.fail(f"{what}: {error}")


def _user(world: World, node: Node) -> str:
    name = node.text("user")
    if name not in world.account.users:
        node.fail(f"There is no user {name!r}. Known here: {', '.join(sorted(world.account.users)) or 'none'}.")
    return name


def _credentials(world: World, node: Node) -> Credentials:
    user = world.account.users[_user(world, node)]
    if not user.access_keys:
        node.fail(f"{user.user_name} has no access key: give the user `keys: 1`.")
    key = user.access_keys[0]
    return Credentials(key.access_key_id, key.secret_access_key)
