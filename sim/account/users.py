"""Users and what belongs to them, and the groups they are in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rpds import HashTrieSet

from sim.account.passwords import Password


@dataclass(frozen=True, slots=True)
class KeyUse:
    """When an access key signed, for which service (as ARNs name it) and in which region."""

    time: int
    service: str
    region: str


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A long-term access key of a user."""

    access_key_id: str
    secret_access_key: str
    create_date: int
    status: Literal["Active", "Inactive"] = "Active"
    last_used: KeyUse | None = None


@dataclass(frozen=True, slots=True)
class User:
    """An IAM user. Group names, policy ARNs and inline policies (name, JSON text) stand in order of adding.

    `permissions_boundary` is the ARN of the policy that bounds what the others grant.
    """

    user_name: str
    user_id: str
    create_date: int
    path: str = "/"
    password: Password | None = None
    access_keys: tuple[AccessKey, ...] = ()
    mfa_devices: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    attached_policies: tuple[str, ...] = ()
    inline_policies: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    permissions_boundary: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """An IAM group. `members` are its users' names, kept by Account.with_user as the users' own groups change."""

    group_name: str
    group_id: str
    create_date: int
    path: str = "/"
    attached_policies: tuple[str, ...] = ()
    inline_policies: tuple[tuple[str, str], ...] = ()
    members: HashTrieSet[str] = field(default_factory=HashTrieSet)
