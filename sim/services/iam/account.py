"""The account as a whole: its alias, and the summary of what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.account import Account
from sim.errors import ServiceError, no_such_entity
from sim.services.context import Context
from sim.services.declare import Operation, Parameter, Shape, account_resource
from sim.services.iam.access_keys import KEYS_PER_USER
from sim.services.iam.attachments import ATTACHED_QUOTA
from sim.services.iam.groups import GROUPS_PER_USER, GROUPS_QUOTA
from sim.services.iam.policies import POLICIES_QUOTA
from sim.services.iam.policy_versions import VERSIONS_QUOTA
from sim.services.iam.roles import ROLES_QUOTA
from sim.services.iam.shapes import PAGING, TRUNCATED, page
from sim.services.iam.users import USERS_QUOTA
from sim.world import World

QUOTAS: Mapping[str, int] = {
    "UsersQuota": USERS_QUOTA,
    "GroupsQuota": GROUPS_QUOTA,
    "ServerCertificatesQuota": 20,
    "UserPolicySizeQuota": 2_048,
    "GroupPolicySizeQuota": 5_120,
    "GroupsPerUserQuota": GROUPS_PER_USER,
    "SigningCertificatesPerUserQuota": 2,
    "AccessKeysPerUserQuota": KEYS_PER_USER,
    "AttachedPoliciesPerGroupQuota": ATTACHED_QUOTA,
    "AttachedPoliciesPerRoleQuota": ATTACHED_QUOTA,
    "AttachedPoliciesPerUserQuota": ATTACHED_QUOTA,
    "PoliciesQuota": POLICIES_QUOTA,
    "PolicySizeQuota": 6_144,
    "PolicyVersionsInUseQuota": 10_000,
    "VersionsPerPolicyQuota": VERSIONS_QUOTA,
    "AssumeRolePolicySizeQuota": 2_048,
    "InstanceProfilesQuota": 1_000,
    "RolePolicySizeQuota": 10_240,
    "RolesQuota": ROLES_QUOTA,
}
"""IAM User Guide, "IAM and AWS STS quotas": the defaults of an account that asked for no more."""


def _create_alias(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    """Give the account its one alias, in place of an earlier one (IAM API Reference, CreateAccountAlias)."""
    account, alias = context.world.account, parameters["AccountAlias"]
    if account.alias == alias:
        raise ServiceError("EntityAlreadyExists", 409, f"The account alias {alias} already exists.", cause="name-taken")
    return replace(context.world, account=replace(account, alias=alias)), {}


def _delete_alias(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    account, alias = context.world.account, parameters["AccountAlias"]
    if account.alias != alias:
        raise no_such_entity(f"The account alias {alias} cannot be found.", "no-such-alias")
    return replace(context.world, account=replace(account, alias=None)), {}


def _list_aliases(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    alias = context.world.account.alias
    return context.world, page("AccountAliases", [alias] if alias else [], parameters, str)


def _summary(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    return context.world, {"SummaryMap": {**_counted(context.world.account), **QUOTAS}}


def _counted(account: Account) -> dict[str, int]:
    """How many there are of each kind; AccountMFAEnabled and its like speak of the root user, 1 for yes."""
    devices = list(account.mfa_devices.values())
    in_use = sum(device.owner is not None for device in devices)
    return {
        "Users": len(account.users),
        "Groups": len(account.groups),
        "Roles": len(account.roles),
        "Policies": len(account.policies),
        "PolicyVersionsInUse": sum(len(policy.versions) for policy in account.policies.values()),
        "MFADevices": in_use + sum(device.owner is None and device.kind == "virtual" for device in devices),
        "MFADevicesInUse": in_use,
        "AccountMFAEnabled": int(bool(account.root.mfa_devices)),
        "AccountAccessKeysPresent": 0,
        "AccountPasswordPresent": 1,
        "AccountSigningCertificatesPresent": 0,
        "GlobalEndpointTokenVersion": 1,
        "InstanceProfiles": 0,
        "Providers": 0,
        "ServerCertificates": 0,
    }


_ALIAS = Parameter(
    "AccountAlias",
    Shape(minimum=3, maximum=63, pattern=r"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$"),
    "The alias: small letters, digits and single dashes.",
    required=True,
)

OPERATIONS = (
    Operation(
        "iam",
        "CreateAccountAlias",
        "Give the account an alias to sign in with; it takes the place of an earlier one.",
        (_ALIAS,),
        (),
        ("ConcurrentModification", "EntityAlreadyExists", "LimitExceeded", "ServiceFailure"),
        _create_alias,
        account_resource("*"),
    ),
    Operation(
        "iam",
        "DeleteAccountAlias",
        "Take the account's alias away.",
        (_ALIAS,),
        (),
        ("ConcurrentModification", "NoSuchEntity", "LimitExceeded", "ServiceFailure"),
        _delete_alias,
        account_resource("*"),
    ),
    Operation(
        "iam",
        "ListAccountAliases",
        "List the account's alias, if it has one.",
        PAGING,
        ("AccountAliases", *TRUNCATED),
        ("ServiceFailure",),
        _list_aliases,
        account_resource("*"),
        pages="AccountAliases",
        read_only=True,
    ),
    Operation(
        "iam",
        "GetAccountSummary",
        "Count what the account has, and tell how much it may have.",
        (),
        ("SummaryMap",),
        ("ServiceFailure",),
        _summary,
        account_resource("*"),
        read_only=True,
    ),
)
