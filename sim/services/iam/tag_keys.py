"""The condition keys of tags in IAM's calls, and the permission to tag what is being made.

IAM User Guide, "Controlling access to and for IAM users and roles using tags"; Service Authorization Reference,
"Actions, resources, and condition keys for AWS Identity and Access Management".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sim.account import ROOT
from sim.services.context import Context
from sim.services.declare import Need, Operation

Keys = dict[str, str | tuple[str, ...]]

TAGGED_WHEN_MADE: Mapping[str, str] = {
    "CreateUser": "iam:TagUser",
    "CreateRole": "iam:TagRole",
    "CreatePolicy": "iam:TagPolicy",
    "CreateVirtualMFADevice": "iam:TagMFADevice",
}
"""What else must be allowed to whoever makes something with tags on it."""


def needed(context: Context, operation: Operation, parameters: Mapping[str, Any]) -> Iterator[Need]:
    """What a call must be allowed, with the keys of the tags that it names and of what it acts on."""
    needs = operation.needed(context, parameters)
    if operation.service != "iam":
        yield from needs
        return
    keys = _request_keys(parameters) | _resource_keys(context, operation, parameters)
    resource = "*"
    for need in needs:
        resource = need.resource
        yield replace(need, keys={**keys, **need.keys}) if keys else need
    if parameters.get("Tags") and operation.name in TAGGED_WHEN_MADE:
        yield Need(TAGGED_WHEN_MADE[operation.name], resource, keys)


def _request_keys(parameters: Mapping[str, Any]) -> Keys:
    """aws:RequestTag/KEY and aws:TagKeys, of the tags that a call gives or takes away."""
    tags, removed = parameters.get("Tags") or (), parameters.get("TagKeys") or ()
    if not tags and not removed:
        return {}
    keys: Keys = {f"aws:RequestTag/{tag['Key']}": tag["Value"] for tag in tags}
    return keys | {"aws:TagKeys": (*(tag["Key"] for tag in tags), *removed)}


def _resource_keys(context: Context, operation: Operation, parameters: Mapping[str, Any]) -> Keys:
    """aws:ResourceTag/KEY and iam:ResourceTag/KEY, of the user (or the caller), or of the MFA device alone."""
    account, owner = context.world.account, context.principal.owner
    if "UserName" in parameters:
        user = account.users.get(parameters["UserName"])
        tags = user.tags if user else ()
    elif "SerialNumber" in parameters:
        device = account.mfa_devices.get(parameters["SerialNumber"])
        tags = device.tags if device else ()
    else:
        user = None if owner == ROOT else account.users.get(owner)
        own = user is not None and any(parameter.name == "UserName" for parameter in operation.parameters)
        tags = user.tags if user and own else ()
    return {f"{prefix}:ResourceTag/{key}": value for key, value in tags for prefix in ("aws", "iam")}
