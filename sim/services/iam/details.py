"""GetAccountAuthorizationDetails: every user, group, role and policy of the account, with who may do what.

Chosen: of AWS's own policies only those in use are listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.account import Account, Group, ManagedPolicy, Role, User
from sim.account.aws_managed import AWS_MANAGED
from sim.clock import Timestamp
from sim.services.context import Context
from sim.services.declare import Operation, Parameter, Shape, account_resource
from sim.services.iam.entities import Entity, by_name, encoded, group_document, role_document, tag_list
from sim.services.iam.policies import listed_document
from sim.services.iam.policy_versions import version_document
from sim.services.iam.shapes import PAGING, TRUNCATED, boundary_document, page
from sim.world import World

_KINDS = ("User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy")
_LISTS = {"User": "UserDetailList", "Group": "GroupDetailList", "Role": "RoleDetailList"}


def _details(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    account, wanted = context.world.account, set(parameters.get("Filter") or _KINDS)
    items: list[tuple[str, Any]] = []
    if "User" in wanted:
        items += [("User", user) for user in by_name(account.users.values())]
    if "Group" in wanted:
        items += [("Group", group) for group in by_name(account.groups.values())]
    if "Role" in wanted:
        items += [("Role", role) for role in by_name(account.roles.values())]
    if "LocalManagedPolicy" in wanted:
        items += [("Policy", account.policies[arn]) for arn in sorted(account.policies)]
    if "AWSManagedPolicy" in wanted:
        used = [arn for arn in AWS_MANAGED if account.attachments.get(arn) or account.boundaries.get(arn)]
        items += [("Policy", AWS_MANAGED[arn]) for arn in used]
    paged = page("Items", items, parameters, lambda item: item)
    result: dict[str, Any] = {name: [] for name in (*_LISTS.values(), "Policies")}
    for kind, item in paged.pop("Items"):
        result[_LISTS.get(kind, "Policies")].append(_detail(context.world, item))
    return context.world, result | paged


def _detail(world: World, item: User | Group | Role | ManagedPolicy) -> dict[str, Any]:
    account = world.account
    if isinstance(item, ManagedPolicy):
        versions = [{"Document": encoded(v.document)} | version_document(item, v) for v in item.versions[::-1]]
        return listed_document(world, item) | {"PolicyVersionList": versions}
    if isinstance(item, User):
        document: dict[str, Any] = {
            "Path": item.path,
            "UserName": item.user_name,
            "UserId": item.user_id,
            "Arn": account.user_arn(item),
            "CreateDate": Timestamp(item.create_date),
            "UserPolicyList": _inline(item),
            "GroupList": sorted(item.groups),
        }
    elif isinstance(item, Group):
        return group_document(account, item) | {
            "GroupPolicyList": _inline(item),
            "AttachedManagedPolicies": _attached(account, item),
        }
    else:
        document = role_document(account, item)
        for name in ("Description", "MaxSessionDuration"):
            document.pop(name, None)
        document |= {"InstanceProfileList": [], "RolePolicyList": _inline(item)}
    document["AttachedManagedPolicies"] = _attached(account, item)
    if item.permissions_boundary is not None:
        document["PermissionsBoundary"] = boundary_document(item.permissions_boundary)
    return document | {"Tags": tag_list(item.tags)}


def _inline(entity: Entity) -> list[dict[str, str]]:
    return [{"PolicyName": name, "PolicyDocument": encoded(text)} for name, text in entity.inline_policies]


def _attached(account: Account, entity: Entity) -> list[dict[str, str]]:
    policies = [account.policy(arn) for arn in entity.attached_policies]
    return [{"PolicyName": policy.policy_name, "PolicyArn": policy.arn} for policy in policies if policy]


OPERATIONS = (
    Operation(
        "iam",
        "GetAccountAuthorizationDetails",
        "List all users, groups, roles and policies with what they allow.",
        (
            Parameter("Filter", Shape("list", member=Shape(enum=_KINDS)), "Only these kinds."),
            PAGING[1],
            PAGING[0],
        ),
        ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies", *TRUNCATED),
        ("ServiceFailure",),
        _details,
        account_resource("*"),
        pages="UserDetailList",
        read_only=True,
    ),
)
