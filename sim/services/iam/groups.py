"""Groups: CreateGroup, GetGroup, ListGroups, UpdateGroup, DeleteGroup, and who is in them.

Chosen, as AWS does not say: taking a user from a group that the user is not in changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sim.account import Group
from sim.errors import ServiceError
from sim.services.context import Context
from sim.services.declare import Need, Operation, Parameter, account_resource
from sim.services.iam.entities import GROUP, GROUP_NAME, USER, by_name, find, group_document, group_resource, place
from sim.services.iam.shapes import PAGING, PATH, PATH_PREFIX, TRUNCATED, USER_NAME, page, user_document, user_resource
from sim.world import World

GROUPS_QUOTA = 300
"""Groups of an account (IAM User Guide, "IAM and AWS STS quotas")."""

GROUPS_PER_USER = 10
"""Groups that a user can be in (same page)."""


def _create(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, name = context.world, parameters["GroupName"]
    _free(context, name)
    if len(world.account.groups) >= GROUPS_QUOTA:
        raise ServiceError(
            "LimitExceeded", 409, f"Cannot exceed quota for GroupsPerAccount: {GROUPS_QUOTA}", cause="quota"
        )
    world, group_id = world.draw_id("AGPA", 17)
    group = Group(name, group_id, world.time, parameters.get("Path", "/"))
    world = replace(world, account=world.account.with_group(group))
    return world, {"Group": group_document(world.account, group)}


def _get(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, group = context.world, _group(context, parameters)
    members = by_name(world.account.users[name] for name in group.members)
    found = page("Users", members, parameters, lambda user: user_document(world, user), place)
    return world, found | {"Group": group_document(world.account, group)}


def _list(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    account, prefix = context.world.account, parameters.get("PathPrefix", "/")
    groups = by_name(group for group in account.groups.values() if group.path.startswith(prefix))
    return context.world, page("Groups", groups, parameters, lambda group: group_document(account, group), place)


def _update(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    account, group = context.world.account, _group(context, parameters)
    name = parameters.get("NewGroupName", group.group_name)
    if name.lower() != group.group_name.lower():
        _free(context, name)
    changed = replace(group, group_name=name, path=parameters.get("NewPath", group.path))
    if name == group.group_name:
        return replace(context.world, account=account.with_group(changed)), {}
    members = [account.users[member] for member in group.members]
    account = account.without_group(group).with_group(changed)
    for user in members:
        names = tuple(name if of == group.group_name else of for of in user.groups)
        account = replace(account, users=account.users.insert(user.user_name, replace(user, groups=names)))
    return replace(context.world, account=account), {}


def _delete(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    group = _group(context, parameters)
    if group.members:
        raise _conflict("must remove users from group first")
    if group.attached_policies:
        raise _conflict("must detach all policies first")
    if group.inline_policies:
        raise _conflict("must delete policies first")
    return replace(context.world, account=context.world.account.without_group(group)), {}


def _add(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    group, user = _group(context, parameters), context.user(parameters["UserName"])
    if group.group_name in user.groups:
        return context.world, {}
    if len(user.groups) >= GROUPS_PER_USER:
        raise ServiceError(
            "LimitExceeded", 409, f"Cannot exceed quota for GroupsPerUser: {GROUPS_PER_USER}", cause="quota"
        )
    user = replace(user, groups=(*user.groups, group.group_name))
    return replace(context.world, account=context.world.account.with_user(user)), {}


def _remove(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    group, user = _group(context, parameters), context.user(parameters["UserName"])
    user = replace(user, groups=tuple(name for name in user.groups if name != group.group_name))
    return replace(context.world, account=context.world.account.with_user(user)), {}


def _list_for_user(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    account, user = context.world.account, context.user(parameters["UserName"])
    groups = by_name(account.groups[name] for name in user.groups)
    return context.world, page("Groups", groups, parameters, lambda group: group_document(account, group), place)


def _group(context: Context, parameters: Mapping[str, Any]) -> Group:
    group = find(context.world.account, "Group", parameters["GroupName"])
    assert isinstance(group, Group)
    return group


def _free(context: Context, name: str) -> None:
    if context.world.account.is_taken("group", name):
        raise ServiceError("EntityAlreadyExists", 409, f"Group with name {name} already exists.", cause="name-taken")


def _conflict(words: str) -> ServiceError:
    return ServiceError("DeleteConflict", 409, f"Cannot delete entity, {words}.", cause="still-in-use")


def _update_needs(context: Context, parameters: Mapping[str, Any]) -> Iterable[Need]:
    """Both the group as it is and as it will be must be allowed (IAM User Guide, "Rename an IAM user group")."""
    account, name = context.world.account, parameters["GroupName"]
    group = account.groups.get(name)
    path = parameters.get("NewPath", group.path if group else "/")
    new = account.arn(f"group{path}{parameters.get('NewGroupName', name)}")
    return [Need("iam:UpdateGroup", arn) for arn in dict.fromkeys((group_resource(context, parameters), new))]


_CHANGE = ("NoSuchEntity", "LimitExceeded", "ServiceFailure")

OPERATIONS = (
    Operation(
        "iam",
        "CreateGroup",
        "Make a new group of users.",
        (Parameter("Path", PATH, "The path of the name, such as /division/; / when left out."), GROUP_NAME),
        ("Group",),
        ("LimitExceeded", "EntityAlreadyExists", "NoSuchEntity", "ServiceFailure"),
        _create,
        group_resource,
    ),
    Operation(
        "iam",
        "GetGroup",
        "Tell about a group and list its users.",
        (GROUP_NAME, *PAGING),
        ("Group", "Users", *TRUNCATED),
        ("NoSuchEntity", "ServiceFailure"),
        _get,
        group_resource,
        pages="Users",
        read_only=True,
    ),
    Operation(
        "iam",
        "ListGroups",
        "List the account's groups.",
        (Parameter("PathPrefix", PATH_PREFIX, "Only groups whose path begins so."), *PAGING),
        ("Groups", *TRUNCATED),
        ("ServiceFailure",),
        _list,
        account_resource("group/"),
        pages="Groups",
        read_only=True,
    ),
    Operation(
        "iam",
        "UpdateGroup",
        "Give a group another name or path; its users and policies stay.",
        (
            GROUP_NAME,
            Parameter("NewPath", PATH, "The new path."),
            Parameter("NewGroupName", GROUP_NAME.shape, "The new name."),
        ),
        (),
        ("NoSuchEntity", "EntityAlreadyExists", "LimitExceeded", "ServiceFailure"),
        _update,
        group_resource,
        needs=_update_needs,
    ),
    Operation(
        "iam",
        "DeleteGroup",
        "Delete a group that has no users and no policies.",
        (GROUP_NAME,),
        (),
        ("NoSuchEntity", "DeleteConflict", "LimitExceeded", "ServiceFailure"),
        _delete,
        group_resource,
    ),
    Operation(
        "iam",
        "AddUserToGroup",
        "Put a user into a group.",
        (GROUP_NAME, USER.name),
        (),
        _CHANGE,
        _add,
        GROUP.resource,
    ),
    Operation(
        "iam",
        "RemoveUserFromGroup",
        "Take a user out of a group.",
        (GROUP_NAME, USER.name),
        (),
        _CHANGE,
        _remove,
        GROUP.resource,
    ),
    Operation(
        "iam",
        "ListGroupsForUser",
        "List the groups that a user is in.",
        (USER_NAME, *PAGING),
        ("Groups", *TRUNCATED),
        ("NoSuchEntity", "ServiceFailure"),
        _list_for_user,
        user_resource,
        pages="Groups",
        read_only=True,
    ),
)
