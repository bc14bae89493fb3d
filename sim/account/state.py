"""The account itself, with the look-ups and changes that every service needs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rpds import HashTrieMap, HashTrieSet

from sim.account.aws_managed import AWS_MANAGED
from sim.account.buckets import Bucket
from sim.account.devices import ROOT, MFADevice
from sim.account.instances import Instance
from sim.account.passwords import Password, PasswordPolicy
from sim.account.policies import ManagedPolicy
from sim.account.report import CredentialReport
from sim.account.roles import Role
from sim.account.rules import Rule
from sim.account.users import Group, User

Entity = tuple[str, str]
"""Who holds a policy: User, Group or Role, and the name."""


@dataclass(frozen=True, slots=True)
class Root:
    """The account's root user; its devices are listed like a user's.

    `mailbox` and `phone` name the people who read its mail and answer its telephone number (None: nobody any more).
    `card` is the last four digits of the card that pays, which AWS Support may ask for.
    """

    email: str
    password: Password
    mfa_devices: tuple[str, ...] = ()
    mailbox: str | None = None
    phone: str | None = None
    card: str = "4242"


@dataclass(frozen=True, slots=True)
class Account:
    """One AWS account. `access_keys` leads from an access key's id to its user's name.

    `taken_names` leads from user names in lower case to the names, for names that differ only in case may not stand
    side by side; `taken` holds group/name, role/name and policy/name alike. `policies` are the customer's own, by ARN.
    `attachments` and `boundaries` lead from a policy's ARN to who has it attached, and whom it bounds; the with_…
    methods keep them.
    """

    account_id: str
    root: Root
    create_date: int
    alias: str | None = None
    users: HashTrieMap[str, User] = field(default_factory=HashTrieMap)
    taken_names: HashTrieMap[str, str] = field(default_factory=HashTrieMap)
    groups: HashTrieMap[str, Group] = field(default_factory=HashTrieMap)
    roles: HashTrieMap[str, Role] = field(default_factory=HashTrieMap)
    policies: HashTrieMap[str, ManagedPolicy] = field(default_factory=HashTrieMap)
    taken: HashTrieSet[str] = field(default_factory=HashTrieSet)
    attachments: HashTrieMap[str, HashTrieSet[Entity]] = field(default_factory=HashTrieMap)
    boundaries: HashTrieMap[str, HashTrieSet[Entity]] = field(default_factory=HashTrieMap)
    mfa_devices: HashTrieMap[str, MFADevice] = field(default_factory=HashTrieMap)
    access_keys: HashTrieMap[str, str] = field(default_factory=HashTrieMap)
    password_policy: PasswordPolicy | None = None
    report: CredentialReport | None = None
    instances: HashTrieMap[str, Instance] = field(default_factory=HashTrieMap)
    buckets: HashTrieMap[str, Bucket] = field(default_factory=HashTrieMap)
    rules: HashTrieMap[str, Rule] = field(default_factory=HashTrieMap)

    def arn(self, resource: str) -> str:
        """The ARN of an IAM resource of this account, such as user/Alice or mfa/alice."""
        return f"arn:aws:iam::{self.account_id}:{resource}"

    def user_arn(self, user: User) -> str:
        """The ARN of a user."""
        return self.arn(f"user{user.path}{user.user_name}")

    @property
    def root_arn(self) -> str:
        """The ARN of the root user."""
        return self.arn("root")

    def group_arn(self, group: Group) -> str:
        """The ARN of a group."""
        return self.arn(f"group{group.path}{group.group_name}")

    def role_arn(self, role: Role) -> str:
        """The ARN of a role."""
        return self.arn(f"role{role.path}{role.role_name}")

    def policy(self, arn: str) -> ManagedPolicy | None:
        """The managed policy of that ARN, the customer's or AWS's."""
        return self.policies.get(arn) or AWS_MANAGED.get(arn)

    def with_user(self, user: User) -> Account:
        """The account with `user` added or replaced."""
        old = self.users.get(user.user_name)
        account = replace(self, users=self.users.insert(user.user_name, user))
        if old is None:
            account = replace(account, taken_names=self.taken_names.insert(user.user_name.lower(), user.user_name))
        return account._followed(("User", user.user_name), old, user)

    def without_user(self, user: User) -> Account:
        """The account with `user` gone."""
        names = self.taken_names.remove(user.user_name.lower())
        account = replace(self, users=self.users.remove(user.user_name), taken_names=names)
        return account._followed(("User", user.user_name), user, None)

    def with_group(self, group: Group) -> Account:
        """The account with `group` added or replaced."""
        name = group.group_name
        account = replace(self, groups=self.groups.insert(name, group), taken=self.taken.insert(_taken("group", name)))
        return account._followed(("Group", name), self.groups.get(name), group)

    def without_group(self, group: Group) -> Account:
        """The account with `group`, which has no members, gone."""
        name = group.group_name
        account = replace(self, groups=self.groups.remove(name), taken=self.taken.remove(_taken("group", name)))
        return account._followed(("Group", name), group, None)

    def with_role(self, role: Role) -> Account:
        """The account with `role` added or replaced."""
        name = role.role_name
        account = replace(self, roles=self.roles.insert(name, role), taken=self.taken.insert(_taken("role", name)))
        return account._followed(("Role", name), self.roles.get(name), role)

    def without_role(self, role: Role) -> Account:
        """The account with `role` gone."""
        name = role.role_name
        account = replace(self, roles=self.roles.remove(name), taken=self.taken.remove(_taken("role", name)))
        return account._followed(("Role", name), role, None)

    def with_policy(self, policy: ManagedPolicy) -> Account:
        """The account with a policy of the customer's added or replaced."""
        taken = self.taken.insert(_taken("policy", policy.policy_name))
        return replace(self, policies=self.policies.insert(policy.arn, policy), taken=taken)

    def without_policy(self, policy: ManagedPolicy) -> Account:
        """The account with a policy of the customer's gone."""
        taken = self.taken.remove(_taken("policy", policy.policy_name))
        return replace(self, policies=self.policies.remove(policy.arn), taken=taken)

    def is_taken(self, kind: str, name: str) -> bool:
        """Whether a group, role or policy (`kind`) has that name already, in any case."""
        return _taken(kind, name) in self.taken

    def _followed(self, entity: Entity, old: User | Group | Role | None, new: User | Group | Role | None) -> Account:
        """The account whose indexes follow a change of one user, group or role."""
        account = self
        before, after = old.attached_policies if old else (), new.attached_policies if new else ()
        if before is not after and before != after:
            account = replace(account, attachments=_moved(account.attachments, entity, before, after))
        before, after = _bound(old), _bound(new)
        if before != after:
            account = replace(account, boundaries=_moved(account.boundaries, entity, before, after))
        before = old.groups if isinstance(old, User) else ()
        after = new.groups if isinstance(new, User) else ()
        if before is not after and before != after:
            groups = account.groups
            for name in set(before) - set(after):
                groups = groups.insert(name, replace(groups[name], members=groups[name].members.discard(entity[1])))
            for name in set(after) - set(before):
                groups = groups.insert(name, replace(groups[name], members=groups[name].members.insert(entity[1])))
            account = replace(account, groups=groups)
        return account

    def with_device(self, device: MFADevice) -> Account:
        """The account with an MFA device added or replaced."""
        return replace(self, mfa_devices=self.mfa_devices.insert(device.serial_number, device))

    def devices_of(self, owner: str) -> tuple[MFADevice, ...]:
        """The MFA devices of a user (by name) or of ROOT, oldest first."""
        if owner == ROOT:
            serials = self.root.mfa_devices
        else:
            user = self.users.get(owner)
            serials = user.mfa_devices if user else ()
        return tuple(self.mfa_devices[serial] for serial in serials)

    def assign(self, device: MFADevice, owner: str) -> Account:
        """The account with `device` assigned to `owner`, who did not have it."""
        return self.with_device(replace(device, owner=owner))._with_serials(
            owner, (*self._serials(owner), device.serial_number)
        )

    def release(self, device: MFADevice) -> Account:
        """The account with `device` taken from its owner; a virtual device stays, unassigned."""
        if device.owner is None:
            return self
        left = tuple(serial for serial in self._serials(device.owner) if serial != device.serial_number)
        free = replace(device, owner=None, enable_date=None)
        return self.with_device(free)._with_serials(device.owner, left)

    def _serials(self, owner: str) -> tuple[str, ...]:
        return self.root.mfa_devices if owner == ROOT else self.users[owner].mfa_devices

    def _with_serials(self, owner: str, serials: tuple[str, ...]) -> Account:
        if owner == ROOT:
            return replace(self, root=replace(self.root, mfa_devices=serials))
        return self.with_user(replace(self.users[owner], mfa_devices=serials))


def _taken(kind: str, name: str) -> str:
    return f"{kind}/{name.lower()}"


def _bound(entity: User | Group | Role | None) -> tuple[str, ...]:
    boundary = None if entity is None or isinstance(entity, Group) else entity.permissions_boundary
    return () if boundary is None else (boundary,)


def _moved(
    index: HashTrieMap[str, HashTrieSet[Entity]], entity: Entity, before: tuple[str, ...], after: tuple[str, ...]
) -> HashTrieMap[str, HashTrieSet[Entity]]:
    for arn in set(before) - set(after):
        index = index.insert(arn, index[arn].discard(entity))
    for arn in set(after) - set(before):
        index = index.insert(arn, index.get(arn, HashTrieSet()).insert(entity))
    return index
