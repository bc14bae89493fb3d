"""Principals: what a Principal element names, who is asking, and what the match grants.

Sources in the IAM User Guide: "AWS JSON policy elements: Principal", "… NotPrincipal", "Policy evaluation logic" (what
a resource-based policy grants to a user, a role, a session, an account), "Variables and tags" (the principal's keys).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from sim.policy.match import Keys

Grant: TypeAlias = Literal["direct", "role", "account"]
"""How a Principal element names the one who asks: himself (or everyone), the role behind the session, the account."""

TYPES = ("AWS", "Service", "Federated", "CanonicalUser")


def _is_account(value: str) -> bool:
    return len(value) == 12 and value.isascii() and value.isdecimal()


@dataclass(frozen=True, slots=True)
class Principals:
    """A Principal or NotPrincipal element: pairs of type and value as written, `("*", "*")` for the bare star."""

    values: tuple[tuple[str, str], ...]
    everyone: bool = field(init=False, repr=False, compare=False)
    aws: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        aws = {value for kind, value in self.values if kind in ("AWS", "*")}
        object.__setattr__(self, "everyone", "*" in aws)
        full = (f"arn:aws:iam::{value}:root" if _is_account(value) else value for value in aws)
        object.__setattr__(self, "aws", frozenset(full))

    def as_json(self) -> object:
        """The element as JSON has it, lists in full."""
        if self.values == (("*", "*"),):
            return "*"
        found: dict[str, list[str]] = {}
        for kind, value in self.values:
            found.setdefault(kind, []).append(value)
        return found

    def grant(self, caller: Caller) -> Grant | None:
        """How the element names `caller`, the strongest way, or None."""
        if self.everyone or not self.aws.isdisjoint(caller.own):
            return "direct"
        if caller.provider is not None and caller.provider in self.values:
            return "direct"
        if caller.role is not None and not self.aws.isdisjoint(caller.role):
            return "role"
        return "account" if caller.root in self.aws else None

    def names_all(self, caller: Caller) -> bool:
        """Whether account, role and session are all named, as NotPrincipal with Deny needs them to spare `caller`."""
        if self.everyone or caller.provider is not None:
            return self.grant(caller) is not None
        parts = [{caller.root}, caller.own, *([caller.role] if caller.role else [])]
        return not any(self.aws.isdisjoint(part) for part in parts)


class Caller(NamedTuple):
    """Who asks: the account, the ARNs and ids that name him, those of the role behind his session, or a provider."""

    account: str
    root: str
    own: frozenset[str]
    role: frozenset[str] | None
    provider: tuple[str, str] | None

    @property
    def is_root(self) -> bool:
        """Whether it is the account's root user."""
        return self.root in self.own


def caller(arn: str, action: str, keys: Keys) -> Caller:
    """Read a principal: an ARN, a service such as ec2.amazonaws.com, or an identity provider.

    `keys` may tell more: aws:PrincipalArn has the path of a session's role, aws:userid the unique ids.
    """
    parts = arn.split(":", 5)
    if len(parts) < 6 or parts[2] not in ("iam", "sts") or "-provider/" in parts[5]:
        federated = action.lower().startswith("sts:assumerolewith")
        return Caller("", "", frozenset(), None, ("Federated" if federated else "Service", arn))
    account, name = parts[4], parts[5]
    root = f"arn:aws:iam::{account}:root"
    unique, _, _ = keys.get("aws:userid", ("",))[0].partition(":")
    ids = {unique} - {""}
    if name.startswith("assumed-role/"):
        role = keys.get("aws:principalarn", (f"arn:aws:iam::{account}:role/{name.split('/')[1]}",))[0]
        return Caller(account, root, frozenset({arn}), frozenset({role} | ids), None)
    if name.startswith("federated-user/"):
        user = f"arn:aws:iam::{account}:user/{name.partition('/')[2]}"
        return Caller(account, root, frozenset({arn}), frozenset({user}), None)
    return Caller(account, root, frozenset({arn} | (ids if name != "root" else set())), None, None)


def principal_keys(
    arn: str, user_id: str, tags: Iterable[tuple[str, str]] | Mapping[str, str] = (), role_arn: str | None = None
) -> dict[str, str]:
    """The context keys that tell of the principal: aws:PrincipalArn, aws:PrincipalType, aws:userid, aws:username, tags.

    `user_id` is the user's unique id, "role id:session name" for a role's session, the account for root. `role_arn` is
    the session's role, where it has a path. aws:username is there for IAM users alone.
    """
    account, name = arn.split(":", 5)[4:]
    found = {"aws:PrincipalArn": arn, "aws:PrincipalAccount": account, "aws:userid": user_id}
    if name == "root":
        found["aws:PrincipalType"] = "Account"
    elif name.startswith("user/"):
        found["aws:PrincipalType"], found["aws:username"] = "User", name.rpartition("/")[2]
    elif name.startswith("assumed-role/"):
        found["aws:PrincipalType"] = "AssumedRole"
        found["aws:PrincipalArn"] = role_arn or f"arn:aws:iam::{account}:role/{name.split('/')[1]}"
    else:
        found["aws:PrincipalType"] = "FederatedUser"
    for key, value in tags.items() if isinstance(tags, Mapping) else tags:
        found[f"aws:PrincipalTag/{key}"] = value
    return found
