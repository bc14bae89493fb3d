"""Access keys of users, and when each was last used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.account import AccessKey, KeyUse, User
from sim.clock import MINUTE, Timestamp
from sim.errors import ServiceError, no_such_entity
from sim.services.context import Context
from sim.services.declare import Operation, Parameter, Shape
from sim.services.iam.shapes import (
    OWN_USER_NAME,
    PAGING,
    TRUNCATED,
    page,
    user_resource,
)
from sim.world import World

KEYS_PER_USER = 2
"""Access keys of a user (IAM User Guide, "IAM and AWS STS quotas")."""

USE_COUNTS_ANEW = 15 * MINUTE
"""A key's uses within this time of the one kept are not kept (IAM User Guide, "Get credential reports")."""

_KEY_ID = Parameter("AccessKeyId", Shape(minimum=16, maximum=128, pattern=r"[\w]+"), "The key's id.", required=True)


def _create_access_key(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, user = context.world, context.user(parameters.get("UserName"))
    if len(user.access_keys) >= KEYS_PER_USER:
        raise ServiceError(
            "LimitExceeded", 409, f"Cannot exceed quota for AccessKeysPerUser: {KEYS_PER_USER}", cause="quota"
        )
    world, key = new_access_key(world)
    world = with_access_key(world, user, key)
    document = _key_document(user, key)
    date = document.pop("CreateDate")
    return world, {"AccessKey": document | {"SecretAccessKey": key.secret_access_key, "CreateDate": date}}


def _list_access_keys(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    user = context.user(parameters.get("UserName"))
    return context.world, page("AccessKeyMetadata", user.access_keys, parameters, lambda key: _key_document(user, key))


def _update_access_key(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    user = context.user(parameters.get("UserName"))
    key = replace(_key(user, parameters["AccessKeyId"]), status=parameters["Status"])
    keys = tuple(key if old.access_key_id == key.access_key_id else old for old in user.access_keys)
    return _with_user(context.world, replace(user, access_keys=keys)), {}


def _delete_access_key(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, user = context.world, context.user(parameters.get("UserName"))
    gone = _key(user, parameters["AccessKeyId"])
    user = replace(user, access_keys=tuple(key for key in user.access_keys if key is not gone))
    account = world.account.with_user(user)
    account = replace(account, access_keys=account.access_keys.remove(gone.access_key_id))
    return replace(world, account=account), {}


def _get_last_used(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    """Who has a key and when it last signed; the words for an unknown key are not confirmed."""
    key_id = parameters["AccessKeyId"]
    owner = context.world.account.access_keys.get(key_id)
    if owner is None:
        raise no_such_entity(f"The Access Key with id {key_id} cannot be found.", "no-such-key")
    use = _key(context.user(owner), key_id).last_used
    last: dict[str, Any] = {} if use is None else {"LastUsedDate": Timestamp(use.time)}
    last |= {"ServiceName": use.service if use else "N/A", "Region": use.region if use else "N/A"}
    return context.world, {"UserName": owner, "AccessKeyLastUsed": last}


def _key_owner(context: Context, parameters: Mapping[str, Any]) -> str:
    account = context.world.account
    user = account.users.get(account.access_keys.get(parameters["AccessKeyId"], ""))
    return account.user_arn(user) if user else account.arn("user/*")


def with_key_use(world: World, user_name: str, key_id: str, service: str, region: str = "us-east-1") -> World:
    """The world after a key of that user's signed a request to `service`."""
    user = world.account.users.get(user_name)
    keys = [key for key in user.access_keys if key.access_key_id == key_id] if user else []
    if user is None or not keys:
        return world
    last = keys[0].last_used
    if last is not None and 0 <= world.time - last.time < USE_COUNTS_ANEW:
        return world
    used = replace(keys[0], last_used=KeyUse(world.time, service, region))
    every = tuple(used if key is keys[0] else key for key in user.access_keys)
    return replace(world, account=world.account.with_user(replace(user, access_keys=every)))


def new_access_key(world: World) -> tuple[World, AccessKey]:
    """A fresh access key, drawn from the world's randomness."""
    world, key_id = world.draw_id("AKIA", 16)
    world, secret = world.draw_secret(40)
    return world, AccessKey(key_id, secret, world.time)


def with_access_key(world: World, user: User, key: AccessKey) -> World:
    """The world in which `user` has `key` too."""
    account = world.account.with_user(replace(user, access_keys=(*user.access_keys, key)))
    keys = account.access_keys.insert(key.access_key_id, user.user_name)
    return replace(world, account=replace(account, access_keys=keys))


def _with_user(world: World, user: User) -> World:
    return replace(world, account=world.account.with_user(user))


def _key(user: User, key_id: str) -> AccessKey:
    for key in user.access_keys:
        if key.access_key_id == key_id:
            return key
    raise no_such_entity(f"The Access Key with id {key_id} cannot be found.", "no-such-key")


def _key_document(user: User, key: AccessKey) -> dict[str, Any]:
    return {
        "UserName": user.user_name,
        "AccessKeyId": key.access_key_id,
        "Status": key.status,
        "CreateDate": Timestamp(key.create_date),
    }


_CHANGE = ("NoSuchEntity", "LimitExceeded", "ServiceFailure")

OPERATIONS = (
    Operation(
        "iam",
        "CreateAccessKey",
        "Make an access key for a user; its secret is told this once.",
        (OWN_USER_NAME,),
        ("AccessKey",),
        _CHANGE,
        _create_access_key,
        user_resource,
    ),
    Operation(
        "iam",
        "ListAccessKeys",
        "List a user's access keys, without their secrets.",
        (OWN_USER_NAME, *PAGING),
        ("AccessKeyMetadata", *TRUNCATED),
        ("NoSuchEntity", "ServiceFailure"),
        _list_access_keys,
        user_resource,
        pages="AccessKeyMetadata",
        read_only=True,
    ),
    Operation(
        "iam",
        "GetAccessKeyLastUsed",
        "Tell when an access key last signed a request, and to which service.",
        (_KEY_ID,),
        ("UserName", "AccessKeyLastUsed"),
        (),
        _get_last_used,
        _key_owner,
        read_only=True,
    ),
    Operation(
        "iam",
        "UpdateAccessKey",
        "Switch an access key on or off.",
        (
            OWN_USER_NAME,
            _KEY_ID,
            Parameter("Status", Shape(enum=("Active", "Inactive", "Expired")), "Active or Inactive.", required=True),
        ),
        (),
        ("InvalidInput", *_CHANGE),
        _update_access_key,
        user_resource,
    ),
    Operation(
        "iam",
        "DeleteAccessKey",
        "Delete an access key.",
        (OWN_USER_NAME, _KEY_ID),
        (),
        _CHANGE,
        _delete_access_key,
        user_resource,
    ),
)
