"""The account itself, with the look-ups and changes that every service needs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rpds import HashTrieMap, HashTrieSet

from sim.account.devices import ROOT, MFADevice
from sim.account.users import Group, ManagedPolicy, Password, User


@dataclass(frozen=True, slots=True)
class Root:
    """The account's root user; its devices are listed like a user's."""

    email: str
    password: Password
    mfa_devices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """One AWS account. `access_keys` leads from an access key's id to its user's name.

    `taken_names` holds the user names in lower case: names that differ only in case may not stand side by side.
    """

    account_id: str
    root: Root
    create_date: int
    alias: str | None = None
    users: HashTrieMap[str, User] = field(default_factory=HashTrieMap)
    taken_names: HashTrieSet[str] = field(default_factory=HashTrieSet)
    groups: HashTrieMap[str, Group] = field(default_factory=HashTrieMap)
    policies: HashTrieMap[str, ManagedPolicy] = field(default_factory=HashTrieMap)
    mfa_devices: HashTrieMap[str, MFADevice] = field(default_factory=HashTrieMap)
    access_keys: HashTrieMap[str, str] = field(default_factory=HashTrieMap)

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

    def with_user(self, user: User) -> Account:
        """The account with `user` added or replaced."""
        names = self.taken_names.insert(user.user_name.lower())
        return replace(self, users=self.users.insert(user.user_name, user), taken_names=names)

    def without_user(self, user: User) -> Account:
        """The account with `user` gone."""
        names = self.taken_names.remove(user.user_name.lower())
        return replace(self, users=self.users.remove(user.user_name), taken_names=names)

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
