"""Roles: make, read, change and delete them, and their tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sim.account import Role
from sim.errors import ServiceError
from sim.services.context import Context
from sim.services.declare import Need, Operation, Parameter, Shape, account_resource
from sim.services.iam.boundaries import boundary_keys, new_boundary
from sim.services.iam.documents import quota, trust_document
from sim.services.iam.entities import (
    ARN,
    DOCUMENT,
    ROLE_NAME,
    by_name,
    find,
    place,
    resource_keys,
    role_document,
    role_resource,
)
from sim.services.iam.shapes import PAGING, PATH, PATH_PREFIX, TAGS, TRUNCATED, page, tags_of
from sim.services.iam.tags import NEW_TAGS, OLD_TAGS, tags_page, with_tags, without_tags
from sim.world import World

ROLES_QUOTA = 1_000
"""Roles of an account (IAM User Guide, "IAM and AWS STS quotas")."""

_DESCRIPTION = Shape(maximum=1_000, pattern=r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*")
_DURATION = Parameter(
    "MaxSessionDuration",
    Shape("integer", minimum=3_600, maximum=43_200),
    "How long a session may last at most, in seconds; 3600 when left out.",
)


def _create(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, name = context.world, parameters["RoleName"]
    if world.account.is_taken("role", name):
        raise ServiceError("EntityAlreadyExists", 409, f"Role with name {name} already exists.", cause="name-taken")
    trusted = trust_document(world.account, parameters["AssumeRolePolicyDocument"])
    boundary = new_boundary(world.account, parameters)
    if len(world.account.roles) >= ROLES_QUOTA:
        raise quota(f"Cannot exceed quota for RolesPerAccount: {ROLES_QUOTA}")
    world, role_id = world.draw_id("AROA", 17)
    role = Role(
        name,
        role_id,
        world.time,
        parameters["AssumeRolePolicyDocument"],
        path=parameters.get("Path", "/"),
        description=parameters.get("Description"),
        max_session_duration=parameters.get("MaxSessionDuration", 3_600),
        permissions_boundary=boundary,
        tags=tags_of(parameters),
        trusted=trusted,
    )
    world = _with(world, role)
    document = role_document(world.account, role)
    del document["RoleLastUsed"], document["MaxSessionDuration"]
    document.pop("Description", None)
    return world, {"Role": document}


def _get(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    return context.world, {"Role": role_document(context.world.account, _role(context, parameters))}


def _list(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    account, prefix = context.world.account, parameters.get("PathPrefix", "/")
    roles = by_name(role for role in account.roles.values() if role.path.startswith(prefix))
    return context.world, page(
        "Roles", roles, parameters, lambda role: role_document(account, role, whole=False), place
    )


def _update(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    """A description or duration that is left out goes back to what it is when nothing was said (API Reference)."""
    role = _role(context, parameters)
    changed = replace(
        role,
        description=parameters.get("Description", role.description),
        max_session_duration=parameters.get("MaxSessionDuration", role.max_session_duration),
    )
    return _with(context.world, changed), {}


def _describe(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    role = replace(_role(context, parameters), description=parameters["Description"])
    world = _with(context.world, role)
    return world, {"Role": role_document(world.account, role)}


def _trust(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    role = _role(context, parameters)
    trusted = trust_document(context.world.account, parameters["PolicyDocument"])
    return _with(context.world, replace(role, trust_policy=parameters["PolicyDocument"], trusted=trusted)), {}


def _delete(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    role = _role(context, parameters)
    if role.inline_policies:
        raise _conflict("must delete policies first")
    if role.attached_policies:
        raise _conflict("must detach all policies first")
    return replace(context.world, account=context.world.account.without_role(role)), {}


def _tag(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    role = _role(context, parameters)
    return _with(context.world, replace(role, tags=with_tags(role.tags, parameters))), {}


def _untag(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    role = _role(context, parameters)
    return _with(context.world, replace(role, tags=without_tags(role.tags, parameters))), {}


def _list_tags(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    return context.world, tags_page(_role(context, parameters).tags, parameters)


def _profiles(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    """No instance here has a role, so the list is empty; tools that delete roles ask for it."""
    _role(context, parameters)
    return context.world, page("InstanceProfiles", (), parameters, lambda profile: profile)


def _role(context: Context, parameters: Mapping[str, Any]) -> Role:
    role = find(context.world.account, "Role", parameters["RoleName"])
    assert isinstance(role, Role)
    return role


def _with(world: World, role: Role) -> World:
    return replace(world, account=world.account.with_role(role))


def _conflict(words: str) -> ServiceError:
    return ServiceError("DeleteConflict", 409, f"Cannot delete entity, {words}.", cause="still-in-use")


def _needs(name: str) -> Any:
    def needs(context: Context, parameters: Mapping[str, Any]) -> Iterable[Need]:
        role = context.world.account.roles.get(parameters["RoleName"])
        keys = resource_keys(role) | boundary_keys(role, parameters.get("PermissionsBoundary"))
        return [Need(f"iam:{name}", role_resource(context, parameters), keys)]

    return needs


_CHANGE = ("NoSuchEntity", "UnmodifiableEntity", "ServiceFailure")

OPERATIONS = (
    Operation(
        "iam",
        "CreateRole",
        "Make a new role, with the policy that says who may assume it.",
        (
            Parameter("Path", PATH, "The path of the name, such as /division/; / when left out."),
            ROLE_NAME,
            Parameter("AssumeRolePolicyDocument", DOCUMENT, "The trust policy, JSON.", required=True),
            Parameter("Description", _DESCRIPTION, "What the role is for."),
            _DURATION,
            Parameter("PermissionsBoundary", ARN, "The ARN of the policy that bounds the role's others."),
            Parameter("Tags", TAGS, "Tags of the role, as Key=…,Value=…."),
        ),
        ("Role",),
        (
            "LimitExceeded",
            "InvalidInput",
            "EntityAlreadyExists",
            "MalformedPolicyDocument",
            "ConcurrentModification",
            "ServiceFailure",
        ),
        _create,
        role_resource,
        needs=_needs("CreateRole"),
    ),
    Operation(
        "iam",
        "GetRole",
        "Tell about a role: its ARN, who may assume it, when it was last used.",
        (ROLE_NAME,),
        ("Role",),
        ("NoSuchEntity", "ServiceFailure"),
        _get,
        role_resource,
        read_only=True,
        needs=_needs("GetRole"),
    ),
    Operation(
        "iam",
        "ListRoles",
        "List the account's roles.",
        (Parameter("PathPrefix", PATH_PREFIX, "Only roles whose path begins so."), *PAGING),
        ("Roles", *TRUNCATED),
        ("ServiceFailure",),
        _list,
        account_resource("role/"),
        pages="Roles",
        read_only=True,
    ),
    Operation(
        "iam",
        "UpdateRole",
        "Change a role's description or longest session.",
        (ROLE_NAME, Parameter("Description", _DESCRIPTION, "The new description."), _DURATION),
        (),
        ("UnmodifiableEntity", "NoSuchEntity", "InvalidInput", "ServiceFailure"),
        _update,
        role_resource,
        needs=_needs("UpdateRole"),
    ),
    Operation(
        "iam",
        "UpdateRoleDescription",
        "Change a role's description.",
        (ROLE_NAME, Parameter("Description", _DESCRIPTION, "The new description.", required=True)),
        ("Role",),
        _CHANGE,
        _describe,
        role_resource,
        needs=_needs("UpdateRoleDescription"),
    ),
    Operation(
        "iam",
        "UpdateAssumeRolePolicy",
        "Change who may assume a role.",
        (ROLE_NAME, Parameter("PolicyDocument", DOCUMENT, "The new trust policy, JSON.", required=True)),
        (),
        ("NoSuchEntity", "MalformedPolicyDocument", "LimitExceeded", "UnmodifiableEntity", "ServiceFailure"),
        _trust,
        role_resource,
        needs=_needs("UpdateAssumeRolePolicy"),
    ),
    Operation(
        "iam",
        "DeleteRole",
        "Delete a role that has no policies; its sessions end.",
        (ROLE_NAME,),
        (),
        ("DeleteConflict", "LimitExceeded", "ConcurrentModification", *_CHANGE),
        _delete,
        role_resource,
        needs=_needs("DeleteRole"),
    ),
    Operation(
        "iam",
        "ListInstanceProfilesForRole",
        "List the instance profiles that have a role; there are none here.",
        (ROLE_NAME, *PAGING),
        ("InstanceProfiles", *TRUNCATED),
        ("NoSuchEntity", "ServiceFailure"),
        _profiles,
        role_resource,
        pages="InstanceProfiles",
        read_only=True,
        needs=_needs("ListInstanceProfilesForRole"),
    ),
    Operation(
        "iam",
        "TagRole",
        "Give a role tags; a tag whose key is there already gets the new value.",
        (ROLE_NAME, NEW_TAGS),
        (),
        ("NoSuchEntity", "LimitExceeded", "InvalidInput", "ConcurrentModification", "ServiceFailure"),
        _tag,
        role_resource,
        needs=_needs("TagRole"),
    ),
    Operation(
        "iam",
        "UntagRole",
        "Take tags from a role.",
        (ROLE_NAME, OLD_TAGS),
        (),
        ("NoSuchEntity", "ConcurrentModification", "ServiceFailure"),
        _untag,
        role_resource,
        needs=_needs("UntagRole"),
    ),
    Operation(
        "iam",
        "ListRoleTags",
        "List a role's tags.",
        (ROLE_NAME, *PAGING),
        ("Tags", *TRUNCATED),
        ("NoSuchEntity", "ServiceFailure"),
        _list_tags,
        role_resource,
        pages="Tags",
        read_only=True,
    ),
)
