"""Users and what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Password:
    """A console password. The simulated account keeps it in the clear: nothing here is anybody's real secret."""

    text: str
    create_date: int
    last_used: int | None = None
    reset_required: bool = False


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A long-term access key of a user."""

    access_key_id: str
    secret_access_key: str
    create_date: int
    status: Literal["Active", "Inactive"] = "Active"


@dataclass(frozen=True, slots=True)
class User:
    """An IAM user. Group names, policy ARNs and inline policies (name, JSON text) stand in order of adding."""

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


@dataclass(frozen=True, slots=True)
class Group:
    """An IAM group; its members are found through the users."""

    group_name: str
    group_id: str
    create_date: int
    path: str = "/"
    attached_policies: tuple[str, ...] = ()
    inline_policies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ManagedPolicy:
    """A managed policy: AWS's own, or the customer's; `document` is its JSON text."""

    policy_name: str
    arn: str
    policy_id: str
    document: str
    create_date: int
    path: str = "/"
    description: str = ""
