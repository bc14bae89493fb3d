"""A world in short: what there is of users, devices, keys, policies, phones and sessions, each fact by its place.

Two worlds are compared fact by fact, so that what an act did can be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sim.account import ROOT, MFADevice, User
from sim.clock import DeviceClock, iso
from sim.people import YOU
from sim.shell.quantities import say_duration, say_offset
from sim.world import Session, World

HEADINGS = {
    "account": "Account",
    "users": "Users",
    "groups": "Groups",
    "roles": "Roles",
    "policies": "The customer's policies",
    "buckets": "Buckets",
    "instances": "Instances",
    "rules": "Rules of EventBridge",
    "people": "People and what they hold",
    "sessions": "Sessions",
    "around": "Around the account",
}
"""The sections in their order, as they are headed."""

Place = tuple[str, str, str]
"""Where a fact belongs: its section, whom or what it is about, and which aspect of that it tells."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One aspect of something. `detail` is compared and not told: the text of a policy, a password."""

    section: str
    subject: str
    aspect: str
    values: tuple[str, ...]
    detail: object = None

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.section, self.subject, self.aspect

    @property
    def words(self) -> str:
        """Its values on one line."""
        return ", ".join(self.values) or "none"


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise in the later of two worlds; without an `aspect` the subject itself is new or gone."""

    kind: Literal["new", "gone", "changed"]
    section: str
    subject: str
    aspect: str = ""
    words: str = ""

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.section, self.subject, self.aspect

    @property
    def sign(self) -> str:
        """A sign for it: + new, - gone, ~ changed."""
        return {"new": "+", "gone": "-", "changed": "~"}[self.kind]

    def __str__(self) -> str:
        what = f"{self.subject}, {self.aspect}" if self.aspect else self.subject
        return f"{_NOUNS.get(self.section, '')}{what}: {self.words}"


_NOUNS = {
    "users": "user ",
    "groups": "group ",
    "roles": "role ",
    "policies": "policy ",
    "buckets": "bucket ",
    "instances": "instance ",
    "rules": "rule ",
    "sessions": "session of ",
}


def summary(world: World) -> list[Fact]:
    """The facts of a world in the order in which they are told."""
    return [*_account(world), *_users(world), *_others(world), *_people(world), *_sessions(world), *_around(world)]


def differences(before: World, after: World) -> list[Change]:
    """What is otherwise in `after`, the passing of time aside, in the order in which facts are told."""
    old, new = _by_subject(summary(before)), _by_subject(summary(after))
    order = [*new, *(subject for subject in old if subject not in new)]
    found: list[Change] = []
    for subject in order:
        if subject not in old:
            found.append(Change("new", *subject, words="new"))
        elif subject not in new:
            found.append(Change("gone", *subject, words="gone"))
        else:
            found += _changed(old[subject], new[subject])
    return found


def time_between(before: World, after: World) -> str:
    """How far apart the service times of two worlds are: "1 h later", "30 s earlier", or nothing."""
    apart = after.time - before.time
    if abs(apart) < 500:
        return ""
    return f"{say_duration(apart)} {'later' if apart > 0 else 'earlier'}"


def _by_subject(facts: Iterable[Fact]) -> dict[tuple[str, str], dict[str, Fact]]:
    subjects: dict[tuple[str, str], dict[str, Fact]] = {}
    for fact in facts:
        subjects.setdefault((fact.section, fact.subject), {})[fact.aspect] = fact
    return subjects


def _changed(old: dict[str, Fact], new: dict[str, Fact]) -> Iterator[Change]:
    for aspect in [*new, *(each for each in old if each not in new)]:
        before, after = old.get(aspect), new.get(aspect)
        was, now = before.values if before else (), after.values if after else ()
        one = after or before
        if one is None or (was == now and (before is None or after is None or before.detail == after.detail)):
            continue
        added, removed = [each for each in now if each not in was], [each for each in was if each not in now]
        if was == now or not (added or removed):
            words = "another than before" if was == now else f"now {', '.join(now)}"
        elif aspect == "events":
            words = f"now {now[0]}"
        elif len(was) <= 1 and len(now) <= 1 and was and now:
            words = f"{was[0]} → {now[0]}"
        else:
            words = ", ".join([*(f"+ {each}" for each in added), *(f"- {each}" for each in removed)])
        yield Change("changed", one.section, one.subject, aspect, words)


def _account(world: World) -> Iterator[Fact]:
    account, root = world.account, world.account.root
    policy = account.password_policy
    yield Fact("account", account.account_id, "alias", _some(account.alias))
    words = (f"{policy.minimum_length} characters or more",) if policy else ()
    yield Fact("account", account.account_id, "password policy", words, policy)
    yield Fact("account", "root user", "MFA devices", _devices(world, ROOT))
    yield Fact("account", "root user", "password", ("set",), root.password.text)
    free = [device for _, device in sorted(account.mfa_devices.items()) if device.owner is None]
    yield Fact("account", "unassigned MFA devices", "", tuple(device_name(device) for device in free))


def _users(world: World) -> Iterator[Fact]:
    for name, user in sorted(world.account.users.items()):
        yield Fact("users", name, "user id", (), user.user_id)
        yield Fact("users", name, "password", ("set",) if user.password else (), _secret(user))
        yield Fact("users", name, "MFA devices", _devices(world, name))
        keys = tuple(f"{key.access_key_id} ({key.status.lower()})" for key in user.access_keys)
        yield Fact("users", name, "access keys", keys)
        yield Fact("users", name, "groups", tuple(sorted(user.groups)))
        yield _policies("users", name, user.attached_policies, user.inline_policies)
        yield Fact("users", name, "boundary", _some(user.permissions_boundary and _last(user.permissions_boundary)))
        yield Fact("users", name, "tags", tuple(f"{key}={value}" for key, value in sorted(user.tags)))


def _others(world: World) -> Iterator[Fact]:
    account = world.account
    for name, group in sorted(account.groups.items()):
        yield Fact("groups", name, "members", tuple(sorted(group.members)))
        yield _policies("groups", name, group.attached_policies, group.inline_policies)
    for name, role in sorted(account.roles.items()):
        yield _policies("roles", name, role.attached_policies, role.inline_policies)
        yield Fact("roles", name, "trust policy", ("set",), role.trust_policy)
        yield Fact("roles", name, "boundary", _some(role.permissions_boundary and _last(role.permissions_boundary)))
    for _, policy in sorted(account.policies.items()):
        versions = tuple(version.version_id for version in policy.versions)
        yield Fact("policies", policy.policy_name, "version that counts", (policy.default_version_id,), policy.document)
        yield Fact("policies", policy.policy_name, "versions", versions)
    for name, bucket in sorted(account.buckets.items()):
        stored = {key: each.etag for key, each in sorted(bucket.objects.items())}
        yield Fact("buckets", name, "objects", tuple(stored), tuple(stored.items()))
    for name, instance in sorted(account.instances.items()):
        if not instance.gone_at(world.time):
            yield Fact("instances", name, "state", (instance.state_at(world.time),))
            yield Fact("instances", name, "protected", ("yes",) if instance.protected else ())
    for name, rule in sorted(account.rules.items()):
        yield Fact("rules", name, "state", (rule.state.lower(),), rule.event_pattern)


def _people(world: World) -> Iterator[Fact]:
    for name in sorted(world.people):
        person = world.people[name]
        whose = "Your" if name == YOU else f"{name.title()}'s"
        for number, phone in enumerate(person.phones, 1):
            subject = f"{whose} phone" if len(person.phones) == 1 else f"{whose} phone {number}"
            yield Fact("people", subject, "state", (phone.state,), phone.holder)
            yield Fact("people", subject, "clock", (_clock(phone.clock, world.time),))
            accounts = tuple(f"{account.issuer} {account.label}" for account in phone.accounts)
            yield Fact("people", subject, "app", accounts, tuple(account.secret for account in phone.accounts))
        for token in sorted(person.tokens, key=lambda token: token.serial_number):
            subject = f"{whose} token {token.serial_number}"
            yield Fact("people", subject, "state", (token.state,), token.holder)
            yield Fact("people", subject, "clock", (_clock(token.clock, world.time),))
        variables = tuple(sorted(person.variables))
        values = tuple(person.variables[each] for each in variables)
        yield Fact("people", name, "variables", tuple(f"${each}" for each in variables), values)
        wants = f"waits for a {person.pending.wants.replace('-', ' ')}" if person.pending else None
        yield Fact("people", name, "sign-in page", _some(wants))


def _sessions(world: World) -> Iterator[Fact]:
    open_ones: dict[str, list[Session]] = {}
    for session in sorted(world.sessions.values(), key=lambda each: (each.issued, each.access_key_id)):
        if world.time < session.expires:
            open_ones.setdefault(_session(session), []).append(session)
    for name, sessions in open_ones.items():
        ends = tuple(_minute(session.expires) for session in sessions)
        yield Fact("sessions", name, "until", ends, tuple(session.access_key_id for session in sessions))


def _around(world: World) -> Iterator[Fact]:
    texts = {name: world.files[name] for name in sorted(world.files)}
    yield Fact("around", "files", "", tuple(texts), tuple(texts.items()))
    for case in world.cases:
        yield Fact("around", f"support case {case.number}", "status", (case.status,), len(case.communications))
    yield Fact("around", "mail to root", "", (str(len(world.mail)),) if world.mail else ())
    newest = next(iter(world.trail), None)
    told = f"{len(world.trail)}, the last: {newest.name}" if newest else "0"
    refused = f" ({newest.error_code or newest.error_message})" if newest and newest.error_message else ""
    yield Fact("around", "trail", "events", (told + refused,))


def _policies(section: str, subject: str, attached: tuple[str, ...], inline: tuple[tuple[str, str], ...]) -> Fact:
    names = [_last(arn) for arn in sorted(attached)] + [f"{name} (inline)" for name, _ in sorted(inline)]
    return Fact(section, subject, "policies", tuple(names), tuple(sorted(inline)))


def device_name(device: MFADevice) -> str:
    """An MFA device in short: virtual alice, token ABC123; with the steps that AWS has learnt it to be off."""
    off = device.validator.skew
    name = f"virtual {_last(device.serial_number)}" if device.kind == "virtual" else f"token {device.serial_number}"
    return (
        f"{name} (known {abs(off)} {'step' if abs(off) == 1 else 'steps'} {'ahead' if off > 0 else 'behind'})"
        if off
        else name
    )


def _devices(world: World, owner: str) -> tuple[str, ...]:
    return tuple(device_name(device) for device in world.account.devices_of(owner))


def _session(session: Session) -> str:
    owner = "root" if session.owner == ROOT else session.owner
    where = "console" if session.kind == "console" else "STS credentials"
    return f"{session.person}: {where} as {owner}, {'with' if session.mfa_time is not None else 'without'} MFA"


def _clock(clock: DeviceClock, time: int) -> str:
    drifting = f", drifting {clock.drift_ppm:+g} ppm" if clock.drift_ppm else ""
    return f"{say_offset(clock.offset_at(time))}{drifting}"


def _secret(user: User) -> object:
    return (user.password.text, user.password.reset_required) if user.password else None


def _some(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _last(arn: str) -> str:
    return arn.rpartition("/")[2]


def _minute(time: int) -> str:
    return iso(time)[:16].replace("T", " ")
