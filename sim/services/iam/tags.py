"""Tags of users and of virtual MFA devices: add, take away, list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.account import MFADevice
from sim.errors import ServiceError, invalid_input
from sim.services.context import Context
from sim.services.declare import Operation, Parameter, Shape
from sim.services.iam.mfa import SERIAL_NUMBER, known_device, unknown_device
from sim.services.iam.shapes import PAGING, TAG, TAGS, TRUNCATED, USER_NAME, page, tags_of, user_resource
from sim.world import World

Tags = tuple[tuple[str, str], ...]

TAGS_QUOTA = 50
"""Tags of a resource at most (IAM User Guide, "IAM and AWS STS quotas")."""

TAG_KEYS = Shape("list", maximum=50, member=TAG.members["Key"])

NEW_TAGS = Parameter("Tags", TAGS, "The tags, as Key=…,Value=….", required=True)
OLD_TAGS = Parameter("TagKeys", TAG_KEYS, "The keys of the tags to take away.", required=True)


def with_tags(tags: Tags, parameters: Mapping[str, Any]) -> Tags:
    """`tags` with those of the Tags parameter added; a key that differs only in case is replaced, as in IAM.

    Raises ServiceError: InvalidInput for a key given twice, LimitExceeded beyond the quota.
    """
    new = tags_of(parameters)
    replaced = {key.casefold() for key, _ in new}
    joined = (*(pair for pair in tags if pair[0].casefold() not in replaced), *new)
    if len(joined) > TAGS_QUOTA:
        raise ServiceError("LimitExceeded", 409, "The number of tags has reached the maximum limit.", cause="quota")
    return joined


def without_tags(tags: Tags, parameters: Mapping[str, Any]) -> Tags:
    """`tags` without those that the TagKeys parameter names; a key that is not there does no harm.

    Raises ServiceError (InvalidInput) for a key given twice.
    """
    keys = {key.casefold() for key in parameters["TagKeys"]}
    if len(keys) < len(parameters["TagKeys"]):
        raise invalid_input("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
    return tuple(pair for pair in tags if pair[0].casefold() not in keys)


def tags_page(tags: Tags, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """One page of tags, sorted by key."""
    return page("Tags", sorted(tags), parameters, lambda pair: {"Key": pair[0], "Value": pair[1]})


def _tag_user(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    user = context.user(parameters["UserName"])
    user = replace(user, tags=with_tags(user.tags, parameters))
    return replace(context.world, account=context.world.account.with_user(user)), {}


def _untag_user(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    user = context.user(parameters["UserName"])
    user = replace(user, tags=without_tags(user.tags, parameters))
    return replace(context.world, account=context.world.account.with_user(user)), {}


def _list_user_tags(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    return context.world, tags_page(context.user(parameters["UserName"]).tags, parameters)


def _tag_device(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    device = _virtual(context, parameters)
    device = replace(device, tags=with_tags(device.tags, parameters))
    return replace(context.world, account=context.world.account.with_device(device)), {}


def _untag_device(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    device = _virtual(context, parameters)
    device = replace(device, tags=without_tags(device.tags, parameters))
    return replace(context.world, account=context.world.account.with_device(device)), {}


def _list_device_tags(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    return context.world, tags_page(_virtual(context, parameters).tags, parameters)


def _virtual(context: Context, parameters: Mapping[str, Any]) -> MFADevice:
    device = known_device(context.world, parameters["SerialNumber"])
    if device.kind != "virtual":
        raise unknown_device(device.serial_number)
    return device


def _device_resource(context: Context, parameters: Mapping[str, Any]) -> str:
    return str(parameters["SerialNumber"])


_SERIAL = Parameter("SerialNumber", SERIAL_NUMBER, "The virtual device's ARN.", required=True)

OPERATIONS = (
    Operation(
        "iam",
        "TagUser",
        "Give a user tags; a tag whose key is there already gets the new value.",
        (USER_NAME, NEW_TAGS),
        (),
        ("NoSuchEntity", "LimitExceeded", "InvalidInput", "ConcurrentModification", "ServiceFailure"),
        _tag_user,
        user_resource,
    ),
    Operation(
        "iam",
        "UntagUser",
        "Take tags from a user.",
        (USER_NAME, OLD_TAGS),
        (),
        ("NoSuchEntity", "ConcurrentModification", "ServiceFailure"),
        _untag_user,
        user_resource,
    ),
    Operation(
        "iam",
        "ListUserTags",
        "List a user's tags.",
        (USER_NAME, *PAGING),
        ("Tags", *TRUNCATED),
        ("NoSuchEntity", "ServiceFailure"),
        _list_user_tags,
        user_resource,
        pages="Tags",
        read_only=True,
    ),
    Operation(
        "iam",
        "TagMFADevice",
        "Give an MFA device tags; a tag whose key is there already gets the new value.",
        (_SERIAL, NEW_TAGS),
        (),
        ("InvalidInput", "NoSuchEntity", "LimitExceeded", "ConcurrentModification", "ServiceFailure"),
        _tag_device,
        _device_resource,
    ),
    Operation(
        "iam",
        "UntagMFADevice",
        "Take tags from an MFA device.",
        (_SERIAL, OLD_TAGS),
        (),
        ("NoSuchEntity", "InvalidInput", "ConcurrentModification", "ServiceFailure"),
        _untag_device,
        _device_resource,
    ),
    Operation(
        "iam",
        "ListMFADeviceTags",
        "List an MFA device's tags.",
        (_SERIAL, *PAGING),
        ("Tags", *TRUNCATED),
        ("NoSuchEntity", "InvalidInput", "ServiceFailure"),
        _list_device_tags,
        _device_resource,
        pages="Tags",
        read_only=True,
    ),
)
