"""What a user is permitted: the policies on the user and the groups the user is in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.clock import Timestamp
from sim.services.context import Context
from sim.services.declare import Operation, Parameter
from sim.services.iam.shapes import (
    PAGING,
    POLICY_PATH_PREFIX,
    SHORT_USER_NAME,
    TRUNCATED,
    USER_NAME,
    page,
    user_resource,
)
from sim.world import World


def _list_attached(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, user = context.world, context.user(parameters["UserName"])
    return world, page(
        "AttachedPolicies",
        user.attached_policies,
        parameters,
        lambda arn: {"PolicyName": arn.rpartition("/")[2], "PolicyArn": arn},
    )


def _list_inline(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    user = context.user(parameters["UserName"])
    return context.world, page("PolicyNames", user.inline_policies, parameters, lambda policy: policy[0])


def _list_groups(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, user = context.world, context.user(parameters["UserName"])

    def document(name: str) -> dict[str, Any]:
        group = world.account.groups[name]
        return {
            "Path": group.path,
            "GroupName": group.group_name,
            "GroupId": group.group_id,
            "Arn": world.account.arn(f"group{group.path}{group.group_name}"),
            "CreateDate": Timestamp(group.create_date),
        }

    return world, page("Groups", user.groups, parameters, document)


_PREFIX = Parameter("PathPrefix", POLICY_PATH_PREFIX, "Only policies whose path begins so.")

OPERATIONS = (
    Operation(
        "iam",
        "ListAttachedUserPolicies",
        "List the managed policies attached to a user.",
        (SHORT_USER_NAME, _PREFIX, *PAGING),
        ("AttachedPolicies", *TRUNCATED),
        ("NoSuchEntity", "InvalidInput", "ServiceFailure"),
        _list_attached,
        user_resource,
        pages="AttachedPolicies",
        read_only=True,
    ),
    Operation(
        "iam",
        "ListUserPolicies",
        "List the names of a user's inline policies.",
        (USER_NAME, *PAGING),
        ("PolicyNames", *TRUNCATED),
        ("NoSuchEntity", "ServiceFailure"),
        _list_inline,
        user_resource,
        pages="PolicyNames",
        read_only=True,
    ),
    Operation(
        "iam",
        "ListGroupsForUser",
        "List the groups that a user is in.",
        (USER_NAME, *PAGING),
        ("Groups", *TRUNCATED),
        ("NoSuchEntity", "ServiceFailure"),
        _list_groups,
        user_resource,
        pages="Groups",
        read_only=True,
    ),
)
