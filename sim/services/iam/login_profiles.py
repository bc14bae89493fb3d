"""Console passwords of users: their login profiles, and changing one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.account import ROOT, Password, User
from sim.clock import Timestamp
from sim.errors import ServiceError, invalid, no_such_entity
from sim.services.context import Context
from sim.services.declare import Operation, Parameter, Shape
from sim.services.iam.password_policy import new_text, reused
from sim.services.iam.shapes import (
    OWN_SHORT_USER_NAME,
    SHORT_USER_NAME,
    user_resource,
)
from sim.world import World

_PASSWORD = Shape(minimum=1, maximum=128, pattern=r"[\u0009\u000A\u000D\u0020-\u00FF]+")
_RESET = Parameter("PasswordResetRequired", Shape("boolean"), "Whether the next sign-in must set a new password.")


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
        new_text(world, user, parameters["Password"]),
        world.time,
        reset_required=parameters.get("PasswordResetRequired", False),
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
        text = new_text(context.world, user, parameters["Password"])
        password = password.changed_to(text, context.world.time)
    if "PasswordResetRequired" in parameters:
        password = replace(password, reset_required=parameters["PasswordResetRequired"])
    return _with_user(context.world, replace(user, password=password)), {}


def _delete_login_profile(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    user = context.user(parameters.get("UserName"))
    _password(user)
    return _with_user(context.world, replace(user, password=None)), {}


def _change_password(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    if context.principal.owner == ROOT:
        raise ServiceError(
            "InvalidUserType", 400, "Only IAM Users can change their own password.", cause="not-an-iam-user"
        )
    user = context.user(None)
    password = _password(user)
    if parameters["NewPassword"] == parameters["OldPassword"]:
        raise reused()
    if parameters["OldPassword"] != password.text:
        raise ServiceError(
            "AccessDenied", 403, "The old password was incorrect.", cause="wrong-password", world=context.world
        )
    text = new_text(context.world, user, parameters["NewPassword"])
    new = replace(password.changed_to(text, context.world.time), reset_required=False)
    return _with_user(context.world, replace(user, password=new)), {}


def _with_user(world: World, user: User) -> World:
    return replace(world, account=world.account.with_user(user))


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
)

CHANGE_PASSWORD = next(operation for operation in OPERATIONS if operation.name == "ChangePassword")
"""What the sign-in page does with a new password too."""
