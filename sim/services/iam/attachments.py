"""Who has which managed policy: attach, detach, list both ways. Attaching twice does no harm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sim.account import Role, User
from sim.errors import no_such_entity
from sim.services.context import Context
from sim.services.declare import Function, Need, Needs, Operation, Parameter, Shape
from sim.services.iam.boundaries import boundary_keys
from sim.services.iam.documents import attachable_policy, known_policy, quota, well_formed
from sim.services.iam.entities import (
    KINDS,
    POLICY_ARN,
    EntityKind,
    find,
    look_up,
    policy_resource,
    resource_keys,
    with_entity,
)
from sim.services.iam.shapes import PAGING, PATH, POLICY_PATH_PREFIX, TRUNCATED, page
from sim.world import World

ATTACHED_QUOTA = 10
"""Managed policies attached to a user, group or role (IAM User Guide, "IAM and AWS STS quotas")."""

_PREFIX = Parameter("PathPrefix", POLICY_PATH_PREFIX, "Only policies whose path begins so.")


def _attach(kind: EntityKind) -> Function:
    def attach(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
        account, entity = context.world.account, kind.of(context, parameters)
        policy = attachable_policy(account, parameters["PolicyArn"])
        if policy.arn in entity.attached_policies:
            return context.world, {}
        if len(entity.attached_policies) >= ATTACHED_QUOTA:
            raise quota(f"Cannot exceed quota for PoliciesPer{kind.kind}: {ATTACHED_QUOTA}")
        changed = replace(entity, attached_policies=(*entity.attached_policies, policy.arn))
        return replace(context.world, account=with_entity(account, changed)), {}

    return attach


def _detach(kind: EntityKind) -> Function:
    def detach(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
        account, entity, arn = context.world.account, kind.of(context, parameters), parameters["PolicyArn"]
        if arn not in entity.attached_policies:
            well_formed(arn)
            raise no_such_entity(f"Policy {arn} was not found.", "not-attached")
        left = tuple(attached for attached in entity.attached_policies if attached != arn)
        return replace(context.world, account=with_entity(account, replace(entity, attached_policies=left))), {}

    return detach


def _list(kind: EntityKind) -> Function:
    def attached(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
        account, prefix = context.world.account, parameters.get("PathPrefix", "/")
        policies = [account.policy(arn) for arn in kind.of(context, parameters).attached_policies]
        found = [
            {"PolicyName": policy.policy_name, "PolicyArn": policy.arn}
            for policy in policies
            if policy is not None and policy.path.startswith(prefix)
        ]
        return context.world, page("AttachedPolicies", found, parameters, lambda document: document)

    return attached


def _entities(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    """Groups, users and roles share the pages: MaxItems bounds them together."""
    account, usage = context.world.account, parameters.get("PolicyUsageFilter")
    wanted, prefix = parameters.get("EntityFilter"), parameters.get("PathPrefix", "/")
    arn = known_policy(account, parameters["PolicyArn"]).arn
    holders = set[tuple[str, str]]()
    if usage != "PermissionsBoundary":
        holders |= set(account.attachments.get(arn, ()))
    if usage != "PermissionsPolicy":
        holders |= set(account.boundaries.get(arn, ()))
    order = ("Group", "User", "Role")
    found = sorted(
        (holder for holder in holders if wanted in (None, holder[0]) and _path(context, holder).startswith(prefix)),
        key=lambda holder: (order.index(holder[0]), holder[1].casefold(), holder[1]),
    )
    paged = page("Entities", found, parameters, lambda holder: holder)
    shown: dict[str, Any] = {f"Policy{kind}s": [] for kind in order}
    for kind, name in paged.pop("Entities"):
        entity = find(account, kind, name)
        unique = getattr(entity, f"{kind.lower()}_id")
        shown[f"Policy{kind}s"].append({f"{kind}Name": name, f"{kind}Id": unique})
    return context.world, shown | paged


def _path(context: Context, holder: tuple[str, str]) -> str:
    return find(context.world.account, *holder).path


def _needs(kind: EntityKind, action: str) -> Needs:
    def needs(context: Context, parameters: Mapping[str, Any]) -> Iterable[Need]:
        entity = look_up(context.world.account, kind.kind, parameters[kind.name.name])
        keys = resource_keys(entity) | {"iam:PolicyARN": parameters["PolicyArn"]}
        if isinstance(entity, User | Role):
            keys |= boundary_keys(entity)
        return [Need(f"iam:{action}", kind.resource(context, parameters), keys)]

    return needs


def _operations(kind: EntityKind) -> tuple[Operation, ...]:
    role = ("UnmodifiableEntity",) if kind.kind == "Role" else ()
    change = ("NoSuchEntity", "LimitExceeded", "InvalidInput", *role, "ServiceFailure")
    attach, detach = f"Attach{kind.kind}Policy", f"Detach{kind.kind}Policy"
    return (
        Operation(
            "iam",
            attach,
            f"Attach a managed policy to a {kind.lower}.",
            (kind.short_name, POLICY_ARN),
            (),
            ("PolicyNotAttachable", *change),
            _attach(kind),
            kind.resource,
            needs=_needs(kind, attach),
        ),
        Operation(
            "iam",
            detach,
            f"Take a managed policy from a {kind.lower}.",
            (kind.short_name, POLICY_ARN),
            (),
            change,
            _detach(kind),
            kind.resource,
            needs=_needs(kind, detach),
        ),
        Operation(
            "iam",
            f"ListAttached{kind.kind}Policies",
            f"List the managed policies attached to a {kind.lower}.",
            (kind.short_name, _PREFIX, *PAGING),
            ("AttachedPolicies", *TRUNCATED),
            ("NoSuchEntity", "InvalidInput", "ServiceFailure"),
            _list(kind),
            kind.resource,
            pages="AttachedPolicies",
            read_only=True,
        ),
    )


OPERATIONS = (
    *(operation for kind in KINDS for operation in _operations(kind)),
    Operation(
        "iam",
        "ListEntitiesForPolicy",
        "List who has a managed policy: groups, users and roles.",
        (
            POLICY_ARN,
            Parameter(
                "EntityFilter",
                Shape(enum=("User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy")),
                "Only such entities.",
            ),
            Parameter("PathPrefix", PATH, "Only entities whose path begins so."),
            Parameter(
                "PolicyUsageFilter",
                Shape(enum=("PermissionsPolicy", "PermissionsBoundary")),
                "Only those that use it so.",
            ),
            *PAGING,
        ),
        ("PolicyGroups", "PolicyUsers", "PolicyRoles", *TRUNCATED),
        ("NoSuchEntity", "InvalidInput", "ServiceFailure"),
        _entities,
        policy_resource,
        pages="PolicyGroups",
        read_only=True,
    ),
)
