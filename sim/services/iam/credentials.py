"""Passwords and access keys of users."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.account import AccessKey, Password, User
from sim.clock import Timestamp
from sim.errors import ServiceError, invalid, no_such_entity
from sim.services.context import Context
from sim.services.declare import Operation, Parameter, Shape
from sim.services.iam.shapes import (
    OWN_SHORT_USER_NAME,
    OWN_USER_NAME,
    PAGING,
    SHORT_USER_NAME,
    TRUNCATED,
    page,
    user_resource,
)
from sim.world import World

KEYS_PER_USER = 2
"""Access keys of a user (IAM User Guide, "IAM and AWS STS quotas")."""

PASSWORD_LENGTH = 8
"""The shortest password under AWS's default policy (IAM User Guide, "Set an account password policy")."""

_PASSWORD = Shape(minimum=1, maximum=128, pattern=r"[\u0009\u000A\u000D\u0020-\u00FF]+")
_RESET = Parameter("PasswordResetRequired", Shape("boolean"), "Whether the next sign-in must set a new password.")
_KEY_ID = Parameter("AccessKeyId", Shape(minimum=16, maximum=128, pattern=r"[\w]+"), "The key's id.", required=True)


def _create_login_profile(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, user = context.world, context.user(parameters.get("UserName"))
    if user.password:
        raise ServiceError(
            "EntityAlreadyExists",
            409,
            f"Login Profile for user {user.user_name} already exists.",
            cause="name-taken",
        )
    if "Password" not in parameters:
        raise invalid(
            "1 validation error detected: Value null at 'password' failed to satisfy constraint: "
            "Member must not be null"
        )
    password = Password(
        _strong(parameters["Password"]), world.time, reset_required=parameters.get("PasswordResetRequired", False)
    )
    user = replace(user, password=password)
    return _with_user(world, user), {"LoginProfile": _login_profile(user, password)}


def _get_login_profile(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    user = context.user(parameters.get("UserName"))
    return context.world, {"LoginProfile": _login_profile(user, _password(user))}


def _update_login_profile(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    user = context.user(parameters["UserName"])
    password = _password(user)
    if "Password" in parameters:
        password = replace(password, text=_strong(parameters["Password"]))
    if "PasswordResetRequired" in parameters:
        password = replace(password, reset_required=parameters["PasswordResetRequired"])
    return _with_user(context.world, replace(user, password=password)), {}


def _delete_login_profile(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    user = context.user(parameters.get("UserName"))
    _password(user)
    return _with_user(context.world, replace(user, password=None)), {}


def _change_password(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    user = context.user(None)
    password = _password(user)
    if parameters["OldPassword"] != password.text:
        raise ServiceError(
            "AccessDenied", 403, "The old password was incorrect.", cause="wrong-password", world=context.world
        )
    new = replace(password, text=_strong(parameters["NewPassword"]), reset_required=False)
    return _with_user(context.world, replace(user, password=new)), {}


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


def _strong(password: str) -> str:
    if len(password) < PASSWORD_LENGTH:
        raise ServiceError(
            "PasswordPolicyViolation",
            400,
            f"Password should have a minimum length of {PASSWORD_LENGTH}",
            cause="weak-password",
        )
    return password


def _password(user: User) -> Password:
    if user.password is None:
        raise no_such_entity(f"Login Profile for User {user.user_name} cannot be found.", "no-console-password")
    return user.password


def _login_profile(user: User, password: Password) -> dict[str, Any]:
    return {
        "UserName": user.user_name,
        "CreateDate": Timestamp(password.create_date),
        "PasswordResetRequired": password.reset_required,
    }


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
        "CreateLoginProfile",
        "Give a user a console password.",
        (OWN_SHORT_USER_NAME, Parameter("Password", _PASSWORD, "The password."), _RESET),
        ("LoginProfile",),
        ("EntityAlreadyExists", "NoSuchEntity", "PasswordPolicyViolation", "LimitExceeded", "ServiceFailure"),
        _create_login_profile,
        user_resource,
    ),
    Operation(
        "iam",
        "GetLoginProfile",
        "Tell whether a user has a console password, and since when.",
        (OWN_SHORT_USER_NAME,),
        ("LoginProfile",),
        ("NoSuchEntity", "ServiceFailure"),
        _get_login_profile,
        user_resource,
        read_only=True,
    ),
    Operation(
        "iam",
        "UpdateLoginProfile",
        "Change a user's console password for them.",
        (SHORT_USER_NAME, Parameter("Password", _PASSWORD, "The new password."), _RESET),
        (),
        (
            "EntityTemporarilyUnmodifiable",
            "NoSuchEntity",
            "PasswordPolicyViolation",
            "LimitExceeded",
            "InvalidInput",
            "ServiceFailure",
        ),
        _update_login_profile,
        user_resource,
    ),
    Operation(
        "iam",
        "DeleteLoginProfile",
        "Take a user's console password away.",
        (OWN_SHORT_USER_NAME,),
        (),
        ("EntityTemporarilyUnmodifiable", *_CHANGE),
        _delete_login_profile,
        user_resource,
    ),
    Operation(
        "iam",
        "ChangePassword",
        "Change one's own console password.",
        (
            Parameter("OldPassword", _PASSWORD, "The present password.", required=True),
            Parameter("NewPassword", _PASSWORD, "The new one.", required=True),
        ),
        (),
        (
            "NoSuchEntity",
            "InvalidUserType",
            "LimitExceeded",
            "EntityTemporarilyUnmodifiable",
            "PasswordPolicyViolation",
            "ServiceFailure",
        ),
        _change_password,
        user_resource,
    ),
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
