"""The users, groups, roles, policies and MFA devices of the state document."""

from __future__ import annotations

import json
from typing import Any

from sim.account import ROOT, Account, Group, ManagedPolicy, MFADevice, Role, User
from sim.clock import iso
from sim.tries import Try


def user_document(account: Account, user: User) -> dict[str, Any]:
    """A user."""
    return {
        "UserName": user.user_name,
        "Arn": account.user_arn(user),
        "UserId": user.user_id,
        "Path": user.path,
        "CreateDate": iso(user.create_date),
        "HasPassword": user.password is not None,
        "MFADevices": [device_document(device) for device in account.devices_of(user.user_name)],
        "AccessKeys": [
            {
                "AccessKeyId": key.access_key_id,
                "Status": key.status,
                "CreateDate": iso(key.create_date),
                "LastUsedDate": iso(key.last_used.time) if key.last_used else None,
            }
            for key in user.access_keys
        ],
        "Groups": sorted(user.groups),
        "AttachedPolicies": _attached(user.attached_policies),
        "InlinePolicies": _inline(user.inline_policies),
        "PermissionsBoundary": user.permissions_boundary,
        "Tags": [{"Key": key, "Value": value} for key, value in sorted(user.tags)],
    }


def group_document(account: Account, group: Group) -> dict[str, Any]:
    """A group."""
    return {
        "GroupName": group.group_name,
        "Arn": account.group_arn(group),
        "Members": sorted(group.members),
        "AttachedPolicies": _attached(group.attached_policies),
        "InlinePolicies": _inline(group.inline_policies),
    }


def role_document(account: Account, role: Role) -> dict[str, Any]:
    """A role."""
    return {
        "RoleName": role.role_name,
        "Arn": account.role_arn(role),
        "RoleId": role.role_id,
        "Path": role.path,
        "CreateDate": iso(role.create_date),
        "Description": role.description,
        "MaxSessionDuration": role.max_session_duration,
        "AssumeRolePolicyDocument": json.loads(role.trust_policy),
        "AttachedPolicies": _attached(role.attached_policies),
        "InlinePolicies": _inline(role.inline_policies),
        "PermissionsBoundary": role.permissions_boundary,
        "Tags": [{"Key": key, "Value": value} for key, value in sorted(role.tags)],
    }


def managed_policy_document(policy: ManagedPolicy) -> dict[str, Any]:
    """A managed policy of the customer's."""
    return {
        "PolicyName": policy.policy_name,
        "Arn": policy.arn,
        "DefaultVersionId": policy.default_version_id,
        "Versions": [version.version_id for version in policy.versions],
        "Document": json.loads(policy.document),
    }


def virtual_devices(account: Account) -> list[dict[str, Any]]:
    """The virtual MFA devices by serial number, assigned or not."""
    return [
        {"SerialNumber": serial, "UserName": _owner(account.mfa_devices[serial])}
        for serial in sorted(account.mfa_devices)
        if account.mfa_devices[serial].kind == "virtual"
    ]


def device_document(device: MFADevice) -> dict[str, Any]:
    """An assigned MFA device."""
    return {
        "SerialNumber": device.serial_number,
        "Kind": device.kind,
        "EnableDate": iso(device.enable_date or 0),
        "SkewSteps": device.validator.skew,
    }


def try_document(made: Try) -> dict[str, Any]:
    """A code that was judged, or a pair: what AWS tells nobody."""
    return {
        "Time": iso(made.time),
        "SerialNumber": made.serial_number,
        "Way": made.way,
        "Cause": made.verdict.cause,
        "StepsOff": made.verdict.steps_off,
    }


def _owner(device: MFADevice) -> str | None:
    return "root" if device.owner == ROOT else device.owner


def _attached(arns: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"PolicyName": arn.rpartition("/")[2], "PolicyArn": arn} for arn in sorted(arns)]


def _inline(policies: tuple[tuple[str, str], ...]) -> list[dict[str, Any]]:
    return [{"PolicyName": name, "Document": json.loads(document)} for name, document in sorted(policies)]
