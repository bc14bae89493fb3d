"""The account's password policy, and passwords held against it.

Where no policy is set IAM's own default holds: eight characters of three kinds out of four (IAM User Guide, "Set an
account password policy for IAM users").
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.account import Password, PasswordPolicy, User
from sim.errors import ServiceError, no_such_entity
from sim.services.context import Context
from sim.services.declare import Operation, Parameter, Shape, account_resource
from sim.world import World

DEFAULT_LENGTH = 8
DEFAULT_KINDS = 3

SYMBOLS = "!@#$%^&*()_+-=[]{}|'"
"""What counts as a symbol (IAM API Reference, UpdateAccountPasswordPolicy)."""


def new_text(world: World, user: User, text: str) -> str:
    """`text`, if it may be `user`'s next password.

    Raises ServiceError (PasswordPolicyViolation) in words that third parties quote: cause weak-password or
    password-reused.
    """
    policy = world.account.password_policy
    least = DEFAULT_LENGTH if policy is None else policy.minimum_length
    if len(text) < least:
        raise _violation(f"Password should have a minimum length of {least}", "weak-password")
    if not (_by_default(world, text) if policy is None else _conforms(policy, text)):
        raise _violation("Password does not conform to the account password policy.", "weak-password")
    if policy is not None and policy.reuse_prevention and user.password is not None:
        former = (user.password.text, *user.password.previous)
        if text in former[: policy.reuse_prevention]:
            raise reused()
    return text


def reused() -> ServiceError:
    """The refusal of a password that was in use before."""
    return _violation(
        "Policy constraint violation with password reuse prevention during password change.", "password-reused"
    )


def is_expired(world: World, password: Password) -> bool:
    """Whether the policy asks for a new password by now."""
    policy = world.account.password_policy
    expires = policy.expires(password) if policy else None
    return expires is not None and world.time >= expires


def _violation(message: str, cause: str) -> ServiceError:
    return ServiceError("PasswordPolicyViolation", 400, message, cause=cause)


def _conforms(policy: PasswordPolicy, text: str) -> bool:
    asked = (
        (policy.symbols, SYMBOLS),
        (policy.numbers, string.digits),
        (policy.uppercase, string.ascii_uppercase),
        (policy.lowercase, string.ascii_lowercase),
    )
    return all(_has(text, kind) for wanted, kind in asked if wanted)


def _by_default(world: World, text: str) -> bool:
    kinds = (SYMBOLS, string.digits, string.ascii_uppercase, string.ascii_lowercase)
    account = world.account
    named = text in (account.alias, account.account_id, account.root.email)
    return sum(_has(text, kind) for kind in kinds) >= DEFAULT_KINDS and not named


def _has(text: str, kind: str) -> bool:
    return any(character in kind for character in text)


def _get(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    return context.world, {"PasswordPolicy": policy_document(_policy(context.world))}


def policy_document(policy: PasswordPolicy) -> dict[str, Any]:
    """The policy as GetAccountPasswordPolicy tells it."""
    document: dict[str, Any] = {
        "MinimumPasswordLength": policy.minimum_length,
        "RequireSymbols": policy.symbols,
        "RequireNumbers": policy.numbers,
        "RequireUppercaseCharacters": policy.uppercase,
        "RequireLowercaseCharacters": policy.lowercase,
        "AllowUsersToChangePassword": policy.users_may_change,
        "ExpirePasswords": policy.max_age is not None,
    }
    if policy.max_age is not None:
        document["MaxPasswordAge"] = policy.max_age
    if policy.reuse_prevention is not None:
        document["PasswordReusePrevention"] = policy.reuse_prevention
    return document | {"HardExpiry": policy.hard_expiry}


def _update(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    """Set the whole policy: what is left out goes back to its default (IAM API Reference)."""
    given = {_FIELDS[name]: value for name, value in parameters.items()}
    account = replace(context.world.account, password_policy=PasswordPolicy(**given))
    return replace(context.world, account=account), {}


def _delete(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    _policy(context.world)
    return replace(context.world, account=replace(context.world.account, password_policy=None)), {}


def _policy(world: World) -> PasswordPolicy:
    policy = world.account.password_policy
    if policy is None:
        raise no_such_entity(
            f"The Password Policy with domain name {world.account.account_id} cannot be found.", "no-password-policy"
        )
    return policy


_FIELDS = {
    "MinimumPasswordLength": "minimum_length",
    "RequireSymbols": "symbols",
    "RequireNumbers": "numbers",
    "RequireUppercaseCharacters": "uppercase",
    "RequireLowercaseCharacters": "lowercase",
    "AllowUsersToChangePassword": "users_may_change",
    "MaxPasswordAge": "max_age",
    "PasswordReusePrevention": "reuse_prevention",
    "HardExpiry": "hard_expiry",
}

_FLAG = Shape("boolean")

OPERATIONS = (
    Operation(
        "iam",
        "GetAccountPasswordPolicy",
        "Tell the account's password policy; refused where none is set and IAM's default holds.",
        (),
        ("PasswordPolicy",),
        ("NoSuchEntity", "ServiceFailure"),
        _get,
        account_resource("*"),
        read_only=True,
    ),
    Operation(
        "iam",
        "UpdateAccountPasswordPolicy",
        "Set the account's password policy as a whole: what is left out goes back to its default.",
        (
            Parameter(
                "MinimumPasswordLength",
                Shape("integer", minimum=6, maximum=128),
                "How long a password must be; 6 when left out.",
            ),
            Parameter("RequireSymbols", _FLAG, f"Whether one of {SYMBOLS} must be in it."),
            Parameter("RequireNumbers", _FLAG, "Whether a digit must be in it."),
            Parameter("RequireUppercaseCharacters", _FLAG, "Whether a capital letter must be in it."),
            Parameter("RequireLowercaseCharacters", _FLAG, "Whether a small letter must be in it."),
            Parameter("AllowUsersToChangePassword", _FLAG, "Whether users may change their own without a policy."),
            Parameter(
                "MaxPasswordAge",
                Shape("integer", minimum=1, maximum=1095),
                "Days until a password expires; never when left out.",
            ),
            Parameter(
                "PasswordReusePrevention",
                Shape("integer", minimum=1, maximum=24),
                "How many of a user's last passwords may not come back; none when left out.",
            ),
            Parameter("HardExpiry", _FLAG, "Whether users with an expired password need an administrator."),
        ),
        (),
        ("NoSuchEntity", "MalformedPolicyDocument", "LimitExceeded", "ServiceFailure"),
        _update,
        account_resource("*"),
    ),
    Operation(
        "iam",
        "DeleteAccountPasswordPolicy",
        "Delete the account's password policy: IAM's default holds again.",
        (),
        (),
        ("NoSuchEntity", "LimitExceeded", "ServiceFailure"),
        _delete,
        account_resource("*"),
    ),
)
