"""Users: CreateUser, GetUser, ListUsers, UpdateUser, DeleteUser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sim.account import User
from sim.errors import ServiceError
from sim.people import Person
from sim.services.context import Context
from sim.services.declare import Need, Operation, Parameter, account_resource
from sim.services.iam.boundaries import boundary_keys, new_boundary
from sim.services.iam.entities import ARN, place
from sim.services.iam.shapes import (
    NEW_USER_NAME,
    OWN_USER_NAME,
    PAGING,
    PATH,
    PATH_PREFIX,
    TAGS,
    TRUNCATED,
    USER_NAME,
    page,
    tags_of,
    user_document,
    user_resource,
)
from sim.world import World

USERS_QUOTA = 5_000
"""Users of an account unless it asked for more (IAM User Guide, "IAM and AWS STS quotas")."""


def _create_user(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, name = context.world, parameters["UserName"]
    if name.lower() in world.account.taken_names:
        raise ServiceError("EntityAlreadyExists", 409, f"User with name {name} already exists.", cause="name-taken")
    if len(world.account.users) >= USERS_QUOTA:
        raise ServiceError("LimitExceeded", 409, f"Cannot exceed quota for UsersPerAccount: {USERS_QUOTA}")
    world, user_id = world.draw_id("AIDA", 17)
    user = User(
        name,
        user_id,
        world.time,
        parameters.get("Path", "/"),
        tags=tags_of(parameters),
        permissions_boundary=new_boundary(world.account, parameters),
    )
    world = replace(world, account=world.account.with_user(user))
    return world, {"User": user_document(world, user, whole=True)}


def _get_user(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    user = context.user(parameters.get("UserName"))
    return context.world, {"User": user_document(context.world, user, whole=True)}


def _list_users(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, prefix = context.world, parameters.get("PathPrefix", "/")
    users = [user for user in world.account.users.values() if user.path.startswith(prefix)]
    users.sort(key=place)
    return world, page("Users", users, parameters, lambda user: user_document(world, user), place)


def _update_user(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, user = context.world, context.user(parameters["UserName"])
    name = parameters.get("NewUserName", user.user_name)
    if name.lower() != user.user_name.lower() and name.lower() in world.account.taken_names:
        raise ServiceError("EntityAlreadyExists", 409, f"User with name {name} already exists.", cause="name-taken")
    changed = replace(user, user_name=name, path=parameters.get("NewPath", user.path))
    if changed.user_name == user.user_name:
        return replace(world, account=world.account.with_user(changed)), {}
    return _renamed(world, user, changed), {}


def _create_needs(context: Context, parameters: Mapping[str, Any]) -> Iterable[Need]:
    arn = context.world.account.arn(f"user{parameters.get('Path', '/')}{parameters['UserName']}")
    return [Need("iam:CreateUser", arn, boundary_keys(None, parameters.get("PermissionsBoundary")))]


def _update_needs(context: Context, parameters: Mapping[str, Any]) -> Iterable[Need]:
    """Both the user as it is and as it will be must be allowed (IAM User Guide, "Rename an IAM user")."""
    old, account = user_resource(context, parameters), context.world.account
    user = account.users.get(parameters["UserName"])
    path = parameters.get("NewPath", user.path if user else "/")
    new = account.arn(f"user{path}{parameters.get('NewUserName', parameters['UserName'])}")
    return [Need("iam:UpdateUser", arn) for arn in dict.fromkeys((old, new))]


def _renamed(world: World, user: User, changed: User) -> World:
    """The world in which `user` has another name: credentials, devices, sessions and people go on with it."""
    old, new = user.user_name, changed.user_name
    account = world.account.without_user(user).with_user(changed)
    keys, devices = account.access_keys, account.mfa_devices
    for key in user.access_keys:
        keys = keys.insert(key.access_key_id, new)
    for serial in user.mfa_devices:
        devices = devices.insert(serial, replace(devices[serial], owner=new))
    sessions = world.sessions
    for session in list(sessions.values()):
        if session.owner == old:
            sessions = sessions.insert(session.access_key_id, replace(session, owner=new))
    world = replace(world, account=replace(account, access_keys=keys, mfa_devices=devices), sessions=sessions)
    for person in list(world.people.values()):
        followed = _knowing(person, old, new)
        if followed != person:
            world = world.with_person(followed)
    return world


def _knowing(person: Person, old: str, new: str) -> Person:
    pending = person.pending
    return replace(
        person,
        user_name=new if person.user_name == old else person.user_name,
        passwords=tuple((new if name == old else name, password) for name, password in person.passwords),
        pending=replace(pending, owner=new) if pending and pending.owner == old else pending,
    )


def _delete_user(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, user = context.world, context.user(parameters["UserName"])
    if user.mfa_devices:
        raise _conflict("Cannot delete entity, must remove tokens from principal first.")
    if user.password:
        raise _conflict("Cannot delete entity, must delete login profile first.")
    if user.access_keys:
        raise _conflict("Cannot delete entity, must delete access keys first.")
    if user.attached_policies:
        raise _conflict("Cannot delete entity, must detach all policies first.")
    if user.inline_policies:
        raise _conflict("Cannot delete entity, must delete policies first.")
    if user.groups:
        raise _conflict("Cannot delete entity, must remove users from group first.")
    return replace(world, account=world.account.without_user(user)), {}


def _conflict(message: str) -> ServiceError:
    return ServiceError("DeleteConflict", 409, message, cause="still-in-use")


OPERATIONS = (
    Operation(
        "iam",
        "CreateUser",
        "Make a new IAM user.",
        (
            Parameter("Path", PATH, "The path of the name, such as /division/; / when left out."),
            Parameter("UserName", NEW_USER_NAME, "The user's name.", required=True),
            Parameter("PermissionsBoundary", ARN, "The ARN of the policy that bounds the user's others."),
            Parameter("Tags", TAGS, "Tags of the user, as Key=…,Value=…."),
        ),
        ("User",),
        (
            "LimitExceeded",
            "EntityAlreadyExists",
            "NoSuchEntity",
            "InvalidInput",
            "ConcurrentModification",
            "ServiceFailure",
        ),
        _create_user,
        user_resource,
        needs=_create_needs,
    ),
    Operation(
        "iam",
        "GetUser",
        "Tell about a user: path, id, ARN, when it was made.",
        (OWN_USER_NAME,),
        ("User",),
        ("NoSuchEntity", "ServiceFailure"),
        _get_user,
        user_resource,
        read_only=True,
    ),
    Operation(
        "iam",
        "ListUsers",
        "List the account's users.",
        (Parameter("PathPrefix", PATH_PREFIX, "Only users whose path begins so."), *PAGING),
        ("Users", *TRUNCATED),
        ("ServiceFailure",),
        _list_users,
        account_resource("user/"),
        pages="Users",
        read_only=True,
    ),
    Operation(
        "iam",
        "UpdateUser",
        "Give a user another name or path; the user id stays, and so does what belongs to the user.",
        (
            USER_NAME,
            Parameter("NewPath", PATH, "The new path."),
            Parameter("NewUserName", NEW_USER_NAME, "The new name."),
        ),
        (),
        (
            "NoSuchEntity",
            "LimitExceeded",
            "EntityAlreadyExists",
            "EntityTemporarilyUnmodifiable",
            "ConcurrentModification",
            "ServiceFailure",
        ),
        _update_user,
        user_resource,
        needs=_update_needs,
    ),
    Operation(
        "iam",
        "DeleteUser",
        "Delete a user who has nothing left: no password, keys, policies, groups or MFA devices.",
        (USER_NAME,),
        (),
        ("LimitExceeded", "NoSuchEntity", "DeleteConflict", "ConcurrentModification", "ServiceFailure"),
        _delete_user,
        user_resource,
    ),
)
