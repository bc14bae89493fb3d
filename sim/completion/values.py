"""Values that the world knows: names, ARNs, serial numbers, keys, files, people, the codes shown now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.account import ROOT
from sim.account.aws_managed import AWS_MANAGED
from sim.completion.names import MOST, Names
from sim.completion.place import Place, value_after
from sim.people import YOU, in_reach, whose
from sim.services.signin import owner_named
from sim.world import World

Told = tuple[str, str]
"""A value, and what it is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The question: what may stand for the word begun at a place; `left_out` counts names that were too many."""

    world: World
    names: Names
    place: Place
    left_out: list[int] = field(default_factory=list)

    def like(self, names: Mapping[str, Any], tell: Callable[[str], str]) -> list[Told]:
        """The names of a map that fit what was begun, each with what it is."""
        return [(name, tell(name)) for name in self.beginning(names, self.place.word)]

    def beginning(self, names: Mapping[str, Any], word: str) -> list[str]:
        """The names of a map that fit a word."""
        found, more = self.names.like(names, word)
        self.left_out.append(more)
        return found

    def given(self, option: str) -> str | None:
        """What was written for another option."""
        return value_after(self.place.words, option)


def users(asked: Asked) -> Iterable[Told]:
    """User names, with the devices that each has."""
    account = asked.world.account

    def tell(name: str) -> str:
        count = len(account.users[name].mfa_devices)
        return "user, without MFA" if not count else "user, with MFA" if count == 1 else f"user, {count} MFA devices"

    return asked.like(account.users, tell)


def groups(asked: Asked) -> Iterable[Told]:
    """Group names."""
    found = asked.world.account.groups
    return asked.like(found, lambda name: f"group, {_count(len(found[name].members), 'member')}")


def roles(asked: Asked) -> Iterable[Told]:
    """Role names."""
    return asked.like(asked.world.account.roles, lambda _: "role")


def sign_in_names(asked: Asked) -> Iterable[Told]:
    """Who may be signed in."""
    yield "root", "the root user"
    yield from users(asked)


def principals(asked: Asked) -> Iterable[Told]:
    """Users, roles and root by name."""
    yield from sign_in_names(asked)
    yield from roles(asked)


def policy_arns(asked: Asked) -> Iterable[Told]:
    """Managed policies, the customer's first."""
    account = asked.world.account
    yield from asked.like(account.policies, lambda _: "policy of this account")
    yield from asked.like(AWS_MANAGED, lambda _: "policy of AWS's")


def inline_policies(asked: Asked) -> Iterable[Told]:
    """Inline policies of the user, group or role that is named."""
    account = asked.world.account
    for option, entities in (
        ("--user-name", account.users),
        ("--group-name", account.groups),
        ("--role-name", account.roles),
    ):
        name = asked.given(option)
        entity: Any = entities.get(name) if name else None
        if entity is not None:
            for policy_name, _ in entity.inline_policies:
                yield policy_name, f"inline policy of {name}"


def versions(asked: Asked) -> Iterable[Told]:
    """Versions of the policy that is named."""
    policy = asked.world.account.policy(asked.given("--policy-arn") or "")
    for version in policy.versions if policy else ():
        default = policy is not None and version.version_id == policy.default_version_id
        yield version.version_id, "the default version" if default else "version"


def role_arns(asked: Asked) -> Iterable[Told]:
    """Roles by ARN."""
    account = asked.world.account
    return _by_arn(asked, account.roles, lambda name: account.role_arn(account.roles[name]), "role")


def entity_arns(asked: Asked) -> Iterable[Told]:
    """Users, groups and roles by ARN."""
    account = asked.world.account
    yield from _by_arn(asked, account.users, lambda name: account.user_arn(account.users[name]), "user")
    yield from _by_arn(asked, account.groups, lambda name: account.group_arn(account.groups[name]), "group")
    yield from role_arns(asked)


def _by_arn(asked: Asked, names: Mapping[str, Any], arn: Callable[[str], str], what: str) -> Iterator[Told]:
    word = asked.place.word
    begun = word.rpartition("/")[2] if word.startswith("arn:") else word
    if word.startswith("arn:") and "/" not in word:
        begun = ""
    for name in asked.beginning(names, begun):
        yield arn(name), f"{what} {name}"


def resources(asked: Asked) -> Iterable[Told]:
    """What a policy may be asked about."""
    for name, _ in buckets(asked):
        yield f"arn:aws:s3:::{name}", "bucket"
        yield f"arn:aws:s3:::{name}/*", "what is in the bucket"
    yield from entity_arns(asked)


def serial_numbers(asked: Asked) -> Iterable[Told]:
    """MFA devices; of the user that is named first, where one is."""
    account, owner = asked.world.account, asked.given("--user-name")

    def tell(serial: str) -> str:
        device = account.mfa_devices[serial]
        if device.owner is None:
            return f"{device.kind} device, nobody's yet"
        return f"{device.kind} device of {'root' if device.owner == ROOT else device.owner}"

    mine = account.devices_of(owner) if owner else ()
    yield from ((device.serial_number, tell(device.serial_number)) for device in mine)
    yield from asked.like(account.mfa_devices, tell)
    for name in sorted(asked.world.people)[:MOST]:
        for token in asked.world.people[name].tokens:
            if token.serial_number not in account.mfa_devices:
                yield token.serial_number, f"on the back of {name}'s hardware token"


def access_keys(asked: Asked) -> Iterable[Told]:
    """Access keys by id, never with their secrets; of the user that is named, where one is."""
    account, owner = asked.world.account, asked.given("--user-name")
    if owner is None:
        return asked.like(account.access_keys, lambda key_id: f"access key of {account.access_keys[key_id]}")
    user = account.users.get(owner)
    return [(key.access_key_id, f"access key of {owner}, {key.status}") for key in user.access_keys] if user else []


def instances(asked: Asked) -> Iterable[Told]:
    """EC2 instances."""
    found = asked.world.account.instances

    def tell(name: str) -> str:
        called = dict(found[name].tags).get("Name")
        return f"instance {called}, {found[name].state}" if called else f"instance, {found[name].state}"

    return asked.like(found, tell)


def buckets(asked: Asked) -> list[Told]:
    """S3 buckets."""
    found = asked.world.account.buckets
    return asked.like(found, lambda name: f"bucket, {_count(len(found[name].objects), 'object')}")


def keys(asked: Asked) -> Iterable[Told]:
    """Objects in the bucket that is named."""
    bucket = asked.world.account.buckets.get(asked.given("--bucket") or "")
    return asked.like(bucket.objects, lambda key: f"{len(bucket.objects[key].content):,} bytes") if bucket else ()


def rules(asked: Asked) -> Iterable[Told]:
    """EventBridge's rules."""
    return asked.like(asked.world.account.rules, lambda _: "rule")


def tag_keys(asked: Asked) -> Iterable[Told]:
    """Tags of the user that is named."""
    user = asked.world.account.users.get(asked.given("--user-name") or "")
    return [(key, f"is {value}") for key, value in user.tags] if user else ()


def files(asked: Asked) -> Iterable[Told]:
    """Files of this world."""
    found = asked.world.files
    return asked.like(found, lambda path: "a QR code" if found[path].otpauth else "file")


def file_urls(asked: Asked) -> Iterable[Told]:
    """Texts in files, as options take them."""
    found = asked.world.files
    for path in sorted(found)[:MOST]:
        if found[path].otpauth is None:
            yield f"file://{path}", "what the file says"


def people(asked: Asked) -> Iterable[Told]:
    """Who is in the room."""
    found = asked.world.people
    return asked.like(found, lambda name: f"IAM user {found[name].user_name}" if found[name].user_name else "person")


def phone_owners(asked: Asked) -> Iterable[Told]:
    """Who has a phone."""
    found = asked.world.people
    phones = ((name, found[name].phone) for name, _ in people(asked))
    return [(name, f"phone, {phone.state}") for name, phone in phones if phone is not None]


def token_owners(asked: Asked) -> Iterable[Told]:
    """Who has a hardware token, then the tokens by serial number."""
    held = [token for name in sorted(asked.world.people) for token in asked.world.people[name].tokens]
    yield from {token.owner: f"hardware token {token.serial_number}" for token in held}.items()
    yield from ((token.serial_number, f"{token.owner}'s hardware token") for token in held)


def labels(asked: Asked) -> Iterable[Told]:
    """Accounts on the phone of the person that is named."""
    owner = asked.world.people.get(asked.place.words[1].lower()) if len(asked.place.words) > 1 else None
    phone = owner.phone if owner else None
    return [(account.label, f"account of {account.issuer or 'its own'}") for account in phone.accounts] if phone else ()


def codes(asked: Asked) -> Iterable[Told]:
    """The codes shown now on what the person at the keyboard can pick up."""
    world = asked.world
    for name in sorted(world.people)[:MOST]:
        who = world.people[name]
        if who.phone is not None and in_reach(asked.place.person, who.phone):
            for account in who.phone.accounts:
                yield who.phone.code(account, world.time), f"shown now on {whose(name)} phone for {account.label}"
        for token in who.tokens:
            if in_reach(asked.place.person, token):
                yield token.code(world.time), f"shown now on {whose(name)} token {token.serial_number}"


def passwords(asked: Asked) -> Iterable[Told]:
    """Passwords of the name that signs in, as those know them whose hands these are; the learner plays everybody."""
    words, world, person = asked.place.words, asked.world, asked.place.person
    wanted = owner_named(world, words[1]) if len(words) > 1 else None
    for name in sorted(world.people)[:MOST]:
        if person in (YOU, name):
            for sign_in_name, password in world.people[name].passwords:
                if wanted is not None and owner_named(world, sign_in_name) == wanted:
                    yield password, f"what {name} knows"


def variables(asked: Asked) -> Iterable[Told]:
    """The person's variables by name; what they hold is not told."""
    who = asked.world.people.get(asked.place.person)
    return [(name, "variable") for name in sorted(who.variables)] if who else ()


def profiles(asked: Asked) -> Iterable[Told]:
    """The person's profiles of the AWS CLI."""
    who = asked.world.people.get(asked.place.person)
    return [(name, f"access key {who.profiles[name].access_key_id}") for name in sorted(who.profiles)] if who else ()


def letters(asked: Asked) -> Iterable[Told]:
    """Letters to root, by number, for who reads its mailbox."""
    if asked.world.account.root.mailbox != asked.place.person:
        return ()
    return [(str(number), mail.subject) for number, mail in enumerate(asked.world.mail, 1)]


def accounts(asked: Asked) -> Iterable[Told]:
    """The account by number and by alias."""
    yield asked.world.account.account_id, "this account's number"
    if asked.world.account.alias:
        yield asked.world.account.alias, "this account's alias"


def choices(texts: Sequence[str], what: str = "") -> list[Told]:
    """Fixed words."""
    return [(text, what) for text in texts]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s'[: number != 1]}"
